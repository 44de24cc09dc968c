import Analysis

/// A difference in words and figures, for any format that people read.
struct DifferenceText {
  private let difference: Report.Difference

  /// Puts `difference` in words.
  init(_ difference: Report.Difference) { self.difference = difference }

  /// The difference in one sentence.
  var sentence: String {
    let changes = changes
    let counts = Report.Difference.Change.allCases.compactMap { change -> String? in
      let count = changes.count { $0.change == change }
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

  /// One line of what differs.
  struct Change {
    /// How it differs.
    var change: Report.Difference.Change
    /// Who asks whom, or what a finding is about.
    var subject: String
    /// The reason with its phase, or the rule.
    var cause: String
    /// How many fetches or exchanges in the baseline.
    var before: Int
    /// How many now.
    var after: Int
  }

  /// What differs, the urgent first; groups of one origin, target and reason that differ alike are
  /// one line.
  var changes: [Change] {
    struct Key: Hashable { let change: Report.Difference.Change, origin, target, cause: String }
    var order: [Key] = []
    var groups: [Key: (routes: Set<String>, before: Int, after: Int)] = [:]
    for item in difference.blocked {
      let phase = item.phase == "actual" ? "actual request" : item.phase
      let key = Key(
        change: item.change, origin: item.origin, target: item.target,
        cause: "\(item.reason) at the \(phase)")
      if groups[key] == nil { order.append(key) }
      groups[key, default: ([], 0, 0)].routes.insert(item.route)
      groups[key]?.before &+= item.before
      groups[key]?.after &+= item.after
    }
    let blocked = order.compactMap { key -> Change? in
      guard let group = groups[key] else { return nil }
      let origin = key.origin.isEmpty ? "unknown origin" : key.origin
      let place =
        group.routes.count == 1
        ? PlaceName.text(key.target, group.routes.first ?? "")
        : "\(PlaceName.text(key.target)) (\(Figures.count(group.routes.count, "route")))"
      return Change(
        change: key.change, subject: "\(origin) → \(place)", cause: key.cause,
        before: group.before, after: group.after)
    }
    let findings = difference.findings.map { item in
      Change(
        change: item.change, subject: item.subject, cause: item.rule, before: item.before,
        after: item.after)
    }
    let kinds = Report.Difference.Change.allCases
    return (blocked + findings).enumerated().sorted { left, right in
      let weight = { (change: Change) in kinds.firstIndex(of: change.change) ?? 0 }
      let first = (weight(left.element), -max(left.element.before, left.element.after), left.offset)
      return first
        < (weight(right.element), -max(right.element.before, right.element.after), right.offset)
    }.map(\.element)
  }

  /// The headline figures that are not nothing on both sides: name, then, now, and the change.
  var figures: [(name: String, before: String, after: String, change: String)] {
    difference.figures.compactMap { figure in
      guard (figure.before ?? 0) != 0 || (figure.after ?? 0) != 0 else { return nil }
      let id = figure.name.replacingScalars { $0 == "_" ? "-" : nil }
      let name =
        Definitions.all.first { $0.id == id }?.term
        ?? figure.name.replacingScalars { $0 == "_" ? " " : nil }
      return (
        name.prefix(1).uppercased() + name.dropFirst(),
        DifferenceText.value(figure.before, figure.isShare),
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
