/// What a server answers at one URL.
public struct ServerAnswers: Sendable {
  /// To a CORS-preflight request; `nil` says that OPTIONS is answered as the request is.
  public var preflight: ServerAnswer?
  /// To the request itself.
  public var response: ServerAnswer

  /// Makes the answers of one URL.
  public init(preflight: ServerAnswer?, response: ServerAnswer) {
    self.preflight = preflight
    self.response = response
  }
}
