package import CORSEngine
package import Traffic

/// The figures about cross-origin fetches, added up in input order.
package struct Aggregate: Mergeable {
  /// How many groups of blocked fetches a report tells apart; twice as many are kept, and those with
  /// the fewest fetches give way.
  package static let rowLimit = 2_000
  /// How many origins, and how many routes, are kept apart; those with the fewest exchanges give way.
  package static let tableLimit = 12_000
  /// How many origins and routes have their preflights' durations kept apart.
  package static let timedLimit = 128
  /// After how many preflights an origin or a route has its durations kept apart.
  private static let timedFrom = 16

  /// What blocked fetches have in common.
  package struct RowKey: Sendable, Hashable, Codable {
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
    /// What they have in common.
    let key: RowKey
    /// How many fetches.
    package var fetches = 0
    /// From how many clients.
    package var clients = DistinctCount(bits: 12)
    /// By ``Engine``.
    package var engines = InlineArray<6, Int>(repeating: 0)
    /// When the first began.
    package var first: Timestamp?
    /// When the last began.
    package var last: Timestamp?
    /// Where the first were seen; beside each, by how many positions the request lies behind it that
    /// was never sent, 0 where there is none.
    package var examples = Examples()
    /// The hash under which ``Names`` holds the first request, as ``RequestText`` writes it; 0 where
    /// there is none.
    package var request: UInt64 = 0

    init(_ key: RowKey) { self.key = key }
  }

  /// Preflights and requests of one origin, or of one route.
  package struct RequestCounts: Sendable, Codable {
    /// The hash of the route's target; 0 for an origin.
    package var target: UInt64 = 0
    /// How many cross-origin requests other than preflights; beside the target, as most exchanges
    /// change these two only.
    package var requests = 0
    /// How many preflights.
    package var preflights = 0
    /// How many of them failed.
    package var failed = 0
    /// How many of them the browser's cache would have spared.
    package var avoidable = 0
    /// How long its preflights took in all, in nanoseconds.
    package var waited: Int64 = 0

    /// Changes the counts of a route of `target`.
    @inline(__always)
    fileprivate mutating func change(_ target: UInt64, _ change: (inout RequestCounts) -> Void) {
      self.target = target
      change(&self)
    }
  }

  /// Where the counts of an origin and of a route stand; -1 where they are not there yet.
  package struct CountPlaces: Sendable, BitwiseCopyable {
    fileprivate var origin: Int32 = -1
    fileprivate var route: Int32 = -1

    /// Makes the places of what is not there yet.
    package init() {}
  }

  /// One engine's fetches.
  package struct EngineCounts: Sendable, Codable {
    /// Cross-origin exchanges, preflights included.
    package var exchanges = 0
    /// Fetches judged allowed or blocked.
    package var judged = 0
    /// Fetches judged blocked.
    package var blocked = 0
    /// Preflights.
    package var preflights = 0
    /// Preflights that the browser's cache would have spared.
    package var avoidable = 0
    /// Fetches that needed a preflight.
    package var needing = 0
    /// The fetches among them that were made without one.
    package var withoutPreflight = 0
    /// How long its preflights took.
    package var time = QuantileSketch()
  }

  /// The groups of blocked fetches, by their keys' hashes.
  var groups = HashTable<Row>(limit: 2 * Aggregate.rowLimit)
  /// Blocked fetches whose groups gave way to others.
  package internal(set) var overflow = 0
  /// Origins and routes that gave way to others.
  package internal(set) var folded = 0
  /// How long preflights took, by the hash of an origin or a route.
  package internal(set) var times = HashTable<QuantileSketch>(limit: Aggregate.timedLimit)
  /// By origin.
  package internal(set) var origins = HashTable<RequestCounts>(limit: Aggregate.tableLimit)
  /// By target and route.
  package internal(set) var routes = HashTable<RequestCounts>(limit: Aggregate.tableLimit)
  // In place: with each fetch some of them change.
  var engineCounts = InlineArray<6, EngineCounts>(repeating: EngineCounts())
  /// Judged and blocked fetches by time.
  package internal(set) var timeline = Timeline()
  /// Blocked fetches by the failing response's status.
  package internal(set) var blockedStatuses = Array(repeating: 0, count: 1000)
  /// Fetches judged allowed.
  package internal(set) var allowed = 0
  /// Fetches judged blocked.
  package internal(set) var blocked = 0
  /// The clients of which a fetch was blocked.
  package internal(set) var blockedClients = DistinctCount(bits: 12)
  /// The hash of the key of the group whose request's text is wanted; `nil` where none is.
  private var wanting: UInt64?
  /// Fetches whose outcome depends on what the input cannot show.
  package internal(set) var conditional = 0
  /// Fetches that could not be judged.
  package internal(set) var unknown = 0
  /// Preflights.
  package internal(set) var preflights = 0
  /// Preflights that the browser's cache would have spared.
  package internal(set) var avoidable = 0
  /// Preflights that the browser's cache would have spared at the max-age that was asked about.
  package internal(set) var avoidableAtMaxAge = 0
  /// Preflights that passed and gave way to another, followed by nothing.
  package internal(set) var unfollowed = 0
  /// Where the counts of the origin and of the route of what was added last stand.
  private var counted: (origin: Int?, route: Int?) = (nil, nil)
  /// Whether counts changed their places since they were looked for.
  private var isMoved = false
  /// Whether what was added last may bring texts that are not known yet.
  package internal(set) var needsNames = false
  /// Fetches that needed a preflight.
  package internal(set) var needing = 0
  /// The fetches among them that were made without one.
  package internal(set) var withoutPreflight = 0
  /// How long preflights took.
  package internal(set) var preflightTime = QuantileSketch()

  package init() {}

  /// Asks ahead for what the search for the counts of an origin and a route waits for.
  @inline(__always)
  func bringNear(_ observation: borrowing Observation) {
    origins.bringNear(observation.origin)
    routes.bringNear(observation.route)
  }

  /// Looks ahead for the counts that are there already, and asks for their memory.
  mutating func findCounts(_ joined: inout [JoinedObservation]) {
    isMoved = false
    var joined = joined.mutableSpan
    for index in joined.indices {
      var places = CountPlaces()
      if let place = origins.index(of: joined[index].observation.origin) {
        origins.values.bringWholeNear(place)
        places.origin = Int32(truncatingIfNeeded: place)
      }
      if let place = routes.index(of: joined[index].observation.route) {
        routes.values.bringWholeNear(place)
        places.route = Int32(truncatingIfNeeded: place)
      }
      joined[index].counts = places
      if joined[index].observation.judgement.kind == .preflight,
        joined[index].observation.duration >= 0
      {
        let sample = QuantileSketch.Sample(joined[index].observation.duration)
        if let place = times.index(of: joined[index].observation.origin) {
          times.values[place].bringNear(sample)
        }
        if let place = times.index(of: joined[index].observation.route) {
          times.values[place].bringNear(sample)
        }
      }
    }
  }

  /// By ``Engine``.
  package var engines: [EngineCounts] { engineCounts.indices.map { engineCounts[$0] } }

  /// Adds a preflight.
  ///
  /// - Parameters:
  ///   - observation: The preflight.
  ///   - place: What it means for the figures.
  ///   - counts: Where its counts were found lately, if they were.
  ///   - position: Where it stands.
  @inline(__always)
  package mutating func add(
    preflight observation: Observation, _ place: Correlation.PreflightPlace,
    _ counts: CountPlaces = CountPlaces(), at position: Position
  ) {
    let failed = observation.judgement.outcome == .blocked
    let engine = Int(observation.judgement.engine.rawValue)
    needsNames = false
    wanting = nil
    preflights += 1
    engineCounts[engine].preflights += 1
    if place.isAvoidable {
      avoidable += 1
      engineCounts[engine].avoidable += 1
    }
    if place.isAvoidableAtMaxAge { avoidableAtMaxAge += 1 }
    switch place.claim {
    case .settled: break
    case .withoutPreflight:
      withoutPreflight -= 1
      engineCounts[engine].withoutPreflight -= 1
    case .unknownNeed: need(engine)
    }
    if place.leavesUnfollowed { unfollowed += 1 }
    // It stood for a fetch that needed it, though none was seen.
    if place.leavesOpen { need(engine) }
    engineCounts[engine].exchanges += 1
    count(observation, counts) { traffic in
      traffic.preflights += 1
      if observation.duration > 0 {
        let (sum, over) = traffic.waited.addingReportingOverflow(observation.duration)
        traffic.waited = over ? .max : sum
      }
      if failed { traffic.failed += 1 }
      if place.isAvoidable { traffic.avoidable += 1 }
    }
    if observation.duration >= 0 { wait(observation, engine) }
    guard failed else { return }
    need(engine)
    block(observation, at: position)
  }

  private mutating func need(_ engine: Int) {
    needing += 1
    engineCounts[engine].needing += 1
  }

  /// Adds the time for which a preflight was waited for.
  @inline(__always)
  private mutating func wait(_ observation: Observation, _ engine: Int) {
    let sample = QuantileSketch.Sample(observation.duration)
    preflightTime.add(sample)
    engineCounts[engine].time.add(sample)
    if let counts = counted.origin, origins.values[counts].preflights > Aggregate.timedFrom {
      wait(sample, for: observation.origin)
    }
    if let counts = counted.route, routes.values[counts].preflights > Aggregate.timedFrom {
      wait(sample, for: observation.route)
    }
  }

  private mutating func wait(_ sample: QuantileSketch.Sample, for key: UInt64) {
    guard let index = times.index(of: key, initial: QuantileSketch()) else { return }
    times.values[index].add(sample)
  }

  /// Adds a cross-origin request.
  ///
  /// - Parameters:
  ///   - observation: The request.
  ///   - place: What its preflight says of it.
  ///   - counts: Where its counts were found lately, if they were.
  ///   - position: Where it stands.
  @inline(__always)
  package mutating func add(
    actual observation: Observation, _ place: Correlation.ActualPlace,
    _ counts: CountPlaces = CountPlaces(), at position: Position
  ) {
    needsNames = false
    wanting = nil
    engineCounts[Int(observation.judgement.engine.rawValue)].exchanges += 1
    count(observation, counts) { $0.requests += 1 }
    if place.hasPreflight || observation.judgement.needsPreflight == true {
      let engine = Int(observation.judgement.engine.rawValue)
      need(engine)
      if !place.isFirst {
        withoutPreflight += 1
        engineCounts[engine].withoutPreflight += 1
      }
    }
    // What it led to stands for the fetch.
    guard !observation.judgement.isPartOfFetch else { return }
    switch observation.judgement.outcome {
    case .allowed:
      allowed += 1
      engineCounts[Int(observation.judgement.engine.rawValue)].judged += 1
      note(observation.start, isBlocked: false)
    case .blocked: block(observation, at: position)
    case .conditional: conditional += 1
    case .unknown: unknown += 1
    case .opaque, .notCORS: break
    }
  }

  @inline(__always)
  private mutating func count(
    _ observation: Observation, _ counts: CountPlaces,
    _ change: (inout RequestCounts) -> Void
  ) {
    counted = (nil, nil)
    if observation.origin != 0 {
      counted.origin =
        counts.origin >= 0 && !isMoved
        ? Int(counts.origin)
        : Aggregate.index(of: observation.origin, in: &origins, &folded, &needsNames, &isMoved)
    }
    counted.route =
      counts.route >= 0 && !isMoved
      ? Int(counts.route)
      : Aggregate.index(of: observation.route, in: &routes, &folded, &needsNames, &isMoved)
    if let index = counted.origin { change(&origins.values[index]) }
    if let index = counted.route { routes.values[index].change(observation.target, change) }
  }

  /// Where the counts of `key` stand; where there is no room for it, the lightest half gives way.
  static func index(
    of key: UInt64, in table: inout HashTable<RequestCounts>, _ folded: inout Int,
    _ needsNames: inout Bool, _ isMoved: inout Bool
  ) -> Int? {
    let known = table.count
    if let index = table.index(of: key, initial: RequestCounts()) {
      if table.count != known { needsNames = true }
      return index
    }
    folded += known - Aggregate.tableLimit / 2
    needsNames = true
    isMoved = true
    table.prune(to: Aggregate.tableLimit / 2, weights: table.values.map(\.count))
    return table.index(of: key, initial: RequestCounts())
  }

  @inline(__always)
  private mutating func note(_ start: Timestamp, isBlocked: Bool) {
    // Where no time is known nothing happened in 1970.
    guard start.nanoseconds != 0 else { return }
    timeline.add(start) { counts in
      counts.judged += 1
      if isBlocked { counts.blocked += 1 }
    }
  }

  @inline(__always)
  private mutating func block(_ observation: Observation, at position: Position) {
    let judgement = observation.judgement
    guard let phase = judgement.phase, let reason = judgement.reason else { return }
    blocked += 1
    if observation.address != 0 { blockedClients.add(observation.address) }
    engineCounts[Int(judgement.engine.rawValue)].judged += 1
    engineCounts[Int(judgement.engine.rawValue)].blocked += 1
    blockedStatuses[observation.status < 1000 ? observation.status : 0] += 1
    note(observation.start, isBlocked: true)
    let key = RowKey(
      origin: observation.origin, target: observation.target, route: observation.route,
      phase: phase, reason: reason, status: observation.status)
    let hash = key.hash
    let known = groups.count
    var place = groups.index(of: hash, initial: Row(key))
    if place == nil {
      pruneRows()
      place = groups.index(of: hash, initial: Row(key))
      needsNames = true
    }
    guard let place else { return }
    groups.values[place].add(observation, at: position)
    if groups.count != known { needsNames = true }
    // Where groups come and go, only what comes twice is worth its text.
    if groups.values[place].request == 0,
      groups.count <= Aggregate.rowLimit || groups.values[place].fetches > 1
    {
      wanting = hash
    }
  }

  /// Whether the text of the request that was added last is wanted.
  package var wantsRequest: Bool { wanting != nil }

  /// Keeps the hash of the text of the request that was added last.
  package mutating func keep(request hash: UInt64) {
    guard let key = wanting, let place = groups.index(of: key) else { return }
    groups.values[place].request = hash
    wanting = nil
  }
}
