package import Traffic

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

  /// Adds a fetch that was judged allowed or blocked.
  ///
  /// - Parameters:
  ///   - observation: The fetch, or its preflight.
  ///   - position: Where it stands.
  @inline(__always)
  package mutating func add(_ observation: Observation, at position: Position) {
    let outcome = observation.judgement.outcome
    let isPreflight = observation.judgement.kind == .preflight
    // An entry for a request that its failed preflight kept back adds nothing to the preflight.
    guard outcome == .allowed || outcome == .blocked, observation.start.nanoseconds != 0,
      isPreflight || !observation.judgement.isPartOfFetch
    else { return }
    let key =
      (observation.origin ^ observation.route ^ (isPreflight ? 1 : 0)).mixed
      ^ UInt64(observation.method)
    var place = table.index(of: key)
    // While there is little room, only a kind that comes often begins to be watched.
    if place == nil, table.count < PolicyChanges.limit / 2 || admission.admits(key) {
      let kind = Kind(
        origin: observation.origin, target: observation.target, route: observation.route,
        isPreflight: isPreflight)
      place = index(of: key, kind)
    }
    guard let place else { return }
    table.values[place].add(observation.start, isBlocked: outcome == .blocked, at: position)
  }

  @inline(never)
  private mutating func index(of key: UInt64, _ kind: Kind) -> Int? {
    if let index = table.index(of: key, initial: kind) { return index }
    let weights = table.values.indices.map { table.values[$0].count }
    let least = table.prune(to: PolicyChanges.limit * 3 / 4, weights: weights)
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
