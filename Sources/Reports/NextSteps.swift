package import Analysis

/// What to do first: the few changes that mend most.
package struct NextSteps: Sendable {
  /// One change.
  package struct Step: Sendable {
    /// The change, an imperative sentence in lower case without a full stop.
    package var change: String
    /// What it is about: a target, a route or the subject of a finding.
    package var subject: String
    /// What it mends, with figures.
    package var effect: String
    /// The permalink of the group or finding behind it.
    package var link: String
  }

  /// At most three, the most useful first.
  package let steps: [Step]

  /// Chooses from `report`.
  package init(_ report: Report) { self.init(report, BlockedCause.all(report)) }

  /// Chooses from `report`, whose blocked groups have the `causes`.
  init(_ report: Report, _ causes: [BlockedCause]) {
    var steps = NextSteps.blocked(report, causes)
    // What lets strangers in is more urgent than what keeps friends out.
    if let worst = report.findings.first, worst.severity == .critical {
      steps.insert(NextSteps.step(worst), at: 0)
    }
    let left = report.findings.filter { $0.severity >= .high && $0.severity != .critical }
    for finding in left where steps.count < 3 {
      let change = finding.mend
      if !steps.contains(where: { $0.change == change }) { steps.append(NextSteps.step(finding)) }
    }
    self.steps = Array(steps.prefix(3))
  }

  private static func step(_ finding: Finding) -> Step {
    Step(
      change: finding.mend, subject: finding.subject,
      effect: "\(finding.severity.name): \(finding.summary)", link: Permalink.of(finding))
  }

  /// Causes on one target that the same words mend.
  private struct Change {
    var causes: [BlockedCause]
    var fetches = 0

    var target: String { causes[0].first.target }

    /// The target, with the route where it is one alone.
    var subject: String {
      var routes: Set<String> = []
      for cause in causes { for row in cause.rows { routes.insert(row.route) } }
      guard routes.count == 1, let route = routes.first else {
        return "\(PlaceName.text(target)) (\(Figures.count(routes.count, "route")))"
      }
      return target + route
    }

    /// Who is refused: up to two origins by name.
    var origins: String {
      var names: [String] = []
      for cause in causes where !names.contains(cause.first.origin) {
        names.append(cause.first.origin)
      }
      if names.contains("") { return "" }
      return names.count > 2
        ? " from \(Figures.count(names.count, "origin"))" : " from \(NextSteps.list(names))"
    }

    /// The reasons, each with the phases that it came up in.
    var reasons: String {
      var order: [String] = []
      var phases: [String: [String]] = [:]
      for row in causes.map(\.first) {
        if phases[row.reason] == nil { order.append(row.reason) }
        if phases[row.reason]?.contains(row.phase) != true {
          phases[row.reason, default: []].append(row.phase)
        }
      }
      return NextSteps.list(
        order.map { reason in
          let places = (phases[reason] ?? []).map { $0 == "actual" ? "actual request" : $0 }
          return "\(reason) at the \(NextSteps.list(places))"
        }) + errors
    }

    /// The statuses, where a gateway answered.
    private var errors: String {
      guard causes[0].isGatewayError else { return "" }
      let statuses = Set(causes.flatMap(\.statuses)).sorted().prefix(4).map { "\($0)" }
      return " with status \(NextSteps.list(statuses))"
    }
  }

  /// Blocked groups that one change mends, the biggest first.
  private static func blocked(_ report: Report, _ causes: [BlockedCause]) -> [Step] {
    struct Key: Hashable {
      let target, mend: String
      let isGatewayError: Bool

      // Mends are long, and there are few of a target.
      func hash(into hasher: inout Hasher) { hasher.combine(target) }
    }
    var places: [Key: Int] = [:]
    var changes: [Change] = []
    for cause in causes {
      let key = Key(
        target: cause.target, mend: cause.mend, isGatewayError: cause.isGatewayError)
      let place = places[key] ?? changes.count
      if place == changes.count {
        places[key] = place
        changes.append(Change(causes: []))
      }
      changes[place].causes.append(cause)
      changes[place].fetches &+= cause.fetches
    }
    let all = report.summary.blockedFetches
    let ranked = changes.indices
      .sorted { (changes[$1].fetches, $0) < (changes[$0].fetches, $1) }.map { changes[$0] }
    return ranked.prefix(3).map { change in
      let share = Figures.percent(change.fetches, of: all).map { " (\($0))" } ?? ""
      let over = change.causes.allSatisfy { $0.hasEnded(in: report.period) }
      let last = over ? change.causes.compactMap(\.lastSeen).max() : nil
      return Step(
        change: change.causes[0].first.mend, subject: change.subject,
        effect: "\(Figures.count(change.fetches, "blocked fetch", "blocked fetches"))\(share)"
          + "\(change.origins): \(change.reasons)"
          + (last.map { "; none since \(UTCTime(seconds: $0).text)" } ?? ""),
        link: Permalink.of(change.causes[0].first))
    }
  }

  /// Names in a row: `a`, `a and b`, `a, b and c`.
  fileprivate static func list(_ names: [String]) -> String {
    guard let last = names.last, names.count > 1 else { return names.first ?? "" }
    return names.dropLast().joined(separator: ", ") + " and " + last
  }
}
