/// How an exchange ended for the page.
package enum Outcome: UInt8, Codable, Sendable, BitwiseCopyable, CaseIterable {
  /// The page could read the response, or the preflight passed.
  case allowed
  /// The browser kept the response from the page, or the preflight failed.
  case blocked
  /// A no-cors response: not readable by design.
  case opaque
  /// CORS had no part in it.
  case notCORS
  /// It depends on a fact that the input cannot show.
  case conditional
  /// The input does not hold what a judgement needs.
  case unknown

  /// The name that reports print.
  package var name: String {
    switch self {
    case .allowed: "allowed"
    case .blocked: "blocked"
    case .opaque: "opaque"
    case .notCORS: "not-cors"
    case .conditional: "conditional"
    case .unknown: "unknown"
    }
  }

  /// Finds the outcome that is printed as `name`.
  package init?(name: String) {
    guard let outcome = Outcome.allCases.first(where: { $0.name == name }) else { return nil }
    self = outcome
  }
}
