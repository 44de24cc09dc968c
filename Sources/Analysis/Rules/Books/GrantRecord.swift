import Traffic

/// One value of Access-Control-Allow-Origin on one target.
struct GrantRecord: Sendable {
  var target: UInt64
  /// The hash of the value.
  var value: UInt64
  var character: OriginCharacter
  /// Responses with it.
  var seen = Sightings()
  /// Those to the very origin.
  var echoed = 0
  /// Those that a user's browser with the very origin may have got.
  var users = 0
  /// Those that allow credentials.
  var credentialed = 0
  /// Those that are no errors.
  var successes = 0
  /// Those of a name in a private network to clients outside of it.
  var outsiders = 0
  /// The first routes with it.
  var routes = SmallList<4, UInt64>(filler: 0)

  init(target: UInt64, value: UInt64, character: OriginCharacter) {
    self.target = target
    self.value = value
    self.character = character
  }

  mutating func add(_ observation: Observation, at position: Position) {
    let facts = observation.facts
    seen.add(observation, at: position)
    if facts.contains(.echoed) {
      echoed += 1
      if facts.contains(.user) { users += 1 }
    }
    if facts.contains(.credentialsTrue) { credentialed += 1 }
    if facts.isDisjoint(with: .error) { successes += 1 }
    if !routes.contains(observation.route) { routes.append(observation.route) }
  }

  mutating func merge(_ other: GrantRecord) {
    seen.merge(other.seen)
    echoed += other.echoed
    users += other.users
    credentialed += other.credentialed
    successes += other.successes
    outsiders += other.outsiders
    for route in other.routes.array where !routes.contains(route) { routes.append(route) }
  }
}

/// The unrelated sites that one route lets in, and its probes.
struct RouteGrants: Sendable {
  /// One site, with the first of its origins.
  struct Guest: Sendable, BitwiseCopyable, Equatable {
    var site: UInt64
    var value: UInt64
    var isCredentialed: Bool
  }

  var target: UInt64
  var guests = SmallList<16, Guest>(
    filler: Guest(site: 0, value: 0, isCredentialed: false))
  /// The crafted origins among them.
  var probes = SmallList<4, Guest>(filler: Guest(site: 0, value: 0, isCredentialed: false))

  mutating func add(_ guest: Guest, isCrafted: Bool) {
    if isCrafted, !probes.contains(guest) { probes.append(guest) }
    for index in 0..<guests.count
    where guests[index].site == guest.site
      && guests[index].isCredentialed == guest.isCredentialed
    {
      return
    }
    guests.append(guest)
  }

  mutating func merge(_ other: RouteGrants) {
    for guest in other.guests.array { add(guest, isCrafted: false) }
    for probe in other.probes.array where !probes.contains(probe) { probes.append(probe) }
  }
}
