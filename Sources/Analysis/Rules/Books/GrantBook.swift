import CORSEngine
import Traffic

/// Which origins are named in Access-Control-Allow-Origin, by target and by route.
struct GrantBook: Mergeable, Codable {
  /// How many values on targets are kept; the last tenth of them are those that probes were
  /// granted.
  private static let limit = 5_000

  /// By target and value.
  private(set) var grants = HashTable<GrantRecord>(limit: GrantBook.limit)
  /// By route, those that echo only.
  private(set) var routes = HashTable<RouteGrants>(limit: 3_000)
  /// The indices of the exchanges of the last batch whose origin was new on its target.
  private(set) var fresh: [Int] = []
  private var target = TargetText()
  private var characters = RecentValues(bits: 11, empty: OriginCharacter())
  private var owners = RecentValues(bits: 7, empty: OriginCharacter.Owner())
  // Of at least as many elements as the largest batch so far had exchanges.
  private var places: [Place] = []

  /// Where the record of one of the batch's exchanges stands.
  private struct Place: Sendable, BitwiseCopyable {
    var index: Int32 = 0
    var record: Int32 = 0
    /// Where its route's record stands; -1 where that does not concern it.
    var route: Int32 = -1
  }

  // What is left out serves the batch at hand, or tells again what is known.
  private enum CodingKeys: String, CodingKey { case grants, routes }

  init() {}

  private static func key(_ observation: borrowing Observation) -> UInt64 {
    (observation.target ^ observation.allowOrigin).mixed
  }

  /// Whether a target answered to the origin with the given hash with the very origin.
  func echoes(_ value: UInt64, on target: UInt64) -> Bool {
    grants.index(of: (target ^ value).mixed).map { grants.values[$0].echoed > 0 } ?? false
  }

  /// Asks ahead for what the search for an exchange's records waits for; `route` is its route's
  /// hash with its bits spread.
  @inline(__always)
  func bringNear(_ observation: borrowing Observation, route: UInt64) {
    guard observation.facts.contains(.namesOrigin) else { return }
    grants.bringNear(GrantBook.key(observation))
    routes.bringNear(spread: route)
  }

  /// Takes in those of a batch's exchanges whose response names an origin.
  ///
  /// Step by step for all of them: what one step finds is asked for ahead, and near when the next
  /// one comes to it.
  mutating func observe(
    _ joined: borrowing Span<JoinedObservation>, _ facts: borrowing FactColumns,
    of batch: borrowing Batch
  ) {
    if places.count < joined.count {
      // With some to spare, for the next batch may have a few more.
      places = Array(repeating: Place(), count: joined.count + joined.count / 4)
    }
    // Of its own meanwhile: so that it can be written while tables change.
    var places: [Place] = []
    swap(&places, &self.places)
    let found = findGrants(joined, facts, of: batch, &places)
    Self.findRoutes(joined, &places, found, &grants.values, &routes)
    Self.note(
      joined, places.span.extracting(0..<found), &grants.values, &routes.values, of: batch)
    swap(&places, &self.places)
  }

  /// Adds the exchanges at their `places`.
  private static func note(
    _ joined: borrowing Span<JoinedObservation>, _ places: Span<Place>,
    _ grants: inout [GrantRecord], _ routes: inout [RouteGrants], of batch: borrowing Batch
  ) {
    let bytes = batch.bytes.span
    let records = batch.records.span
    var grants = grants.mutableSpan
    var routes = routes.mutableSpan
    for number in places.indices where places[number].route >= 0 {
      routes[Int(places[number].route)].bringNear()
    }
    for number in places.indices {
      let place = places[number]
      let index = Int(place.index)
      let record = Int(place.record)
      grants[record].add(joined[index].observation, at: joined[index].position)
      if grants[record].character.place.isLocal {
        let exchange = ExchangeView(
          bytes: bytes, records: records, index: joined[index].observation.index)
        if exchange.has(.client), HostCharacter.isOutside(client: exchange.bytes(.client)) {
          grants[record].outsiders += 1
        }
      }
      guard place.route >= 0 else { continue }
      let facts = joined[index].observation.facts
      routes[Int(place.route)].add(
        RouteGrants.Guest(
          site: grants[record].character.site, value: joined[index].observation.allowOrigin,
          isCredentialed: facts.contains(.credentialsTrue)),
        isProbe: facts.contains(.probe) || grants[record].character.marks.contains(.crafted))
    }
  }

  /// Finds the records of what is granted; a new one is made while there is room.
  ///
  /// - Returns: How many there are.
  private mutating func findGrants(
    _ joined: borrowing Span<JoinedObservation>, _ facts: borrowing FactColumns,
    of batch: borrowing Batch, _ places: inout [Place]
  ) -> Int {
    var places = places.mutableSpan
    fresh.removeAll(keepingCapacity: true)
    var found = 0
    var choice = facts.choice(all: .namesOrigin)
    while let index = choice.next() {
      let key = GrantBook.key(joined[index].observation)
      guard let known = grants.index(of: key) ?? add(key, joined, index, batch) else { continue }
      grants.values.bringNear(known, byteCount: GrantRecord.frontCount)
      places[found] = Place(
        index: Int32(truncatingIfNeeded: index), record: Int32(truncatingIfNeeded: known))
      found += 1
    }
    return found
  }

  /// Adds what is granted for the first time, while there is room.
  @inline(never)
  private mutating func add(
    _ key: UInt64, _ joined: borrowing Span<JoinedObservation>, _ index: Int,
    _ batch: borrowing Batch
  ) -> Int? {
    let observation = joined[index].observation
    // However many origins there are, there is room for what probes were granted.
    guard
      grants.count < GrantBook.limit * 9 / 10
        || observation.facts.contains(.probe) && !grants.isFull
    else { return nil }
    fresh.append(index)
    let record = record(
      observation,
      ExchangeView(
        bytes: batch.bytes.span, records: batch.records.span, index: observation.index))
    return grants.index(of: key, initial: record)
  }

  /// Finds the records of the routes that echo.
  private static func findRoutes(
    _ joined: borrowing Span<JoinedObservation>, _ places: inout [Place], _ found: Int,
    _ grants: inout [GrantRecord], _ routes: inout HashTable<RouteGrants>
  ) {
    var places = places.mutableSpan
    var grants = grants.mutableSpan
    for number in 0..<found {
      let index = Int(places[number].index)
      let record = Int(places[number].record)
      grants[record].bringNear(joined[index].observation.address)
      guard joined[index].observation.facts.contains(.echoed), grants[record].character.site != 0,
        let route = routes.index(
          of: joined[index].observation.route,
          initial: RouteGrants(target: joined[index].observation.target))
      else { continue }
      places[number].route = Int32(truncatingIfNeeded: route)
      routes.values.bringNear(route, count: 1)
    }
  }

  private mutating func record(
    _ observation: Observation, _ exchange: borrowing ExchangeView
  ) -> GrantRecord {
    target.write(exchange)
    let text = target.bytes
    let origin = exchange.bytes(.allowOrigin).trimmingBlanks()
    var character = characters.value(of: observation.allowOrigin) { OriginCharacter(origin) }
    let owner = owners.value(of: observation.target) { OriginCharacter.Owner(of: text.span) }
    character.compare(origin, with: text.span, of: owner)
    return GrantRecord(
      target: observation.target, value: observation.allowOrigin, character: character)
  }

  mutating func merge(_ other: GrantBook) {
    for (key, grant) in zip(other.grants.keys, other.grants.values) {
      if let index = grants.index(of: key) {
        grants.values[index].merge(grant)
      } else {
        _ = grants.index(of: key, initial: grant)
      }
    }
    for (key, route) in zip(other.routes.keys, other.routes.values) {
      if let index = routes.index(of: key) {
        routes.values[index].merge(route)
      } else {
        _ = routes.index(of: key, initial: route)
      }
    }
  }
}
