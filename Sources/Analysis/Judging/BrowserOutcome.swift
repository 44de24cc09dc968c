/// What a browser did with a fetch, by its own recording.
package enum BrowserOutcome: UInt8, Codable, Sendable, BitwiseCopyable {
  /// It kept the response from the page, or never sent the request.
  case blocked
  /// It went on: the page got the response, or the request followed its preflight.
  case allowed

  /// The name that reports print.
  package var name: String {
    switch self {
    case .blocked: "blocked"
    case .allowed: "allowed"
    }
  }
}
