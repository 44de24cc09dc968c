import Traffic

/// When the policy changed, as fetches show it.
extension ReportBuilder {
  /// Changes of one origin and target within this many nanoseconds are one.
  private static let together: Int64 = 300_000_000_000
  private static let changeLimit = 200
  private static let routeLimit = 5

  private struct Found {
    var kind: PolicyChanges.Kind
    var turn: PolicyTimeline.Turn
  }

  /// What changes have in common that are one.
  private struct Key: Hashable {
    var origin: UInt64
    var target: UInt64
    var blocks: Bool

    init(_ found: Found) {
      origin = found.kind.origin
      target = found.kind.target
      blocks = found.turn.blocks
    }
  }

  /// The changes, oldest first.
  var changes: [Report.Change] {
    let found = result.changes.kinds.flatMap { kind in
      kind.timeline.turns.map { Found(kind: kind, turn: $0) }
    }
    let sorted = found.sorted { left, right in
      (left.turn.time, left.turn.position, left.kind.route)
        < (right.turn.time, right.turn.position, right.kind.route)
    }
    var groups: [[Found]] = []
    // They come in the order of their times: only the last group of a kind can take more.
    var last: [Key: Int] = [:]
    for item in sorted {
      let key = Key(item)
      if let group = last[key],
        isTogether(groups[group][0].turn.time.nanoseconds, item.turn.time.nanoseconds)
      {
        groups[group].append(item)
      } else {
        last[key] = groups.count
        groups.append([item])
      }
    }
    return groups.prefix(ReportBuilder.changeLimit).map(change)
  }

  /// Whether the `later` one of two instants, in nanoseconds, belongs to the same change.
  private func isTogether(_ earlier: Int64, _ later: Int64) -> Bool {
    let (gap, isOver) = later.subtractingReportingOverflow(earlier)
    return !isOver && gap <= ReportBuilder.together
  }

  private func change(_ group: [Found]) -> Report.Change {
    let first = group[0]
    var routes: [String] = []
    for item in group {
      let route = names.text(item.kind.route)
      if !routes.contains(route) { routes.append(route) }
    }
    return Report.Change(
      blocks: first.turn.blocks, time: first.turn.time.seconds,
      place: evidence(first.turn.position),
      origin: first.kind.origin == 0 ? "" : names.text(first.kind.origin),
      target: names.text(first.kind.target),
      routes: Array(routes.prefix(ReportBuilder.routeLimit)), routeCount: routes.count,
      before: sum(group.map(\.turn.before)), after: sum(group.map(\.turn.after)))
  }

  private func sum(_ counts: [(allowed: Int, blocked: Int)]) -> (allowed: Int, blocked: Int) {
    (counts.reduce(0) { $0 + $1.allowed }, counts.reduce(0) { $0 + $1.blocked })
  }
}
