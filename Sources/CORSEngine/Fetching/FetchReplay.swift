import Traffic

/// Replays hypothetical fetches by the rules of one profile.
///
/// Arrays are made freely here: this is for single fetches that somebody asks about. Recorded
/// traffic is judged by ``CORSCheck`` and ``PreflightCheck`` alone.
///
/// - SeeAlso: https://fetch.spec.whatwg.org/#fetching
public struct FetchReplay {
  /// Whose rules apply.
  public let profile: BrowserProfile
  /// What earlier fetches left behind.
  public private(set) var cache: PreflightCache

  /// Begins without memory of earlier fetches.
  public init(profile: BrowserProfile) {
    self.profile = profile
    cache = PreflightCache(profile: profile)
  }

  /// Replays one fetch.
  ///
  /// - Parameters:
  ///   - request: What the page asks for.
  ///   - answers: What servers answer at the request's URL and at each later one; not empty.
  ///   - time: When the fetch begins, in seconds from any instant.
  /// - Returns: How it ended.
  public mutating func fetch(
    _ request: FetchRequest, answers: [ServerAnswers], at time: Double = 0
  ) -> FetchResult {
    var run = FetchRun(request, answers: answers, profile: profile, time: time, cache: cache)
    run.perform()
    cache = run.cache
    return run.result
  }

  /// Replays a scenario, its second fetch included.
  public static func results(
    of scenario: FetchScenario, profile: BrowserProfile
  ) -> (first: FetchResult, second: FetchResult?) {
    var replay = FetchReplay(profile: profile)
    let first = replay.fetch(scenario.request, answers: scenario.answers)
    guard let second = scenario.second else { return (first, nil) }
    return (
      first, replay.fetch(second.request, answers: scenario.answers, at: second.after)
    )
  }
}
