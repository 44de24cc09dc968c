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
    /// Its index among all groups: they are large.
    var group: Int32
  }

  /// The groups with the most fetches, at most ``Aggregate/rowLimit``.
  var blockedRows: [Report.BlockedRow] {
    let groups = result.aggregate.groups.values
    // By their places, for groups are large.
    var texts = HashSet()
    for index in groups.indices {
      texts.insert(groups[index].key.origin)
      texts.insert(groups[index].key.target)
      texts.insert(groups[index].key.route)
    }
    let ranked = ranked(texts.hashes)
    let rank = { (hash: UInt64) in ranked.index(of: hash).map { ranked.values[$0].rank } ?? 0 }
    let places = groups.indices.map { index in
      Place(
        fetches: groups[index].fetches, origin: rank(groups[index].key.origin),
        target: rank(groups[index].key.target), route: rank(groups[index].key.route),
        group: Int32(index))
    }
    // The order must not depend on a hash table's.
    let sorted = places.sorted { left, right in
      if left.fetches != right.fetches { return left.fetches > right.fetches }
      let first = (left.origin, left.target, left.route)
      let second = (right.origin, right.target, right.route)
      return first != second
        ? first < second : isBefore(groups[Int(left.group)], groups[Int(right.group)])
    }
    // Rows share their texts, as there are few of them.
    let text = { (hash: UInt64) in ranked.index(of: hash).map { ranked.values[$0].text } ?? "" }
    return sorted.prefix(Aggregate.rowLimit).map { blockedRow(groups[Int($0.group)], text) }
  }

  /// A text, and where it stands among others in their order.
  private struct Ranked {
    var text: String
    var rank: Int32
  }

  /// The texts behind the hashes, with their places in order; equal ones stand alike.
  private func ranked(_ hashes: [UInt64]) -> HashTable<Ranked> {
    let sorted = hashes.map { (hash: $0, text: originText($0)) }.sorted { $0.text < $1.text }
    var ranked = HashTable<Ranked>(limit: sorted.count)
    var rank: Int32 = 0
    for (index, item) in sorted.enumerated() {
      if index > 0, sorted[index - 1].text != item.text { rank += 1 }
      _ = ranked.index(of: item.hash, initial: Ranked(text: item.text, rank: rank))
    }
    return ranked
  }

  /// Whether one group comes before another with the same texts.
  private func isBefore(_ left: Aggregate.Row, _ right: Aggregate.Row) -> Bool {
    let first = (left.key.phase.name, left.key.reason.id, left.key.status)
    let second = (right.key.phase.name, right.key.reason.id, right.key.status)
    guard first == second else { return first < second }
    // What set them apart was a secret, or there was no room for its text.
    let places = (left.examples.positions.first, right.examples.positions.first)
    guard let one = places.0, let other = places.1 else { return places.1 != nil }
    let names = (name(of: one.source), name(of: other.source))
    return names.0 != names.1 ? names.0 < names.1 : one.number < other.number
  }

  func originText(_ hash: UInt64) -> String { hash == 0 ? "" : names.text(hash) }

  private func blockedRow(
    _ row: Aggregate.Row, _ text: (UInt64) -> String
  ) -> Report.BlockedRow {
    let key = row.key
    return Report.BlockedRow(
      origin: text(key.origin), target: key.target == 0 ? names.text(0) : text(key.target),
      route: key.route == 0 ? names.text(0) : text(key.route), phase: key.phase.name,
      reason: key.reason.id, meaning: key.reason.summary, mend: mend(key), status: key.status,
      fetches: row.fetches,
      clients: row.clients.isEmpty ? nil : min(row.clients.count, row.fetches),
      engines: engineList(row.engines), firstSeen: row.first?.seconds,
      lastSeen: row.last?.seconds, examples: examples(of: row),
      isNew: newSince.flatMap { since in row.first.map { $0 >= since } },
      request: row.request == 0 ? nil : RequestText.request(names.bytes(of: row.request)))
  }

  /// The change that mends a group.
  ///
  /// A preflight whose status is none of success fails for that too, whatever its headers say.
  private func mend(_ key: Aggregate.RowKey) -> String {
    guard key.phase == .preflight, key.status >= 300 else { return key.reason.mend }
    switch key.reason {
    case .preflightStatusNotOK, .preflightRedirect, .preflightNoResponse, .localNetworkDenied:
      return key.reason.mend
    default: return BlockReason.preflightStatusNotOK.mend + ", and the CORS headers with it"
    }
  }

  private func engineList(_ counts: InlineArray<6, Int>) -> [(engine: String, count: Int)] {
    var list: [(engine: String, count: Int)] = []
    for engine in Engine.allCases where counts[Int(engine.rawValue)] > 0 {
      list.append((engine.name, counts[Int(engine.rawValue)]))
    }
    guard list.count > 1 else { return list }
    return list.sorted { $0.count != $1.count ? $0.count > $1.count : $0.engine < $1.engine }
  }

  /// The places of a row, each with the request that was never sent for it.
  private func examples(of row: Aggregate.Row) -> [Report.Evidence] {
    zip(row.examples.positions, row.examples.notedBeside).map { position, note in
      let unsent = Int(note)
      return evidence(
        position,
        unsent == 0 ? "" : "the request of entry \(position.number + unsent) was never sent")
    }
  }
}
