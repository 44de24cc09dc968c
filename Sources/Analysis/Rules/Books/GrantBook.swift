import CORSEngine
import Traffic

/// Which origins are named in Access-Control-Allow-Origin, by target and by route.
struct GrantBook: Mergeable, Codable {
  /// How many values on targets are kept; the last tenth of them are those that probes were granted.
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
  private var places: [Place] = []

  /// Where the record of one of the batch's exchanges stands.
  private struct Place: Sendable, BitwiseCopyable {
    var index: Int32
    var record: Int32
    /// Where its route's record stands; -1 where that does not concern it.
    var route: Int32 = -1
  }

  // What is left out serves the batch at hand, or tells again what is known.
  private enum CodingKeys: String, CodingKey { case grants, routes }

  init() {}

  private static func key(_ observation: borrowing Observation) -> UInt64 {
    (observation.target ^ observation.allowOrigin).mixed
  }

  /// Asks ahead for what the search for an exchange's records waits for.
  @inline(__always)
  func bringNear(_ observation: borrowing Observation) {
    guard observation.facts.contains(.namesOrigin) else { return }
    grants.bringNear(GrantBook.key(observation))
    routes.bringNear(observation.route)
  }

  /// Takes in those of a batch's exchanges whose response names an origin.
  ///
  /// Step by step for all of them: what one step finds is asked for ahead, and near when the next one
  /// comes to it.
  mutating func observe(
    _ joined: borrowing [JoinedObservation], _ facts: borrowing [Facts], of batch: borrowing Batch
  ) {
    findGrants(joined, facts, of: batch)
    findRoutes(joined, facts)
    for place in places where place.route >= 0 { routes.values[Int(place.route)].bringNear() }
    let bytes = batch.bytes.span
    let records = batch.records.span
    for place in places {
      let index = Int(place.index)
      add(
        joined[index].observation,
        ExchangeView(bytes: bytes, records: records, index: joined[index].observation.index),
        to: place, at: joined[index].position(in: batch))
    }
  }

  /// Finds the records of what is granted; a new one is made while there is room.
  private mutating func findGrants(
    _ joined: borrowing [JoinedObservation], _ facts: borrowing [Facts], of batch: borrowing Batch
  ) {
    let bytes = batch.bytes.span
    let records = batch.records.span
    fresh.removeAll(keepingCapacity: true)
    places.removeAll(keepingCapacity: true)
    for index in facts.indices where facts[index].contains(.namesOrigin) {
      let key = GrantBook.key(joined[index].observation)
      var place = grants.index(of: key)
      // However many origins there are, there is room for what probes were granted.
      if place == nil,
        grants.count < GrantBook.limit * 9 / 10 || facts[index].contains(.probe) && !grants.isFull
      {
        fresh.append(index)
        let observation = joined[index].observation
        let record = record(
          observation, ExchangeView(bytes: bytes, records: records, index: observation.index))
        place = grants.index(of: key, initial: record)
      }
      guard let place else { continue }
      places.append(Place(index: Int32(index), record: Int32(place)))
      grants.values.bringWholeNear(place)
    }
  }

  /// Finds the records of the routes that echo.
  private mutating func findRoutes(
    _ joined: borrowing [JoinedObservation], _ facts: borrowing [Facts]
  ) {
    for number in places.indices {
      let index = Int(places[number].index)
      let record = Int(places[number].record)
      grants.values[record].bringNear(joined[index].observation.address)
      let target = joined[index].observation.target
      guard facts[index].contains(.echoed), grants.values[record].character.site != 0,
        let route = routes.index(
          of: joined[index].observation.route, initial: RouteGrants(target: target))
      else { continue }
      places[number].route = Int32(route)
      routes.values.bringWholeNear(route)
    }
  }

  private mutating func add(
    _ observation: borrowing Observation, _ exchange: borrowing ExchangeView, to place: Place,
    at position: Position
  ) {
    let index = Int(place.record)
    grants.values[index].add(observation, at: position)
    if grants.values[index].character.place.isLocal, exchange.has(.client),
      HostCharacter.isOutside(client: exchange.bytes(.client))
    {
      grants.values[index].outsiders += 1
    }
    guard place.route >= 0 else { return }
    let character = grants.values[index].character
    routes.values[Int(place.route)].add(
      RouteGrants.Guest(
        site: character.site, value: observation.allowOrigin,
        isCredentialed: observation.facts.contains(.credentialsTrue)),
      isProbe: observation.facts.contains(.probe) || character.marks.contains(.crafted))
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
