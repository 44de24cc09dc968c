import Traffic

/// Watches, by origin, route and method, when fetches began to be refused or let through again.
package struct PolicyChanges: Mergeable, Codable {
  /// How many kinds of fetches are watched; those with the fewest fetches give way.
  package static let limit = 600

  private static let arrivals = 16

  /// Fetches of one origin, route and method, preflights apart from requests.
  package struct Kind: Sendable, Codable {
    /// The hash of the Origin.
    package var origin: UInt64
    /// The hash of the target.
    package var target: UInt64
    /// The hash of target and route.
    package var route: UInt64
    /// Whether they are preflights.
    package var isPreflight: Bool
    /// When they were let through and refused.
    package var timeline = PolicyTimeline()

    /// How many fetches.
    var count = 0

    @inline(never)
    fileprivate mutating func add(_ start: Timestamp, isBlocked: Bool, at position: Position) {
      count += 1
      timeline.add(start, isBlocked: isBlocked, at: position)
    }
  }

  private var table = HashTable<Kind>(limit: PolicyChanges.limit)
  /// Once there is little room, a kind must have come so often to be watched.
  private var admission = Admission(least: UInt8(PolicyChanges.arrivals))

  private enum CodingKeys: String, CodingKey { case table, admission }

  package init() {}

  /// What is watched.
  package var kinds: [Kind] { table.values }

  /// Adds the fetches that were judged allowed or blocked.
  mutating func add(_ joined: borrowing Span<JoinedObservation>) {
    for index in joined.indices {
      let outcome = joined[index].observation.judgement.outcome
      guard outcome == .allowed || outcome == .blocked else { continue }
      let isPreflight: Bool
      switch joined[index].observation.judgement.kind {
      case .preflight: isPreflight = true
      // An entry for a request that its failed preflight kept back adds nothing to the preflight.
      case .cors where !joined[index].observation.judgement.isPartOfFetch: isPreflight = false
      default: continue
      }
      guard joined[index].observation.start.nanoseconds != 0,
        let place = place(of: joined[index].observation, isPreflight: isPreflight)
      else { continue }
      table.values[place].add(
        joined[index].observation.start, isBlocked: outcome == .blocked,
        at: joined[index].position)
    }
  }

  /// Where the kind of a fetch stands; while there is little room, only one that comes often begins
  /// to be watched.
  @inline(__always)
  private mutating func place(
    of observation: borrowing Observation, isPreflight: Bool
  ) -> Int? {
    let key =
      (observation.origin ^ observation.route ^ (isPreflight ? 1 : 0)).mixed
      ^ UInt64(observation.method)
    if let place = table.index(of: key) { return place }
    guard table.count < PolicyChanges.limit / 2 || admission.admits(key) else { return nil }
    return index(
      of: key,
      Kind(
        origin: observation.origin, target: observation.target, route: observation.route,
        isPreflight: isPreflight))
  }

  @inline(never)
  private mutating func index(of key: UInt64, _ kind: Kind) -> Int? {
    if let index = table.index(of: key, initial: kind) { return index }
    let weights = table.values.indices.map { table.values[$0].count }
    let least = table.prune(to: PolicyChanges.limit * 3 / 4, weights: weights).least
    // Far more than what stays, or kinds of like weights would take turns.
    admission.raise(to: 4 * (least + PolicyChanges.arrivals))
    return table.index(of: key, initial: kind)
  }

  package mutating func merge(_ other: PolicyChanges) {
    for (key, kind) in zip(other.table.keys, other.table.values) {
      var empty = kind
      empty.timeline = PolicyTimeline()
      empty.count = 0
      guard let index = index(of: key, empty) else { continue }
      table.values[index].count += kind.count
      table.values[index].timeline.merge(kind.timeline)
    }
  }
}
