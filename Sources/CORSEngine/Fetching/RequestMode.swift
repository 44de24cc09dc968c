/// A request's mode.
///
/// - SeeAlso: https://fetch.spec.whatwg.org/#concept-request-mode
public enum RequestMode: UInt8, CaseIterable, Sendable, BitwiseCopyable {
  case cors, noCORS, sameOrigin, navigate, webSocket

  /// The name as the standard spells it.
  public var name: String {
    switch self {
    case .cors: "cors"
    case .noCORS: "no-cors"
    case .sameOrigin: "same-origin"
    case .navigate: "navigate"
    case .webSocket: "websocket"
    }
  }

  /// Finds the mode with the given `name`.
  public init?(name: String) {
    guard let mode = RequestMode.allCases.first(where: { $0.name == name }) else { return nil }
    self = mode
  }
}
