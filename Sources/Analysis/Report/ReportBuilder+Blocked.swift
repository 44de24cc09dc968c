import CORSEngine
import Traffic

// The groups of blocked fetches, in the order in which they are listed.
extension ReportBuilder {
  /// What orders a group: its texts by their ranks, for texts are dear to compare.
  private struct Place {
    var fetches: Int
    var origin: Int32
    var target: Int32
    var route: Int32
    var key: Aggregate.RowKey
  }

  /// The groups with the most fetches, at most ``Aggregate/rowLimit``.
  var blockedRows: [Report.BlockedRow] {
    let rows = outcomes.analyzer.aggregate.rows
    var texts: Set<UInt64> = []
    for key in rows.keys { texts.formUnion([key.origin, key.target, key.route]) }
    let ranks = ranks(of: texts)
    let places = rows.map { key, row in
      Place(
        fetches: row.fetches, origin: ranks[key.origin] ?? 0, target: ranks[key.target] ?? 0,
        route: ranks[key.route] ?? 0, key: key)
    }
    // The order must not depend on a hash table's.
    let sorted = places.sorted { left, right in
      if left.fetches != right.fetches { return left.fetches > right.fetches }
      let first = (left.origin, left.target, left.route)
      let second = (right.origin, right.target, right.route)
      return first != second ? first < second : isBefore(left.key, right.key)
    }
    return sorted.prefix(Aggregate.rowLimit).compactMap { place in
      rows[place.key].map { blockedRow(place.key, $0) }
    }
  }

  /// Where each of `texts`, which are given by their hashes, stands among them; equal ones alike.
  private func ranks(of texts: Set<UInt64>) -> [UInt64: Int32] {
    let sorted = texts.map { (hash: $0, text: originText($0)) }.sorted { $0.text < $1.text }
    var ranks: [UInt64: Int32] = [:]
    ranks.reserveCapacity(sorted.count)
    var rank: Int32 = 0
    for (index, item) in sorted.enumerated() {
      if index > 0, sorted[index - 1].text != item.text { rank += 1 }
      ranks[item.hash] = rank
    }
    return ranks
  }

  /// Whether one group comes before another with the same texts.
  private func isBefore(_ left: Aggregate.RowKey, _ right: Aggregate.RowKey) -> Bool {
    let first = (left.phase.name, left.reason.id, left.status)
    let second = (right.phase.name, right.reason.id, right.status)
    guard first == second else { return first < second }
    // What set them apart was a secret, or there was no room for its text.
    let rows = outcomes.analyzer.aggregate.rows
    let places = (rows[left]?.examples.positions.first, rows[right]?.examples.positions.first)
    guard let one = places.0, let other = places.1 else { return places.1 != nil }
    let names = (inputs[one.source].name, inputs[other.source].name)
    return names.0 != names.1 ? names.0 < names.1 : one.number < other.number
  }

  private func originText(_ hash: UInt64) -> String { hash == 0 ? "" : names.text(hash) }

  private func blockedRow(_ key: Aggregate.RowKey, _ row: Aggregate.Row) -> Report.BlockedRow {
    Report.BlockedRow(
      origin: originText(key.origin), target: names.text(key.target),
      route: names.text(key.route), phase: key.phase.name, reason: key.reason.id,
      meaning: key.reason.summary, mend: key.reason.mend, status: key.status,
      fetches: row.fetches,
      clients: row.clients.isEmpty ? nil : min(row.clients.count, row.fetches),
      engines: engineList(row.engines), firstSeen: row.first?.seconds,
      lastSeen: row.last?.seconds, examples: examples(of: row),
      isNew: newSince.flatMap { since in row.first.map { $0 >= since } },
      request: row.request == 0 ? nil : RequestText.request(names.text(row.request)))
  }

  private func engineList(_ counts: InlineArray<6, Int>) -> [(engine: String, count: Int)] {
    Engine.allCases.map { ($0.name, counts[Int($0.rawValue)]) }.filter { $0.1 > 0 }
      .sorted { $0.1 != $1.1 ? $0.1 > $1.1 : $0.0 < $1.0 }
  }

  /// The places of a row, each with the request that was never sent for it.
  private func examples(of row: Aggregate.Row) -> [Report.Evidence] {
    let places = row.examples.positions.enumerated().map { index, position in
      (position, Int(row.examples.notedBeside[index]))
    }
    return places.sorted { $0.0 < $1.0 }.map { position, unsent in
      evidence(
        position,
        unsent == 0 ? "" : "the request of entry \(position.number + unsent) was never sent")
    }
  }
}
