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
  package init(_ report: Report) {
    var steps = NextSteps.blocked(report)
    // What lets strangers in is more urgent than what keeps friends out.
    if let worst = report.findings.first, worst.severity == .critical {
      steps.insert(NextSteps.step(worst), at: 0)
    }
    let left = report.findings.filter { $0.severity >= .high && $0.severity != .critical }
    for finding in left where steps.count < 3 {
      let subject = finding.subject
      if !steps.contains(where: { $0.subject == subject }) { steps.append(NextSteps.step(finding)) }
    }
    self.steps = Array(steps.prefix(3))
  }

  private static func step(_ finding: Finding) -> Step {
    Step(
      change: finding.mend, subject: finding.subject,
      effect: "\(finding.severity.name): \(finding.summary)", link: Permalink.of(finding))
  }

  /// Blocked groups that one change mends, the biggest first.
  private static func blocked(_ report: Report) -> [Step] {
    struct Cause: Hashable { let target, phase, reason: String }
    var order: [Cause] = []
    var groups: [Cause: (fetches: Int, routes: Set<String>, first: Report.BlockedRow)] = [:]
    for row in report.blocked {
      let cause = Cause(target: row.target, phase: row.phase, reason: row.reason)
      if groups[cause] == nil {
        order.append(cause)
        groups[cause] = (0, [], row)
      }
      groups[cause]?.fetches += row.fetches
      groups[cause]?.routes.insert(row.route)
    }
    let all = report.summary.blockedFetches
    let ranked = order.compactMap { groups[$0] }.enumerated()
      .sorted { ($1.element.fetches, $0.offset) < ($0.element.fetches, $1.offset) }
    return ranked.prefix(3).map { _, group in
      let routes = group.routes.count
      let share = Figures.percent(group.fetches, of: all).map { " (\($0))" } ?? ""
      let place =
        routes == 1
        ? group.first.target + group.first.route
        : "\(group.first.target) (\(Figures.count(routes, "route")))"
      return Step(
        change: group.first.mend, subject: place,
        effect: "\(Figures.count(group.fetches, "blocked fetch", "blocked fetches"))\(share), "
          + "\(group.first.reason) at the \(group.first.phase)"
          + (group.first.phase == "actual" ? " request" : ""),
        link: Permalink.of(group.first))
    }
  }
}
