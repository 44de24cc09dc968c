import CORSEngine
import Traffic

/// Which origins are named in Access-Control-Allow-Origin, by target and by route.
struct GrantBook: Mergeable {
  /// By target and value.
  private(set) var grants = HashTable<GrantRecord>(limit: 20_000)
  /// By route, those that echo only.
  private(set) var routes = HashTable<RouteGrants>(limit: 20_000)
  private var target = TargetText()

  init() {}

  /// Takes in a response that names an origin.
  ///
  /// - Returns: Whether the origin is new on this target.
  mutating func observe(
    _ observation: Observation, _ exchange: borrowing ExchangeView, at position: Position
  ) -> Bool {
    let known = grants.count
    let key = (observation.target ^ observation.allowOrigin).mixed
    guard let index = grants.index(of: key, initial: Self.record(observation, exchange, &target))
    else {
      return false
    }
    grants.values[index].add(observation, at: position)
    if grants.values[index].character.place.isLocal, exchange.has(.client),
      HostCharacter.isOutside(client: exchange.bytes(.client))
    {
      grants.values[index].outsiders += 1
    }
    let isNew = grants.count != known
    guard observation.facts.contains(.echoed) else { return isNew }
    let character = grants.values[index].character
    guard character.site != 0,
      let route = routes.index(
        of: observation.route, initial: RouteGrants(target: observation.target))
    else { return isNew }
    routes.values[route].add(
      RouteGrants.Guest(
        site: character.site, value: observation.allowOrigin,
        isCredentialed: observation.facts.contains(.credentialsTrue)),
      isCrafted: character.marks.contains(.crafted))
    return isNew
  }

  private static func record(
    _ observation: Observation, _ exchange: borrowing ExchangeView, _ target: inout TargetText
  ) -> GrantRecord {
    target.write(exchange)
    let text = target.bytes
    return GrantRecord(
      target: observation.target, value: observation.allowOrigin,
      character: OriginCharacter(
        exchange.bytes(.allowOrigin).trimmingBlanks(), target: text.span))
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
