/// The parts of the rules' manual.
package enum RuleSection: String, Sendable, CaseIterable {
  case trust, malformed, preflight, consistency

  /// The part's heading.
  package var title: String {
    switch self {
    case .trust: "Trust"
    case .malformed: "Malformed headers"
    case .preflight: "Preflights"
    case .consistency: "Consistency and caching"
    }
  }

  /// What the part is about, one sentence without a full stop.
  package var summary: String {
    switch self {
    case .trust: "Who is let in, and should not be"
    case .malformed: "Headers that do not say what was meant"
    case .preflight: "Preflights that fail, or come too often"
    case .consistency: "Responses that differ where they should not, and caches that mix them up"
    }
  }
}
