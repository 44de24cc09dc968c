/// The exchange of a fetch at which it was stopped.
public enum Phase: UInt8, Codable, CaseIterable, Sendable, BitwiseCopyable {
  /// At the answer to its CORS-preflight request.
  case preflight
  /// At a redirect response.
  case redirect
  /// At the response to the request itself.
  case actual

  /// The name as reports print it.
  public var name: String {
    switch self {
    case .preflight: "preflight"
    case .redirect: "redirect"
    case .actual: "actual"
    }
  }
}
