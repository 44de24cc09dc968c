import Traffic

// Whom browsers refused: the groups of blocked fetches, joined by their origin.
extension ReportBuilder {
  private struct Sum {
    var fetches = 0
    var clients = DistinctCount(bits: 12, exactLimit: 255)
    var first: Timestamp?
    var last: Timestamp?

    mutating func add(_ row: borrowing Aggregate.Row) {
      add(row.fetches, row.clients, row.first, row.last)
    }

    mutating func add(_ other: Sum) {
      add(other.fetches, other.clients, other.first, other.last)
    }

    private mutating func add(
      _ fetches: Int, _ clients: DistinctCount, _ first: Timestamp?, _ last: Timestamp?
    ) {
      self.fetches += fetches
      self.clients.merge(clients)
      if let first { self.first = min(self.first ?? first, first) }
      if let last { self.last = max(self.last ?? last, last) }
    }
  }

  /// The origins with the most blocked fetches, at most ``Aggregate/rowLimit``.
  var blockedOrigins: [Report.BlockedOrigin] {
    var sums = HashTable<Sum>(limit: .max)
    // By places, for groups are large.
    let groups = result.aggregate.groups.values
    for index in groups.indices {
      guard let place = sums.index(of: groups[index].key.origin, initial: Sum()) else { continue }
      sums.values[place].add(groups[index])
    }
    // What sets two apart may be a secret, or there may be no room for it: then they are one.
    var byText: [String: Sum] = [:]
    for (origin, sum) in zip(sums.keys, sums.values) {
      byText[originText(origin), default: Sum()].add(sum)
    }
    let rows = byText.map { origin, sum in
      Report.BlockedOrigin(
        origin: origin, fetches: sum.fetches,
        clients: sum.clients.isEmpty ? nil : min(sum.clients.count, sum.fetches),
        firstSeen: sum.first?.seconds, lastSeen: sum.last?.seconds)
    }
    // The order must not depend on a hash table's.
    let sorted = rows.sorted { left, right in
      left.fetches != right.fetches ? left.fetches > right.fetches : left.origin < right.origin
    }
    return Array(sorted.prefix(Aggregate.rowLimit))
  }
}
