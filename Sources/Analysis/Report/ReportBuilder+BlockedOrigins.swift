import Traffic

// Whom browsers refused: the groups of blocked fetches, joined by their origin.
extension ReportBuilder {
  private struct Sum {
    var fetches = 0
    var clients = DistinctCount(bits: 12, exactLimit: 255)
    var first: Timestamp?
    var last: Timestamp?

    mutating func add(_ row: Aggregate.Row) {
      fetches += row.fetches
      clients.merge(row.clients)
      if let time = row.first { first = min(first ?? time, time) }
      if let time = row.last { last = max(last ?? time, time) }
    }
  }

  /// The origins with the most blocked fetches, at most ``Aggregate/rowLimit``.
  var blockedOrigins: [Report.BlockedOrigin] {
    var sums: [UInt64: Sum] = [:]
    for row in result.aggregate.groups.values { sums[row.key.origin, default: Sum()].add(row) }
    let rows = sums.map { origin, sum in
      Report.BlockedOrigin(
        origin: origin == 0 ? "" : names.text(origin), fetches: sum.fetches,
        clients: sum.clients.isEmpty ? nil : min(sum.clients.count, sum.fetches),
        firstSeen: sum.first?.seconds, lastSeen: sum.last?.seconds)
    }
    // The order must not depend on a hash table's.
    let sorted = rows.sorted { left, right in
      if left.fetches != right.fetches { return left.fetches > right.fetches }
      if left.origin != right.origin { return left.origin < right.origin }
      return (left.firstSeen ?? 0) < (right.firstSeen ?? 0)
    }
    return Array(sorted.prefix(Aggregate.rowLimit))
  }
}
