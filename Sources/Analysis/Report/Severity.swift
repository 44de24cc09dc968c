/// How bad a finding is, worst last.
package enum Severity: Int, Sendable, Comparable, CaseIterable {
  case info, low, medium, high, critical

  /// The name that reports print.
  package var name: String {
    switch self {
    case .info: "info"
    case .low: "low"
    case .medium: "medium"
    case .high: "high"
    case .critical: "critical"
    }
  }

  /// Whether `left` is less severe than `right`.
  package static func < (left: Severity, right: Severity) -> Bool { left.rawValue < right.rawValue }
}
