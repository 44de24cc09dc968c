import Analysis

/// A condition under which the command fails, for cron jobs and pipelines.
struct FailCondition {
  private enum Test {
    case severity(Severity)
    case figure(@Sendable (Report) -> Double?, isStrict: Bool, limit: Double)
    case change(@Sendable (Report.Difference) -> Bool)
  }

  /// The condition as it was written.
  let text: String
  private let test: Test

  /// Reads a severity's name, a figure, `>` or `>=`, and a number with or without `%`, or what may
  /// differ from a baseline.
  init?(_ text: String) {
    self.text = text
    if let severity = Severity.allCases.first(where: { $0.name == text.lowercased() }) {
      test = .severity(severity)
      return
    }
    if let change = FailCondition.changes[text.lowercased()] {
      test = .change(change)
      return
    }
    guard let sign = text.firstIndex(of: ">"),
      let figure = FailCondition.figures[
        String(text[..<sign]).lowercased().filter { $0 != " " }]
    else { return nil }
    var rest = text[text.index(after: sign)...].filter { $0 != " " }
    let isStrict = rest.first != "="
    if !isStrict { rest.removeFirst() }
    let isPercent = rest.last == "%"
    if isPercent { rest.removeLast() }
    guard let number = Double(rest), number.isFinite else { return nil }
    test = .figure(figure, isStrict: isStrict, limit: isPercent ? number / 100 : number)
  }

  /// Whether it holds this report against an earlier one.
  var needsBaseline: Bool {
    if case .change = test { true } else { false }
  }

  /// Whether the report can tell.
  func isKnown(for report: Report) -> Bool {
    switch test {
    case .severity: true
    case .figure(let figure, _, _): figure(report) != nil
    case .change: report.difference != nil
    }
  }

  /// Whether the report fulfils it; a figure that is unknown fulfils nothing.
  func holds(for report: Report) -> Bool {
    switch test {
    case .severity(let least): return report.findings.contains { $0.severity >= least }
    case .figure(let figure, let isStrict, let limit):
      guard let value = figure(report) else { return false }
      return isStrict ? value > limit : value >= limit
    case .change(let change): return report.difference.map(change) ?? false
    }
  }

  /// What conditions are about, for whoever mistyped one.
  static var names: [String] {
    Severity.allCases.map(\.name) + changes.keys.sorted() + figures.keys.sorted()
  }

  private static let changes: [String: @Sendable (Report.Difference) -> Bool] = [
    "new-origin": { !$0.newOrigins.isEmpty },
    "new-blocked": { $0.blocked.contains { $0.change == .new } },
    "new-finding": { $0.findings.contains { $0.change == .new } },
    "worse": { difference in
      difference.blocked.contains { $0.change == .new || $0.change == .worse }
        || difference.findings.contains { $0.change == .new || $0.change == .worse }
    },
  ]

  private static let figures: [String: @Sendable (Report) -> Double?] = [
    "blocked-rate": { $0.summary.blockedRate },
    "blocked": { Double($0.summary.blockedFetches) },
    "blocked-clients": { $0.summary.blockedClients.map(Double.init) },
    "conditional": { Double($0.summary.conditional) },
    "unknown": { Double($0.summary.unknown) },
    "preflight-share": { $0.preflights.share },
    "preflight-rate": { $0.preflights.rate },
    "avoidable": { $0.preflights.avoidable.map(Double.init) },
    "findings": { Double($0.findings.count) },
  ]
}
