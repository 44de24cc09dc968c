package import CORSEngine
package import Traffic

/// The figures about cross-origin fetches, added up in input order.
package struct Aggregate: Mergeable {
  /// How many groups of blocked fetches are kept apart.
  package static let rowLimit = 5_000

  /// What blocked fetches have in common.
  package struct RowKey: Sendable, Hashable {
    /// The hash of the Origin.
    package var origin: UInt64
    /// The hash of the target.
    package var target: UInt64
    /// The hash of target and route.
    package var route: UInt64
    /// Where they failed.
    package var phase: Phase
    /// Why.
    package var reason: BlockReason
    /// The failing response's status.
    package var status: Int
  }

  /// The figures of a group of blocked fetches.
  package struct Row: Sendable {
    /// How many fetches.
    package var fetches = 0
    /// From how many clients.
    package var clients = DistinctCount(bits: 10)
    /// By ``Engine``.
    package var engines = InlineArray<6, Int>(repeating: 0)
    /// When the first began.
    package var first: Timestamp?
    /// When the last began.
    package var last: Timestamp?
    /// Where the first were seen.
    package var examples = Examples()
    /// For each of these by how many positions the request lies behind it that was never sent; 0
    /// where there is none.
    package var unsent = SmallList<5, Int32>(filler: 0)
  }

  /// Preflights and requests of one origin, or of one route.
  package struct RequestCounts: Sendable {
    /// The hash of the route's target; 0 for an origin.
    package var target: UInt64 = 0
    /// How many preflights.
    package var preflights = 0
    /// How many of them failed.
    package var failed = 0
    /// How many of them the browser's cache would have spared.
    package var avoidable = 0
    /// How many other cross-origin requests.
    package var requests = 0
  }

  /// One engine's fetches.
  package struct EngineCounts: Sendable {
    /// Cross-origin exchanges, preflights included.
    package var exchanges = 0
    /// Fetches judged allowed or blocked.
    package var judged = 0
    /// Fetches judged blocked.
    package var blocked = 0
  }

  /// The groups of blocked fetches.
  package private(set) var rows: [RowKey: Row] = [:]
  /// Blocked fetches that fell into no group because there were too many.
  package private(set) var overflow = 0
  /// By origin.
  package private(set) var origins = HashTable<RequestCounts>(limit: 50_000)
  /// By target and route.
  package private(set) var routes = HashTable<RequestCounts>(limit: 50_000)
  /// By ``Engine``.
  package private(set) var engines = Array(
    repeating: EngineCounts(), count: Engine.allCases.count)
  /// Judged and blocked fetches by time.
  package private(set) var timeline = Timeline()
  /// Blocked fetches by the failing response's status.
  package private(set) var blockedStatuses = Array(repeating: 0, count: 1000)
  /// Fetches judged allowed.
  package private(set) var allowed = 0
  /// Fetches judged blocked.
  package private(set) var blocked = 0
  /// Fetches whose outcome depends on what the input cannot show.
  package private(set) var conditional = 0
  /// Fetches that could not be judged.
  package private(set) var unknown = 0
  /// Preflights.
  package private(set) var preflights = 0
  /// Preflights that the browser's cache would have spared.
  package private(set) var avoidable = 0
  /// Preflights that the browser's cache would have spared at the max-age that was asked about.
  package private(set) var avoidableAtMaxAge = 0
  /// Preflights that passed and gave way to another, followed by nothing.
  package private(set) var unfollowed = 0
  /// Whether what was added last may bring texts that are not known yet.
  package private(set) var needsNames = false
  /// Fetches that needed a preflight.
  package private(set) var needing = 0
  /// The fetches among them that were made without one.
  package private(set) var withoutPreflight = 0
  /// How long preflights took.
  package private(set) var preflightTime = QuantileSketch()

  package init() {}

  /// Adds a preflight.
  package mutating func add(
    preflight observation: Observation, _ place: Correlation.PreflightPlace, at position: Position
  ) {
    let failed = observation.judgement.outcome == .blocked
    needsNames = false
    preflights += 1
    if place.isAvoidable { avoidable += 1 }
    if place.isAvoidableAtMaxAge { avoidableAtMaxAge += 1 }
    switch place.claim {
    case .settled: break
    case .withoutPreflight: withoutPreflight -= 1
    case .unknownNeed: needing += 1
    }
    if place.leavesUnfollowed { unfollowed += 1 }
    // It stood for a fetch that needed it, though none was seen.
    if place.leavesOpen { needing += 1 }
    if observation.duration >= 0 { preflightTime.add(observation.duration) }
    engines[Int(observation.judgement.engine.rawValue)].exchanges += 1
    count(observation) { traffic in
      traffic.preflights += 1
      if failed { traffic.failed += 1 }
      if place.isAvoidable { traffic.avoidable += 1 }
    }
    guard failed else { return }
    needing += 1
    block(observation, at: position)
  }

  /// Adds a cross-origin request.
  package mutating func add(
    actual observation: Observation, _ place: Correlation.ActualPlace, at position: Position
  ) {
    needsNames = false
    engines[Int(observation.judgement.engine.rawValue)].exchanges += 1
    count(observation) { $0.requests += 1 }
    if place.hasPreflight || observation.judgement.needsPreflight == true {
      needing += 1
      if !place.isFirst { withoutPreflight += 1 }
    }
    // What it led to stands for the fetch.
    guard !observation.judgement.isPartOfFetch else { return }
    switch observation.judgement.outcome {
    case .allowed:
      allowed += 1
      engines[Int(observation.judgement.engine.rawValue)].judged += 1
      note(observation.start, isBlocked: false)
    case .blocked: block(observation, at: position)
    case .conditional: conditional += 1
    case .unknown: unknown += 1
    case .opaque, .notCORS: break
    }
  }

  private mutating func count(_ observation: Observation, _ change: (inout RequestCounts) -> Void) {
    let known = origins.count + routes.count
    if observation.origin != 0 {
      if let index = origins.index(of: observation.origin, initial: RequestCounts()) {
        change(&origins.values[index])
      } else {
        needsNames = true
      }
    }
    if let index = routes.index(of: observation.route, initial: RequestCounts()) {
      routes.values[index].target = observation.target
      change(&routes.values[index])
    } else {
      needsNames = true
    }
    if origins.count + routes.count != known { needsNames = true }
  }

  private mutating func note(_ start: Timestamp, isBlocked: Bool) {
    // Where no time is known nothing happened in 1970.
    guard start.nanoseconds != 0 else { return }
    timeline.add(start) { counts in
      counts.judged += 1
      if isBlocked { counts.blocked += 1 }
    }
  }

  private mutating func block(_ observation: Observation, at position: Position) {
    let judgement = observation.judgement
    guard let phase = judgement.phase, let reason = judgement.reason else { return }
    blocked += 1
    engines[Int(judgement.engine.rawValue)].judged += 1
    engines[Int(judgement.engine.rawValue)].blocked += 1
    blockedStatuses[observation.status < 1000 ? observation.status : 0] += 1
    note(observation.start, isBlocked: true)
    let key = RowKey(
      origin: observation.origin, target: observation.target, route: observation.route,
      phase: phase, reason: reason, status: observation.status)
    guard rows.count < Aggregate.rowLimit || rows[key] != nil else {
      overflow += 1
      return
    }
    rows[key, default: Row()].add(observation, at: position)
  }

  package mutating func merge(_ other: Aggregate) {
    for (key, row) in other.rows {
      if rows.count < Aggregate.rowLimit || rows[key] != nil {
        rows[key, default: Row()].merge(row)
      } else {
        overflow += row.fetches
      }
    }
    overflow += other.overflow
    Aggregate.merge(other.origins, into: &origins)
    Aggregate.merge(other.routes, into: &routes)
    for index in engines.indices {
      engines[index].exchanges += other.engines[index].exchanges
      engines[index].judged += other.engines[index].judged
      engines[index].blocked += other.engines[index].blocked
    }
    timeline.merge(other.timeline)
    for index in blockedStatuses.indices { blockedStatuses[index] += other.blockedStatuses[index] }
    allowed += other.allowed
    blocked += other.blocked
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
    _ other: HashTable<RequestCounts>, into table: inout HashTable<RequestCounts>
  ) {
    for (key, value) in zip(other.keys, other.values) {
      guard let index = table.index(of: key, initial: RequestCounts()) else { continue }
      table.values[index].target = value.target
      table.values[index].preflights += value.preflights
      table.values[index].failed += value.failed
      table.values[index].avoidable += value.avoidable
      table.values[index].requests += value.requests
    }
  }
}

extension Aggregate.Row {
  mutating func add(_ observation: Observation, at position: Position) {
    fetches += 1
    if observation.client != 0 { clients.add(observation.client) }
    engines[Int(observation.judgement.engine.rawValue)] += 1
    if observation.start.nanoseconds != 0 {
      first = first.map { min($0, observation.start) } ?? observation.start
      last = last.map { max($0, observation.start) } ?? observation.start
    }
    examples.add(position)
    let judgement = observation.judgement
    unsent.append(
      judgement.kind == .preflight && !judgement.isPaired ? judgement.joined : 0)
  }

  mutating func merge(_ other: Aggregate.Row) {
    fetches += other.fetches
    clients.merge(other.clients)
    for index in engines.indices { engines[index] += other.engines[index] }
    if let instant = other.first { first = first.map { min($0, instant) } ?? instant }
    if let instant = other.last { last = last.map { max($0, instant) } ?? instant }
    examples.merge(other.examples)
    for index in 0..<other.unsent.count { unsent.append(other.unsent[index]) }
  }
}
