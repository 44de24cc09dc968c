import Traffic

/// What several rules ask of the traffic, gathered once for all of them.
///
/// Every table is bounded; where one is full, what is new to it is left out, and what is known goes
/// on being counted.
package struct PolicyBook: Mergeable {
  /// By target: how much is asked for, and by preflights.
  private(set) var targets = HashTable<TargetRecord>(limit: 5_000)
  /// By route, origin and method: what was granted and denied.
  private(set) var guests = HashTable<GuestRecord>(limit: 20_000)
  /// By route, origin and kind of error: errors without the header.
  private(set) var errors = HashTable<ErrorRecord>(limit: 10_000)
  /// By route: whether grants depend on Origin.
  private(set) var varying = HashTable<VaryRecord>(limit: 20_000)
  /// Which origins are let in.
  private(set) var grants = GrantBook()
  /// What exchanges without Origin showed.
  private(set) var bystanders = Bystanders()

  package init() {}

  /// Takes in one exchange.
  ///
  /// - Returns: Whether a granted origin is new, so that its text must be kept.
  mutating func observe(
    _ observation: Observation, _ exchange: borrowing ExchangeView, at position: Position
  ) -> Bool {
    let facts = observation.facts
    if facts.contains(.user) {
      if facts.contains(.actual) {
        count(observation, at: position)
        note(
          guest: observation, GuestRecord.method(exchange.bytes(.method)),
          query: GuestRecord.query(exchange.bytes(.target)), at: position)
      } else if facts.contains(.preflight) {
        count(observation, at: position)
      }
    }
    if facts.isSuperset(of: [.varyObserved, .success, .user]), !facts.contains(.preflight),
      let index = varying.index(of: observation.route, initial: VaryRecord())
    {
      varying.values[index].add(observation, at: position)
    }
    guard facts.contains(.namesOrigin) else { return false }
    return grants.observe(observation, exchange, at: position)
  }

  /// Takes in what all the exchanges without Origin showed together.
  package mutating func learn(_ others: Bystanders) { bystanders.merge(others) }

  private mutating func count(_ observation: Observation, at position: Position) {
    guard let index = targets.index(of: observation.target, initial: TargetRecord()) else {
      return
    }
    targets.values[index].add(observation, at: position)
  }

  private mutating func note(
    guest observation: Observation, _ method: UInt8, query: UInt64, at position: Position
  ) {
    let facts = observation.facts
    let key = observation.route ^ observation.origin
    if facts.isSuperset(of: [.error, .noAllowOrigin]) {
      let kind = ErrorRecord.Kind(status: observation.status)
      guard let kind,
        let index = errors.index(
          of: (key ^ UInt64(kind.rawValue) &* 0x9E37_79B9).mixed, initial: ErrorRecord())
      else { return }
      errors.values[index].add(observation, kind, at: position)
      return
    }
    guard facts.contains(.success) || facts.isSuperset(of: [.redirect, .allowOrigin]),
      let index = guests.index(
        of: (key ^ UInt64(method) &* 0x9E37_79B9).mixed, initial: GuestRecord())
    else { return }
    guests.values[index].add(observation, method, query: query, at: position)
  }

  package mutating func merge(_ other: PolicyBook) {
    for (key, target) in zip(other.targets.keys, other.targets.values) {
      guard let index = targets.index(of: key, initial: TargetRecord()) else { continue }
      targets.values[index].merge(target)
    }
    for (key, guest) in zip(other.guests.keys, other.guests.values) {
      guard let index = guests.index(of: key, initial: GuestRecord()) else { continue }
      guests.values[index].merge(guest)
    }
    for (key, error) in zip(other.errors.keys, other.errors.values) {
      guard let index = errors.index(of: key, initial: ErrorRecord()) else { continue }
      errors.values[index].merge(error)
    }
    for (key, route) in zip(other.varying.keys, other.varying.values) {
      guard let index = varying.index(of: key, initial: VaryRecord()) else { continue }
      varying.values[index].merge(route)
    }
    grants.merge(other.grants)
    bystanders.merge(other.bystanders)
  }
}

extension PolicyBook {
  /// Adds the hashes whose texts findings print.
  func addNames(to wanted: inout Set<UInt64>) {
    for grant in grants.grants.values { wanted.formUnion([grant.value, grant.target]) }
    for guest in guests.values { wanted.formUnion([guest.route, guest.origin]) }
    for error in errors.values { wanted.insert(error.route) }
  }

  /// The routes of which a success carried Access-Control-Allow-Origin.
  var carryingRoutes: Set<UInt64> {
    Set(guests.values.lazy.filter { $0.carried > 0 }.map(\.route))
  }

  /// The routes and origins of such successes, each pair as one hash.
  var carryingPairs: Set<UInt64> {
    Set(guests.values.lazy.filter { $0.carried > 0 }.map { $0.route ^ $0.origin })
  }

  /// The routes that answered 404 and nothing else.
  var absentRoutes: Set<UInt64> {
    let known = Set(guests.values.map(\.route))
    return Set(
      errors.values.lazy.filter { $0.statuses.holdsOnly(404) && !known.contains($0.route) }
        .map(\.route))
  }

  /// The origins let in on each target, each pair as one hash.
  var letIn: Set<UInt64> {
    Set(guests.values.lazy.filter { $0.granted > 0 }.map { $0.target ^ $0.origin })
  }
}
