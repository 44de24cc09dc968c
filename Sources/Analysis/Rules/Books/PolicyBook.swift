import Traffic

/// What several rules ask of the traffic, gathered once for all of them.
///
/// Every table is bounded; where one is full, what is new to it is left out, and what is known goes
/// on being counted. A table of pairs that is half full takes only those that come several times,
/// as they must to prove anything.
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
    var index: Int32 = 0
    var record: Int32 = 0
  }

  /// The record of a guest that one of the batch's exchanges needs.
  private struct Sought: Sendable, BitwiseCopyable {
    var key: UInt64 = 0
    var index: Int32 = 0
    var method: UInt8 = 0
  }

  // Of at least as many elements as the largest batch so far had exchanges.
  private var places: [Place] = []
  private var sought: [Sought] = []
  private let methods = MethodNumbers()
  private var guestAdmission = Admission(least: 3)
  private var errorAdmission = Admission(least: 3)

  // What is left out serves the batch at hand, or the choice of what else to count.
  private enum CodingKeys: String, CodingKey {
    case targets, guests, errors, varying, grants, refusedProbes, bystanders
  }

  package init() {}

  /// Asks ahead for what the search for an exchange's records waits for; `route` is its route's
  /// hash with its bits spread.
  @inline(__always)
  func bringNear(_ observation: borrowing Observation, route: UInt64) {
    varying.bringNear(spread: route)
    grants.bringNear(observation, route: route)
  }

  /// Takes in a batch's exchanges, with the columns of their facts.
  ///
  /// One table after the other sees all of them, and looks them all up before it counts them: what
  /// one look-up waits for does not keep the next one back.
  mutating func observe(
    _ joined: borrowing Span<JoinedObservation>, _ facts: borrowing FactColumns,
    of batch: borrowing Batch
  ) {
    if places.count < joined.count {
      // With some to spare, for the next batch may have a few more.
      let room = joined.count + joined.count / 4
      places = Array(repeating: Place(), count: room)
      sought = Array(repeating: Sought(), count: room)
    }
    // Of its own meanwhile: so that it can be written while tables change.
    var places: [Place] = []
    var sought: [Sought] = []
    swap(&places, &self.places)
    swap(&sought, &self.sought)
    count(joined, facts)
    let wanted = seekGuests(joined, facts, &sought)
    note(guests: joined, sought.span.extracting(0..<wanted), of: batch, &places)
    note(varying: joined, facts, &places)
    swap(&places, &self.places)
    swap(&sought, &self.sought)
    note(probes: joined, facts)
    grants.observe(joined, facts, of: batch)
  }

  /// The indices of the exchanges of the last batch whose granted origin was new on its target, so
  /// that its text must be kept.
  var newGrants: [Int] { grants.fresh }

  /// Takes in what all the exchanges without Origin showed together.
  package mutating func learn(_ others: Bystanders) { bystanders.merge(others) }

  private mutating func count(
    _ joined: borrowing Span<JoinedObservation>, _ facts: borrowing FactColumns
  ) {
    var choice = facts.choice(all: .user, either: [.actual, .preflight])
    while let index = choice.next() {
      // There are few of them, mostly: they are near.
      guard
        let known = targets.index(
          of: joined[index].observation.target, initial: TargetRecord())
      else { continue }
      targets.values[known].add(joined[index].observation, at: joined[index].position)
    }
  }

  private mutating func note(
    guests joined: borrowing Span<JoinedObservation>, _ sought: Span<Sought>,
    of batch: borrowing Batch, _ places: inout [Place]
  ) {
    let bytes = batch.bytes.span
    let exchanges = batch.records.span
    var places = places.mutableSpan
    var found = 0
    for number in sought.indices {
      let guest = sought[number]
      let index = Int(guest.index)
      let known = guests.index(
        of: guest.key, through: &guestAdmission,
        initial: GuestRecord(joined[index].observation, guest.method))
      guard let known else { continue }
      if joined[index].observation.facts.grants {
        guests.values.bringNear(known, byteCount: GuestRecord.frontCount)
      } else {
        guests.values.bringWholeNear(known)
      }
      places[found] = Place(index: guest.index, record: Int32(truncatingIfNeeded: known))
      found += 1
    }
    var records = guests.values.mutableSpan
    for number in 0..<found {
      let index = Int(places[number].index)
      records[Int(places[number].record)].bringNear(
        joined[index].observation.address, joined[index].observation.facts)
    }
    for number in 0..<found {
      let index = Int(places[number].index)
      let exchange = ExchangeView(
        bytes: bytes, records: exchanges, index: joined[index].observation.index)
      records[Int(places[number].record)].add(
        joined[index].observation, query: GuestRecord.query(exchange.bytes(.target)),
        at: joined[index].position)
    }
  }

  /// Notes which records of guests the exchanges need, and counts those that are errors.
  ///
  /// - Returns: How many records they need.
  private mutating func seekGuests(
    _ joined: borrowing Span<JoinedObservation>, _ facts: borrowing FactColumns,
    _ sought: inout [Sought]
  ) -> Int {
    var sought = sought.mutableSpan
    var wanted = 0
    var choice = facts.choice(all: [.user, .actual])
    while let index = choice.next() {
      let facts = joined[index].observation.facts
      let key = joined[index].observation.route ^ joined[index].observation.origin
      if facts.isSuperset(of: [.error, .noAllowOrigin]) {
        guard let kind = ErrorRecord.Kind(status: joined[index].observation.status),
          let place = errors.index(
            of: (key ^ UInt64(kind.rawValue) &* 0x9E37_79B9).mixed, through: &errorAdmission,
            initial: ErrorRecord())
        else { continue }
        errors.values[place].add(
          joined[index].observation, kind, at: joined[index].position)
      } else if facts.contains(.success) || facts.isSuperset(of: [.redirect, .allowOrigin]) {
        let method = methods.number(of: joined[index].observation.method)
        let guest = (key ^ UInt64(method) &* 0x9E37_79B9).mixed
        guests.bringNear(guest)
        sought[wanted] = Sought(
          key: guest, index: Int32(truncatingIfNeeded: index), method: method)
        wanted += 1
      }
    }
    return wanted
  }

  private mutating func note(
    varying joined: borrowing Span<JoinedObservation>, _ facts: borrowing FactColumns,
    _ places: inout [Place]
  ) {
    var places = places.mutableSpan
    var found = 0
    var choice = facts.choice(all: [.varyObserved, .success, .user], none: .preflight)
    while let index = choice.next() {
      let known = varying.index(of: joined[index].observation.route, initial: VaryRecord())
      guard let known else { continue }
      varying.values.bringWholeNear(known)
      places[found] = Place(
        index: Int32(truncatingIfNeeded: index), record: Int32(truncatingIfNeeded: known))
      found += 1
    }
    var records = varying.values.mutableSpan
    for number in 0..<found {
      let index = Int(places[number].index)
      records[Int(places[number].record)].bringNear(
        joined[index].observation.address, joined[index].observation.facts)
    }
    for number in 0..<found {
      let index = Int(places[number].index)
      records[Int(places[number].record)].add(
        joined[index].observation, at: joined[index].position)
    }
  }

  private mutating func note(
    probes joined: borrowing Span<JoinedObservation>, _ facts: borrowing FactColumns
  ) {
    var choice = facts.choice(
      all: [.probe, .originSent, .success], either: [.allowOrigin, .noAllowOrigin],
      none: [.preflight, .echoed, .wildcard, .malformedOrigin])
    while let index = choice.next() {
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
