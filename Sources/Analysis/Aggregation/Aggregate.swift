package import CORSEngine
package import Traffic

/// The figures about cross-origin fetches, added up in input order.
package struct Aggregate: Mergeable {
  /// How many groups of blocked fetches a report tells apart; twice as many are kept, and those
  /// with the fewest fetches give way.
  package static let rowLimit = 2_000
  /// How many origins, and how many routes, are kept apart; those with the fewest exchanges give
  /// way.
  package static let tableLimit = 12_000
  /// How many origins and routes have their preflights' durations kept apart.
  package static let timedLimit = 128

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
    /// Where the first were seen; beside each, by how many positions the request lies behind it
    /// that was never sent, 0 where there is none.
    package var examples = Examples()
    /// The hash under which ``Names`` holds the first request, as ``RequestText`` writes it; 0
    /// where there is none.
    package var request: UInt64 = 0

    init(_ key: RowKey) { self.key = key }
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
  /// Whether what was added last may bring texts that are not known yet.
  package internal(set) var needsNames = false
  /// Fetches that needed a preflight.
  package internal(set) var needing = 0
  /// The fetches among them that were made without one.
  package internal(set) var withoutPreflight = 0
  /// How long preflights took.
  package internal(set) var preflightTime = QuantileSketch()

  package init() {}

  /// By ``Engine``.
  package var engines: [EngineCounts] { engineCounts.indices.map { engineCounts[$0] } }

  /// Adds a preflight, whose origin and route are counted already.
  @inline(__always)
  mutating func add(preflight index: Int, of joined: borrowing Span<JoinedObservation>) {
    let failed = joined[index].observation.judgement.outcome == .blocked
    let engine = Int(joined[index].observation.judgement.engine.rawValue)
    needsNames = joined[index].counts.isNew
    wanting = nil
    preflights += 1
    engineCounts[engine].preflights += 1
    let place = joined[index].preflight
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
    if joined[index].observation.duration >= 0 { wait(index, of: joined, engine) }
    guard failed else { return }
    need(engine)
    block(index, of: joined)
  }

  private mutating func need(_ engine: Int) {
    needing += 1
    engineCounts[engine].needing += 1
  }

  /// Adds the time for which a preflight was waited for.
  @inline(__always)
  private mutating func wait(
    _ index: Int, of joined: borrowing Span<JoinedObservation>, _ engine: Int
  ) {
    let sample = QuantileSketch.Sample(joined[index].observation.duration)
    preflightTime.add(sample)
    engineCounts[engine].time.add(sample)
    if joined[index].counts.timesOrigin { wait(sample, for: joined[index].observation.origin) }
    if joined[index].counts.timesRoute { wait(sample, for: joined[index].observation.route) }
  }

  private mutating func wait(_ sample: QuantileSketch.Sample, for key: UInt64) {
    guard let index = times.index(of: key, initial: QuantileSketch()) else { return }
    times.values[index].add(sample)
  }

  /// Adds a cross-origin request, whose origin and route are counted already.
  @inline(__always)
  mutating func add(actual index: Int, of joined: borrowing Span<JoinedObservation>) {
    needsNames = joined[index].counts.isNew
    wanting = nil
    let engine = Int(joined[index].observation.judgement.engine.rawValue)
    engineCounts[engine].exchanges += 1
    if joined[index].actual.hasPreflight
      || joined[index].observation.judgement.needsPreflight == true
    {
      need(engine)
      if !joined[index].actual.isFirst {
        withoutPreflight += 1
        engineCounts[engine].withoutPreflight += 1
      }
    }
    // What it led to stands for the fetch.
    guard !joined[index].observation.judgement.isPartOfFetch else { return }
    switch joined[index].observation.judgement.outcome {
    case .allowed:
      allowed += 1
      engineCounts[engine].judged += 1
      note(joined[index].observation.start, isBlocked: false)
    case .blocked: block(index, of: joined)
    case .conditional: conditional += 1
    case .unknown: unknown += 1
    case .opaque, .notCORS: break
    }
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

  @inline(never)
  private mutating func block(_ index: Int, of joined: borrowing Span<JoinedObservation>) {
    guard let key = RowKey(joined[index].observation) else { return }
    blocked += 1
    let address = joined[index].observation.address
    if address != 0 { blockedClients.add(address) }
    let engine = Int(joined[index].observation.judgement.engine.rawValue)
    engineCounts[engine].judged += 1
    engineCounts[engine].blocked += 1
    blockedStatuses[key.status < 1000 ? key.status : 0] += 1
    note(joined[index].observation.start, isBlocked: true)
    let hash = key.hash
    let known = groups.count
    var place = groups.index(of: hash, initial: Row(key))
    if place == nil {
      pruneRows()
      place = groups.index(of: hash, initial: Row(key))
      needsNames = true
    }
    guard let place else { return }
    if groups.count != known { needsNames = true }
    let fetches = groups.values[place].add(joined[index])
    // Where groups come and go, only what comes twice is worth its text.
    if fetches.wantText, groups.count <= Aggregate.rowLimit || fetches.count > 1 {
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
