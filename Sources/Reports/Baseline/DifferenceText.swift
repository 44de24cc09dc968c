import Analysis

/// A difference in words and figures, for any format that people read.
struct DifferenceText {
  private let difference: Report.Difference

  /// Puts `difference` in words.
  init(_ difference: Report.Difference) { self.difference = difference }

  /// The difference in one sentence.
  var sentence: String {
    let counts = Report.Difference.Change.allCases.compactMap { change -> String? in
      let count =
        difference.blocked.count { $0.change == change }
        + difference.findings.count { $0.change == change }
      return count > 0 ? "\(Figures.count(count)) \(change.rawValue)" : nil
    }
    let origins =
      difference.newOrigins.isEmpty
      ? "" : "; \(Figures.count(difference.newOrigins.count, "origin")) blocked for the first time"
    let list = counts.isEmpty ? "nothing but what chance explains" : counts.joined(separator: ", ")
    return "Since \(since): \(list)\(origins)."
  }

  /// What the baseline was, by its time where that is known.
  var since: String {
    guard let period = difference.period else { return difference.baseline }
    return "\(difference.baseline) (\(UTCTime.span(period.first, period.last)))"
  }

  /// The headline figures that are known on one side at least: name, then, now, and the change.
  var figures: [(name: String, before: String, after: String, change: String)] {
    difference.figures.compactMap { figure in
      guard figure.before != nil || figure.after != nil else { return nil }
      return (
        figure.name, DifferenceText.value(figure.before, figure.isShare),
        DifferenceText.value(figure.after, figure.isShare), DifferenceText.change(figure)
      )
    }
  }

  private static func value(_ value: Double?, _ isShare: Bool) -> String {
    guard let value, value.isFinite else { return "–" }
    return isShare ? Figures.percent(value) : Figures.count(Int(clamping: Int64(value)))
  }

  private static func change(_ figure: Report.Difference.FigureChange) -> String {
    guard let before = figure.before, let after = figure.after, before.isFinite, after.isFinite
    else { return "–" }
    let change = after - before
    if change == 0 { return "same" }
    let sign = change > 0 ? "+" : "−"
    if figure.isShare {
      return "\(sign)\(Figures.fixed(change.magnitude * 100, decimals: 1)) points"
    }
    let share = before > 0 ? " (\(sign)\(Figures.percent(change.magnitude / before)))" : ""
    return "\(sign)\(Figures.count(Int(change.magnitude)))\(share)"
  }
}
