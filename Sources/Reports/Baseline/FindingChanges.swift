import Analysis

/// How the findings of a report differ from a baseline's, looked up one by one.
struct FindingChanges {
  private var changes: [String: Report.Difference.Change] = [:]

  /// Learns them.
  init(_ difference: Report.Difference) {
    for change in difference.findings where change.change != .gone {
      changes[FindingChanges.key(change.rule, change.subject)] = change.change
    }
  }

  /// `new`, `worse`, `better` or `same`.
  func name(_ finding: Finding) -> String {
    changes[FindingChanges.key(finding.rule, finding.subject)]?.rawValue ?? "same"
  }

  private static func key(_ rule: String, _ subject: String) -> String { "\(rule) \(subject)" }
}
