import Traffic

/// One value of Access-Control-Allow-Origin on one target.
struct GrantRecord: Sendable, Codable {
  var target: UInt64
  /// The hash of the value.
  var value: UInt64
  // From here on it changes with each response, up to the beginning of what was seen.
  var character: OriginCharacter
  /// Responses to the very origin.
  var echoed = 0
  /// Those that a user's browser with the very origin may have got.
  var users = 0
  /// Those that allow credentials.
  var credentialed = 0
  /// Those that are no errors.
  var successes = 0
  /// Whether there is room for no further route.
  private var hasAllRoutes = false
  /// Responses with it.
  var seen = Sightings()
  /// Those of a name in a private network to clients outside of it.
  var outsiders = 0
  /// The first routes with it.
  var routes = SmallList<4, UInt64>(filler: 0)

  /// How many bytes of it a response changes.
  static let frontCount = 120

  // What is left out tells again what the others say.
  private enum CodingKeys: String, CodingKey {
    case target, value, character, seen, echoed, users, credentialed, successes, outsiders, routes
  }

  init(target: UInt64, value: UInt64, character: OriginCharacter) {
    self.target = target
    self.value = value
    self.character = character
  }

  @inline(__always)
  mutating func add(_ observation: borrowing Observation, at position: Position) {
    let facts = observation.facts
    seen.add(observation, at: position)
    if facts.contains(.echoed) {
      echoed += 1
      if facts.contains(.user) { users += 1 }
    }
    if facts.contains(.credentialsTrue) { credentialed += 1 }
    if facts.isDisjoint(with: .error) { successes += 1 }
    guard !hasAllRoutes else { return }
    if !routes.contains(observation.route) { routes.append(observation.route) }
    hasAllRoutes = routes.isFull
  }

  /// Asks ahead for what adding a client waits for; it changes nothing, but is done in place.
  @inline(__always)
  mutating func bringNear(_ client: UInt64) { seen.clients.bringNear(client) }

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
struct RouteGrants: Sendable, Codable {
  /// How many sites, and how many crafted origins, are kept.
  private static let guestLimit = 16
  private static let probeLimit = 4

  /// One site, with the first of its origins.
  struct Guest: Sendable, BitwiseCopyable, Equatable, Codable {
    var site: UInt64
    var value: UInt64
    var isCredentialed: Bool
  }

  var target: UInt64
  private(set) var guests: [Guest] = []
  /// The crafted origins among them, and those that scanners sent.
  private(set) var probes: [Guest] = []
  private var isFull = false

  init(target: UInt64) { self.target = target }

  /// Asks ahead for the first guests, where a new one mostly finds itself; it changes nothing, but
  /// is done in place.
  @inline(__always)
  mutating func bringNear() { guests.bringNear(0, count: RouteGrants.guestLimit / 2) }

  @inline(__always)
  mutating func add(_ guest: Guest, isProbe: Bool) {
    if isProbe { add(probe: guest) }
    if !isFull, !holds(guest) { add(guest) }
  }

  @inline(__always)
  private func holds(_ guest: Guest) -> Bool {
    let guests = guests.span
    for index in guests.indices
    where guests[index].site == guest.site && guests[index].isCredentialed == guest.isCredentialed {
      return true
    }
    return false
  }

  @inline(never)
  private mutating func add(_ guest: Guest) {
    if guests.isEmpty { guests.reserveCapacity(4) }
    guests.append(guest)
    isFull = guests.count == RouteGrants.guestLimit
  }

  private mutating func add(probe: Guest) {
    if probes.count < RouteGrants.probeLimit, !probes.contains(probe) { probes.append(probe) }
  }

  mutating func merge(_ other: RouteGrants) {
    for guest in other.guests { add(guest, isProbe: false) }
    for probe in other.probes { add(probe: probe) }
  }
}

extension RouteGrants {
  private enum CodingKeys: String, CodingKey { case target, guests, probes }

  /// Reads what was encoded.
  ///
  /// - Throws: `DecodingError` where there are more sites or probes than are kept.
  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    target = try values.decode(UInt64.self, forKey: .target)
    guests = try values.list(.guests, atMost: RouteGrants.guestLimit)
    probes = try values.list(.probes, atMost: RouteGrants.probeLimit)
    isFull = guests.count == RouteGrants.guestLimit
  }
}
