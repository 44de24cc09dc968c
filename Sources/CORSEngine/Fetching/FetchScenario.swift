/// A hypothetical fetch: what a page asks for, and what servers answer.
public struct FetchScenario: Sendable {
  /// A second fetch, made later.
  public struct Second: Sendable {
    /// How long after the first, in seconds.
    public var after: Double
    /// What is asked for; the servers answer as before.
    public var request: FetchRequest

    /// Makes the second fetch.
    public init(after: Double, request: FetchRequest) {
      self.after = after
      self.request = request
    }
  }

  /// What the page asks for.
  public var request: FetchRequest
  /// The answers at the request's URL, then at each URL that redirects lead to, in turn.
  public var answers: [ServerAnswers]
  /// The fetch that follows, if one does.
  public var second: Second?

  /// Makes a scenario; there is at least one element in `answers`.
  public init(request: FetchRequest, answers: [ServerAnswers], second: Second? = nil) {
    precondition(!answers.isEmpty)
    self.request = request
    self.answers = answers
    self.second = second
  }
}
