package import Analysis

/// Compares a report with a baseline.
package enum Comparison {
  /// What differs in `report` from `baseline`.
  package static func difference(_ report: Report, from baseline: Baseline) -> Report.Difference {
    let before = baseline.content
    let judged = scale(before.summary.judged_fetches, report.summary.judgedFetches)
    let exchanges = scale(before.summary.exchanges, report.summary.exchanges)
    let known = Set(before.blocked.map(\.origin))
    var origins: [String] = []
    for row in report.blocked
    where !row.origin.isEmpty && !known.contains(row.origin) && !origins.contains(row.origin) {
      // Beyond this many the number alone tells enough.
      guard origins.count < 1000 else { break }
      origins.append(row.origin)
    }
    return Report.Difference(
      baseline: baseline.name, period: period(before.period),
      figures: figures(report, before),
      blocked: blocked(report, before, scale: judged ?? exchanges),
      findings: findings(report, before, scale: exchanges), newOrigins: origins)
  }

  /// How many times as much there is now as there was.
  private static func scale(_ before: Int?, _ after: Int) -> Double? {
    guard let before, before > 0, after > 0 else { return nil }
    return Double(after) / Double(before)
  }

  private static func period(_ period: Baseline.Content.Period?) -> Report.Period? {
    guard let first = period?.first, let last = period?.last else { return nil }
    return Report.Period(first: first, last: last)
  }

  /// Tells a change from chance.
  ///
  /// Counts of independent events scatter by their square root: within three standard deviations
  /// of what the baseline lets expect nothing is said to have changed.
  static func change(before: Int, after: Int, scale: Double?) -> Report.Difference.Change? {
    if before <= 0 { return after > 0 ? .new : nil }
    if after <= 0 { return .gone }
    let factor = scale ?? 1
    let expected = Double(before) * factor
    // What was counted before scatters, too, and its scatter grows with the factor.
    let deviation = (Double(after) + expected * factor).squareRoot()
    guard (Double(after) - expected).magnitude > 3 * deviation else { return nil }
    return Double(after) > expected ? .worse : .better
  }

  private static func figures(
    _ report: Report, _ before: Baseline.Content
  ) -> [Report.Difference.FigureChange] {
    let summary = report.summary
    let old = before.summary
    let count = { (name: String, before: Int?, after: Int?) in
      Report.Difference.FigureChange(
        name: name, isShare: false, before: before.map(Double.init), after: after.map(Double.init))
    }
    let share = { (name: String, before: Double?, after: Double?) in
      Report.Difference.FigureChange(
        name: name, isShare: true, before: before,
        // As the baseline wrote its own.
        after: after.map { ($0 * 1e9).rounded() / 1e9 })
    }
    return [
      share("blocked_rate", old.blocked_rate, summary.blockedRate),
      count("blocked_fetches", old.blocked_fetches, summary.blockedFetches),
      count("judged_fetches", old.judged_fetches, summary.judgedFetches),
      count("conditional", old.conditional, summary.conditional),
      count("unknown", old.unknown, summary.unknown),
      count("exchanges", old.exchanges, summary.exchanges),
      count("clients", old.clients, summary.clients),
      count("blocked_clients", old.blocked_clients, summary.blockedClients),
      share("preflight_share", before.preflights?.share, report.preflights.share),
      share("preflight_rate", before.preflights?.rate, report.preflights.rate),
      share("cache_hit_ratio", before.preflights?.cache_hit_ratio, report.preflights.cacheHitRatio),
    ]
  }

  private struct Group: Hashable {
    let origin, target, route, phase, reason: String
  }

  private static func blocked(
    _ report: Report, _ before: Baseline.Content, scale: Double?
  ) -> [Report.Difference.BlockedChange] {
    var counts: [Group: (before: Int, after: Int)] = [:]
    var order: [Group] = []
    let add = { (group: Group, old: Int, new: Int) in
      if counts[group] == nil { order.append(group) }
      let known = counts[group] ?? (0, 0)
      counts[group] = (known.before &+ old, known.after &+ new)
    }
    for row in report.blocked {
      add(
        Group(
          origin: row.origin, target: row.target, route: row.route, phase: row.phase,
          reason: row.reason), 0, row.fetches)
    }
    for row in before.blocked {
      add(
        Group(
          origin: row.origin, target: row.target, route: row.route, phase: row.phase,
          reason: row.reason), row.fetches, 0)
    }
    let changes = order.compactMap { group -> Report.Difference.BlockedChange? in
      guard let count = counts[group],
        let change = change(before: count.before, after: count.after, scale: scale)
      else { return nil }
      return Report.Difference.BlockedChange(
        change: change, origin: group.origin, target: group.target, route: group.route,
        phase: group.phase, reason: group.reason, before: count.before, after: count.after)
    }
    return sorted(changes, \.change) { max($0.before, $0.after) }
  }

  private static func findings(
    _ report: Report, _ before: Baseline.Content, scale: Double?
  ) -> [Report.Difference.FindingChange] {
    var old: [String: Baseline.Content.Found] = [:]
    for found in before.findings { old["\(found.rule) \(found.subject)"] = found }
    var changes: [Report.Difference.FindingChange] = []
    var seen: Set<String> = []
    for finding in report.findings {
      let key = "\(finding.rule) \(finding.subject)"
      seen.insert(key)
      let earlier = old[key]
      let severity = earlier.flatMap { found in
        Severity.allCases.first { $0.name == found.severity }
      }
      var change = change(before: earlier?.count ?? 0, after: finding.count, scale: scale)
      if let severity, severity != finding.severity {
        change = severity < finding.severity ? .worse : .better
      }
      guard let change else { continue }
      changes.append(
        Report.Difference.FindingChange(
          change: change, rule: finding.rule, severity: finding.severity.name,
          subject: finding.subject, before: earlier?.count ?? 0, after: finding.count))
    }
    for found in before.findings where seen.insert("\(found.rule) \(found.subject)").inserted {
      changes.append(
        Report.Difference.FindingChange(
          change: .gone, rule: found.rule, severity: found.severity, subject: found.subject,
          before: found.count, after: 0))
    }
    return sorted(changes, \.change) { change in
      Severity.allCases.first { $0.name == change.severity }?.rawValue ?? 0
    }
  }

  /// New and worse first, then by weight; otherwise in the order given.
  private static func sorted<Element>(
    _ changes: [Element], _ change: (Element) -> Report.Difference.Change,
    _ weight: (Element) -> Int
  ) -> [Element] {
    let order = Report.Difference.Change.allCases
    return changes.enumerated().map { index, element in
      (order.firstIndex(of: change(element)) ?? 0, -weight(element), index, element)
    }.sorted { ($0.0, $0.1, $0.2) < ($1.0, $1.1, $1.2) }.map(\.3)
  }
}
