package import Analysis

/// Blocked groups that one change mends: the same origin, target, phase, reason and class of status
/// on several routes.
package struct BlockedCause: Sendable {
  /// The groups, most fetches first; never empty.
  package private(set) var rows: [Report.BlockedRow]

  /// How many places are told of a cause.
  private static let placeLimit = 5

  /// The causes of what `report` shows as blocked, most fetches first.
  ///
  /// O(n) in the groups, and O(n log n) in the causes.
  package static func all(_ report: Report) -> [BlockedCause] {
    struct Key: Hashable { let origin, target: String }
    // Of an origin and a target there are few.
    var places: [Key: [Int]] = [:]
    places.reserveCapacity(report.blocked.count)
    var causes: [BlockedCause] = []
    for row in report.blocked {
      let key = Key(origin: row.origin, target: row.target)
      add(row, to: &causes, known: &places[key, default: []])
    }
    let weights = causes.map(\.fetches)
    return causes.indices.sorted { (weights[$1], $0) < (weights[$0], $1) }.map { causes[$0] }
  }

  /// Adds a group to its cause, which is one of those `known` for its origin and target, or new.
  private static func add(
    _ row: Report.BlockedRow, to causes: inout [BlockedCause], known: inout [Int]
  ) {
    if let place = known.first(where: { causes[$0].isMended(with: row) }) {
      causes[place].rows.append(row)
    } else {
      known.append(causes.count)
      causes.append(BlockedCause(rows: [row]))
    }
  }

  // Of a whole group all its texts would be taken along.

  /// The target that refuses.
  var target: String { rows[0].target }

  /// The change that mends all of it.
  var mend: String { rows[0].mend }

  /// The biggest group; its origin, target, phase, reason, meaning and mend are those of all.
  package var first: Report.BlockedRow { rows[0] }

  /// Whether `row`, of the same origin and target, is mended by the same change.
  private func isMended(with row: Report.BlockedRow) -> Bool {
    // A gateway's errors lack the headers for another cause than answers of the application.
    rows[0].status / 100 == row.status / 100 && rows[0].reason == row.reason
      && rows[0].phase == row.phase
  }

  /// Whether a gateway answered in the application's place, so that more is wrong than headers.
  package var isGatewayError: Bool {
    rows[0].phase == "actual" && rows.allSatisfy { (502...504).contains($0.status) }
  }

  /// What the reason means, with the methods or header names that were not granted.
  package var meaning: String { Report.BlockedRow.explanation(of: rows) }

  /// How many fetches.
  package var fetches: Int { rows.reduce(0) { $0 &+ $1.fetches } }

  /// The routes with their fetches, most first.
  package var routes: [(route: String, fetches: Int)] { sums(rows.map { ($0.route, $0.fetches) }) }

  /// The statuses of the failing responses, most frequent first; what is unknown is left out.
  package var statuses: [Int] {
    sums(rows.map { ($0.status, $0.fetches) }).map(\.0).filter { $0 > 0 }
  }

  /// Fetches by engine, most frequent first.
  package var engines: [(engine: String, count: Int)] {
    sums(rows.flatMap { row in row.engines.map { ($0.engine, $0.count) } })
  }

  /// How many clients, in words; `nil` where clients are unknown, or only that there was one.
  ///
  /// One client may stand in several groups, so that of these only the largest count is certain.
  package var clients: String? {
    guard let most = rows.compactMap(\.clients).max() else { return nil }
    if rows.count > 1, most == 1 { return nil }
    return (rows.count > 1 ? "at least " : "") + Figures.count(most, "client")
  }

  /// When the first fetch began, in seconds since 1970; `nil` where no time is known.
  package var firstSeen: Double? { rows.compactMap(\.firstSeen).min() }

  /// When the last fetch began, in seconds since 1970.
  package var lastSeen: Double? { rows.compactMap(\.lastSeen).max() }

  /// Whether all of it began at or after the time that was asked about.
  package var isNew: Bool { rows.allSatisfy { $0.isNew == true } }

  /// A few places, of as many routes as can be, in the order of the inputs.
  package var examples: [Report.Evidence] {
    var found: [Report.Evidence] = []
    for turn in 0..<BlockedCause.placeLimit {
      for row in rows where found.count < BlockedCause.placeLimit {
        if row.examples.indices.contains(turn) { found.append(row.examples[turn]) }
      }
    }
    let order = found.map(\.source)
    return found.enumerated().sorted { left, right in
      let sources = (
        order.firstIndex(of: left.element.source) ?? 0,
        order.firstIndex(of: right.element.source) ?? 0
      )
      return (sources.0, left.element.position, left.offset)
        < (sources.1, right.element.position, right.offset)
    }.map(\.element)
  }

  /// When it was seen, and whether it has ended since; `nil` where no time is known.
  ///
  /// - Parameter period: The period of the report.
  /// - Returns: Such as `2026-11-23T13:07:05Z to 15:35:01Z (2.5 h), none since`.
  package func span(in period: Report.Period?) -> String? {
    guard let first = firstSeen else { return nil }
    let last = lastSeen ?? first
    let length = last - first >= 1 ? " (\(Figures.duration(last - first)))" : ""
    return UTCTime.span(first, last) + length + (hasEnded(in: period) ? ", none since" : "")
  }

  /// Whether nothing of it was seen for a good while before the end of `period`: longer than it
  /// went without before.
  package func hasEnded(in period: Report.Period?) -> Bool {
    guard let period, let first = firstSeen, let last = lastSeen, fetches > 1 else { return false }
    let rest = period.last - last
    let usual = (last - first) / Double(fetches - 1)
    return rest > 600 && rest > 0.1 * (period.last - period.first) && rest > 10 * usual
  }

  private func sums<Name: Hashable>(_ parts: [(Name, Int)]) -> [(Name, Int)] {
    var places: [Name: Int] = [:]
    var sums: [(Name, Int)] = []
    for (name, count) in parts {
      if let place = places[name] {
        sums[place].1 &+= count
      } else {
        places[name] = sums.count
        sums.append((name, count))
      }
    }
    return sums.indices.sorted { (sums[$1].1, $0) < (sums[$0].1, $1) }.map { sums[$0] }
  }
}
