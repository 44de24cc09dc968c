/// What an exchange was, seen from the page that caused it.
package enum Kind: UInt8, Codable, Sendable, BitwiseCopyable, CaseIterable {
  case preflight, cors, sameOrigin, noCORS, navigation, webSocket, nonBrowser, unclassified

  /// The name that reports print.
  package var name: String {
    switch self {
    case .preflight: "preflight"
    case .cors: "cors"
    case .sameOrigin: "same-origin"
    case .noCORS: "no-cors"
    case .navigation: "navigation"
    case .webSocket: "websocket"
    case .nonBrowser: "non-browser"
    case .unclassified: "unclassified"
    }
  }
}
