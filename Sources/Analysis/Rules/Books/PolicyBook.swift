import Traffic

/// What several rules ask of the traffic, gathered once for all of them.
///
/// Every table is bounded; where one is full, what is new to it is left out, and what is known goes
/// on being counted. A table of pairs that is half full takes only those that come several times, as
/// they must to prove anything.
package struct PolicyBook: Mergeable, Codable {
  /// By target: how much is asked for, and by preflights.
  private(set) var targets = HashTable<TargetRecord>(limit: 2_000)
  /// By route, origin and method: what was granted and denied.
  private(set) var guests = HashTable<GuestRecord>(limit: 3_000)
  /// By route, origin and kind of error: errors without the header.
  private(set) var errors = HashTable<ErrorRecord>(limit: 3_000)
  /// By route: whether grants depend on Origin.
  private(set) var varying = HashTable<VaryRecord>(limit: 3_000)
  /// Which origins are let in.
  private(set) var grants = GrantBook()
  /// By route: when probes were kept out.
  private(set) var refusedProbes = HashTable<TimeSpan>(limit: 500)
  /// What exchanges without Origin showed.
  private(set) var bystanders = Bystanders()

  /// Where the record of one of the batch's exchanges stands.
  private struct Place: Sendable, BitwiseCopyable {
    var index: Int32
    var record: Int32
    var method: UInt8
  }

  /// The record of a guest that one of the batch's exchanges needs.
  private struct Sought: Sendable, BitwiseCopyable {
    var key: UInt64
    var index: Int32
    var method: UInt8
  }

  private var places: [Place] = []
  private var sought: [Sought] = []
  private var guestAdmission = Admission(least: 3)
  private var errorAdmission = Admission(least: 3)

  // What is left out serves the batch at hand, or the choice of what else to count.
  private enum CodingKeys: String, CodingKey {
    case targets, guests, errors, varying, grants, refusedProbes, bystanders
  }

  package init() {}

  /// Asks ahead for what the search for an exchange's records waits for.
  @inline(__always)
  func bringNear(_ observation: borrowing Observation) {
    varying.bringNear(observation.route)
    grants.bringNear(observation)
  }

  /// Takes in a batch's exchanges, beside each its facts.
  ///
  /// One table after the other sees all of them, and looks them all up before it counts them: what
  /// one look-up waits for does not keep the next one back.
  mutating func observe(
    _ joined: borrowing [JoinedObservation], _ facts: borrowing [Facts], of batch: borrowing Batch
  ) {
    count(joined, facts, of: batch)
    note(guests: joined, facts, of: batch)
    note(varying: joined, facts, of: batch)
    note(probes: joined, facts)
    grants.observe(joined, facts, of: batch)
  }

  /// The indices of the exchanges of the last batch whose granted origin was new on its target, so
  /// that its text must be kept.
  var newGrants: [Int] { grants.fresh }

  /// Takes in what all the exchanges without Origin showed together.
  package mutating func learn(_ others: Bystanders) { bystanders.merge(others) }

  private mutating func count(
    _ joined: borrowing [JoinedObservation], _ facts: borrowing [Facts], of batch: borrowing Batch
  ) {
    for index in facts.indices
    where facts[index].contains(.user) && !facts[index].isDisjoint(with: [.actual, .preflight]) {
      guard
        let place = targets.index(
          of: joined[index].observation.target, initial: TargetRecord())
      else { continue }
      targets.values[place].add(
        joined[index].observation, at: joined[index].position(in: batch))
    }
  }

  private mutating func note(
    guests joined: borrowing [JoinedObservation], _ facts: borrowing [Facts],
    of batch: borrowing Batch
  ) {
    let bytes = batch.bytes.span
    let records = batch.records.span
    seekGuests(joined, facts, of: batch)
    places.removeAll(keepingCapacity: true)
    for guest in sought {
      let known = guests.index(of: guest.key, through: &guestAdmission, initial: GuestRecord())
      guard let known else { continue }
      places.append(Place(index: guest.index, record: Int32(known), method: guest.method))
      guests.values.bringWholeNear(known)
    }
    for place in places {
      guests.values[Int(place.record)].bringNear(joined[Int(place.index)].observation.address)
    }
    for place in places {
      let index = Int(place.index)
      let exchange = ExchangeView(
        bytes: bytes, records: records, index: joined[index].observation.index)
      guests.values[Int(place.record)].add(
        joined[index].observation, place.method,
        query: GuestRecord.query(exchange.bytes(.target)), at: joined[index].position(in: batch))
    }
  }

  /// Notes which records of guests the exchanges need, and counts those that are errors.
  private mutating func seekGuests(
    _ joined: borrowing [JoinedObservation], _ facts: borrowing [Facts], of batch: borrowing Batch
  ) {
    let bytes = batch.bytes.span
    let records = batch.records.span
    sought.removeAll(keepingCapacity: true)
    for index in facts.indices where facts[index].isSuperset(of: [.user, .actual]) {
      let key = joined[index].observation.route ^ joined[index].observation.origin
      if facts[index].isSuperset(of: [.error, .noAllowOrigin]) {
        guard let kind = ErrorRecord.Kind(status: joined[index].observation.status),
          let place = errors.index(
            of: (key ^ UInt64(kind.rawValue) &* 0x9E37_79B9).mixed, through: &errorAdmission,
            initial: ErrorRecord())
        else { continue }
        errors.values[place].add(
          joined[index].observation, kind, at: joined[index].position(in: batch))
      } else if facts[index].contains(.success)
        || facts[index].isSuperset(of: [.redirect, .allowOrigin])
      {
        let exchange = ExchangeView(
          bytes: bytes, records: records, index: joined[index].observation.index)
        let method = GuestRecord.method(exchange.bytes(.method))
        let guest = (key ^ UInt64(method) &* 0x9E37_79B9).mixed
        guests.bringNear(guest)
        sought.append(Sought(key: guest, index: Int32(index), method: method))
      }
    }
  }

  private mutating func note(
    varying joined: borrowing [JoinedObservation], _ facts: borrowing [Facts],
    of batch: borrowing Batch
  ) {
    places.removeAll(keepingCapacity: true)
    for index in facts.indices
    where facts[index].isSuperset(of: [.varyObserved, .success, .user])
      && !facts[index].contains(.preflight)
    {
      guard
        let known = varying.index(of: joined[index].observation.route, initial: VaryRecord())
      else { continue }
      places.append(Place(index: Int32(index), record: Int32(known), method: 0))
      varying.values.bringWholeNear(known)
    }
    for place in places {
      varying.values[Int(place.record)].bringNear(joined[Int(place.index)].observation.address)
    }
    for place in places {
      let index = Int(place.index)
      varying.values[Int(place.record)].add(
        joined[index].observation, at: joined[index].position(in: batch))
    }
  }

  private mutating func note(
    probes joined: borrowing [JoinedObservation], _ facts: borrowing [Facts]
  ) {
    for index in facts.indices
    where facts[index].isSuperset(of: [.probe, .originSent, .success])
      && facts[index].isDisjoint(with: [.preflight, .echoed, .wildcard, .malformedOrigin])
      && !facts[index].isDisjoint(with: [.allowOrigin, .noAllowOrigin])
    {
      let time = joined[index].observation.start.nanoseconds
      guard time != 0,
        let place = refusedProbes.index(
          of: joined[index].observation.route, initial: TimeSpan())
      else { continue }
      refusedProbes.values[place].add(time)
    }
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
    for (key, span) in zip(other.refusedProbes.keys, other.refusedProbes.values) {
      guard let index = refusedProbes.index(of: key, initial: TimeSpan()) else { continue }
      refusedProbes.values[index].merge(span)
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

  /// The routes that answered 404 and nothing else.
  var absentRoutes: HashSet {
    let known = HashSet(guests.values.lazy.map(\.route))
    return HashSet(
      errors.values.lazy.filter { $0.statuses.holdsOnly(404) && !known.contains($0.route) }
        .map(\.route))
  }
}
