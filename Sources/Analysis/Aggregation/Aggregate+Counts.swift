import Traffic

// Counts by origin and by route: a batch's are found first, and then added.
extension Aggregate {
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
  }

  /// Where the counts of an exchange's origin and of its route stand.
  struct CountPlaces: Sendable, BitwiseCopyable {
    /// Of the origin; -1 where there is none.
    fileprivate(set) var origin: Int32 = -1
    /// Of the route.
    fileprivate(set) var route: Int32 = -1
    /// Whether one of them was new, or others gave way to it.
    fileprivate(set) var isNew = false
    /// Whether the origin had so many preflights that their durations are kept apart.
    fileprivate(set) var timesOrigin = false
    /// Whether the route had.
    fileprivate(set) var timesRoute = false
  }

  /// After how many preflights an origin or a route has its durations kept apart.
  private static let timedFrom = 16

  /// Asks ahead for what the search for the counts of an origin and a route waits for, both given
  /// by their spread bits.
  @inline(__always)
  func bringNear(origin: UInt64, route: UInt64) {
    origins.bringNear(spread: origin)
    routes.bringNear(spread: route)
  }

  /// Finds where the counts of the exchanges of `range` stand, makes those that are new, and asks
  /// for their memory.
  ///
  /// - Returns: The index of the first that is not found yet: other counts must give way to its
  ///   own, which can be told once all in front of it are added.
  mutating func findCounts(
    _ joined: inout MutableSpan<JoinedObservation>, in range: Range<Int>
  ) -> Int {
    for index in range {
      switch joined[index].observation.judgement.kind {
      case .preflight: bringTimesNear(joined[index].observation)
      case .cors: break
      default: continue
      }
      let mayPrune = index == range.lowerBound
      if joined[index].observation.origin != 0 {
        guard
          let place = Aggregate.place(
            of: joined[index].observation.origin, in: &origins, &folded,
            &joined[index].counts.isNew, mayPrune)
        else { return index }
        origins.values.bringWholeNear(place)
        joined[index].counts.origin = Int32(truncatingIfNeeded: place)
      }
      guard
        let place = Aggregate.place(
          of: joined[index].observation.route, in: &routes, &folded,
          &joined[index].counts.isNew, mayPrune)
      else { return index }
      routes.values.bringWholeNear(place)
      joined[index].counts.route = Int32(truncatingIfNeeded: place)
    }
    return range.upperBound
  }

  /// Where the counts of `key` stand, which are made if there is room, or may be made.
  @inline(__always)
  private static func place(
    of key: UInt64, in table: inout HashTable<RequestCounts>, _ folded: inout Int,
    _ isNew: inout Bool, _ mayPrune: Bool
  ) -> Int? {
    if let place = table.index(of: key) { return place }
    guard mayPrune || !table.isFull else { return nil }
    isNew = true
    return index(of: key, in: &table, &folded)
  }

  /// Where the counts of `key` stand; where there is no room for it, the lightest half gives way.
  @inline(never)
  static func index(
    of key: UInt64, in table: inout HashTable<RequestCounts>, _ folded: inout Int
  ) -> Int? {
    if let index = table.index(of: key, initial: RequestCounts()) { return index }
    folded += table.count - Aggregate.tableLimit / 2
    table.prune(to: Aggregate.tableLimit / 2, weights: table.values.map(\.count))
    return table.index(of: key, initial: RequestCounts())
  }

  /// Asks ahead for where a preflight's duration is added.
  @inline(__always)
  private mutating func bringTimesNear(_ preflight: borrowing Observation) {
    guard preflight.duration >= 0 else { return }
    let sample = QuantileSketch.Sample(preflight.duration)
    if let place = times.index(of: preflight.origin) { times.values[place].bringNear(sample) }
    if let place = times.index(of: preflight.route) { times.values[place].bringNear(sample) }
  }

  /// Adds the exchanges of `range`, whose places were found, to the counts of their origins and
  /// routes.
  mutating func count(_ joined: inout MutableSpan<JoinedObservation>, in range: Range<Int>) {
    Aggregate.count(&joined, in: range, &origins.values, &routes.values)
  }

  private static func count(
    _ joined: inout MutableSpan<JoinedObservation>, in range: Range<Int>,
    _ origins: inout [RequestCounts], _ routes: inout [RequestCounts]
  ) {
    var origins = origins.mutableSpan
    var routes = routes.mutableSpan
    for index in range {
      let origin = Int(joined[index].counts.origin)
      let route = Int(joined[index].counts.route)
      switch joined[index].observation.judgement.kind {
      case .cors:
        if origin >= 0 { origins[origin].requests += 1 }
        routes[route].requests += 1
        routes[route].target = joined[index].observation.target
      case .preflight:
        if origin >= 0 {
          origins[origin].add(preflight: joined[index])
          joined[index].counts.timesOrigin = origins[origin].preflights > Aggregate.timedFrom
        }
        routes[route].add(preflight: joined[index])
        routes[route].target = joined[index].observation.target
        joined[index].counts.timesRoute = routes[route].preflights > Aggregate.timedFrom
      default: break
      }
    }
  }
}

extension Aggregate.RequestCounts {
  /// Preflights and requests.
  var count: Int { preflights + requests }

  @inline(__always)
  fileprivate mutating func add(preflight joined: borrowing JoinedObservation) {
    preflights += 1
    let duration = joined.observation.duration
    if duration > 0 {
      let (sum, over) = waited.addingReportingOverflow(duration)
      waited = over ? .max : sum
    }
    if joined.observation.judgement.outcome == .blocked { failed += 1 }
    if joined.preflight.isAvoidable { avoidable += 1 }
  }

  mutating func add(_ other: Aggregate.RequestCounts) {
    target = other.target
    let (sum, over) = waited.addingReportingOverflow(other.waited)
    waited = over ? .max : sum
    preflights += other.preflights
    failed += other.failed
    avoidable += other.avoidable
    requests += other.requests
  }
}
