import CORSEngine
import Traffic

extension Aggregate {
  /// The groups of blocked fetches.
  package var rows: [RowKey: Row] {
    Dictionary(groups.values.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Lets the groups with the fewest fetches give way.
  mutating func pruneRows() {
    overflow += groups.prune(to: Aggregate.rowLimit, weights: fetches).gone
  }

  /// How many fetches each group has.
  private var fetches: [Int] {
    let rows = groups.values.span
    // By places: a row is large.
    return rows.indices.map { rows[$0].fetches }
  }

  /// Blocked fetches in groups beyond those that a report tells apart.
  package var unlisted: Int {
    guard groups.count > Aggregate.rowLimit else { return overflow }
    return fetches.sorted(by: >).dropFirst(Aggregate.rowLimit)
      .reduce(overflow, +)
  }

  /// The origins, targets and routes with more than one exchange.
  var heavyKeys: Set<UInt64> {
    var keys: Set<UInt64> = []
    for (key, counts) in zip(origins.keys, origins.values) where counts.count > 1 {
      keys.insert(key)
    }
    for (key, counts) in zip(routes.keys, routes.values) where counts.count > 1 {
      keys.formUnion([key, counts.target])
    }
    return keys
  }

  package mutating func merge(_ other: Aggregate) {
    for (hash, row) in zip(other.groups.keys, other.groups.values) {
      if groups.count == 2 * Aggregate.rowLimit, groups.index(of: hash) == nil { pruneRows() }
      guard let place = groups.index(of: hash, initial: Row(row.key)) else { continue }
      groups.values[place].merge(row)
    }
    overflow += other.overflow
    folded += other.folded
    Aggregate.merge(other.origins, into: &origins, &folded)
    Aggregate.merge(other.routes, into: &routes, &folded)
    for (key, sketch) in zip(other.times.keys, other.times.values) {
      guard let index = times.index(of: key, initial: QuantileSketch()) else { continue }
      times.values[index].merge(sketch)
    }
    for index in engineCounts.indices {
      engineCounts[index].exchanges += other.engineCounts[index].exchanges
      engineCounts[index].judged += other.engineCounts[index].judged
      engineCounts[index].blocked += other.engineCounts[index].blocked
      engineCounts[index].preflights += other.engineCounts[index].preflights
      engineCounts[index].avoidable += other.engineCounts[index].avoidable
      engineCounts[index].needing += other.engineCounts[index].needing
      engineCounts[index].withoutPreflight += other.engineCounts[index].withoutPreflight
      engineCounts[index].time.merge(other.engineCounts[index].time)
    }
    timeline.merge(other.timeline)
    for index in blockedStatuses.indices { blockedStatuses[index] += other.blockedStatuses[index] }
    allowed += other.allowed
    blocked += other.blocked
    blockedClients.merge(other.blockedClients)
    conditional += other.conditional
    unknown += other.unknown
    preflights += other.preflights
    avoidable += other.avoidable
    avoidableAtMaxAge += other.avoidableAtMaxAge
    unfollowed += other.unfollowed
    needing += other.needing
    withoutPreflight += other.withoutPreflight
    preflightTime.merge(other.preflightTime)
  }

  private static func merge(
    _ other: HashTable<RequestCounts>, into table: inout HashTable<RequestCounts>,
    _ folded: inout Int
  ) {
    for (key, value) in zip(other.keys, other.values) {
      guard let index = index(of: key, in: &table, &folded) else { continue }
      table.values[index].add(value)
    }
  }
}

extension Aggregate.RowKey {
  /// What a blocked fetch has in common with others; `nil` where it is not known why it was
  /// blocked.
  @inline(__always)
  init?(_ observation: borrowing Observation) {
    guard let phase = observation.judgement.phase, let reason = observation.judgement.reason
    else { return nil }
    self.init(
      origin: observation.origin, target: observation.target, route: observation.route,
      phase: phase, reason: reason, status: observation.status)
  }

  /// All of it in one number.
  var hash: UInt64 {
    let rest =
      UInt64(phase.rawValue) << 32 | UInt64(reason.rawValue) << 16 | UInt64(status & 0xFFFF)
    return (origin.mixed ^ route &+ rest).mixed
  }
}

extension Aggregate.Row {
  /// Adds a blocked fetch.
  ///
  /// - Returns: How many it has by then, and whether the text of a request is still wanted.
  @inline(__always)
  mutating func add(
    _ joined: borrowing JoinedObservation
  ) -> (count: Int, wantText: Bool) {
    fetches += 1
    let address = joined.observation.address
    if address != 0 { clients.add(address) }
    engines[Int(joined.observation.judgement.engine.rawValue)] += 1
    let start = joined.observation.start
    if start.nanoseconds != 0 {
      first = first.map { min($0, start) } ?? start
      last = last.map { max($0, start) } ?? start
    }
    // What is joined with a preflight is its request, which was never sent.
    var behind: Int32 = 0
    if joined.observation.judgement.kind == .preflight, !joined.observation.judgement.isPaired {
      behind = joined.observation.judgement.joined
    }
    examples.add(joined.position, note: behind)
    return (fetches, request == 0)
  }

  mutating func merge(_ other: Aggregate.Row) {
    fetches += other.fetches
    if request == 0 { request = other.request }
    clients.merge(other.clients)
    for index in engines.indices { engines[index] += other.engines[index] }
    if let instant = other.first { first = first.map { min($0, instant) } ?? instant }
    if let instant = other.last { last = last.map { max($0, instant) } ?? instant }
    examples.merge(other.examples)
  }
}
