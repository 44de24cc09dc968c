package import Traffic

/// What speaks for one finding about one target.
package struct Evidence: Sendable {
  /// One place and what stood there.
  package struct Place: Sendable, Codable {
    /// Where.
    package var position: Position
    /// What, such as `Access-Control-Allow-Origin: null`.
    package var detail: String
  }

  /// How many exchanges.
  package private(set) var count = 0
  /// How many of them users' browsers may have made.
  package private(set) var users = 0
  /// From how many clients.
  package private(set) var clients = DistinctCount(bits: 9, exactLimit: 16)
  /// The first places, in the order seen.
  package private(set) var places: [Place] = []
  private(set) var routes: [UInt64] = []
  /// Whether some of it was only taken for a preflight, by its method alone.
  private var isAssumed = false
  private static let routeLimit = 4

  /// Makes the evidence of nothing.
  package init() {}

  /// Adds one exchange; `detail` is asked for only while places are kept.
  package mutating func add(
    _ observation: Observation, at position: Position, _ detail: () -> String
  ) {
    count += 1
    if observation.facts.contains(.user) { users += 1 }
    if observation.judgement.basis.contains(.optionsMethod) { isAssumed = true }
    if observation.address != 0 { clients.add(observation.address) }
    if routes.count < Evidence.routeLimit, !routes.contains(observation.route) {
      routes.append(observation.route)
    }
    if places.count < Examples.limit {
      places.append(Place(position: position, detail: detail()))
    }
  }

  /// Adds what was seen on `route`; `detail` puts a place in words.
  mutating func add(_ sightings: Sightings, route: UInt64, _ detail: (Sightings.Mark) -> String) {
    count += sightings.count
    users += sightings.users
    clients.merge(sightings.clients)
    if routes.count < Evidence.routeLimit, !routes.contains(route) { routes.append(route) }
    guard places.count < Examples.limit else { return }
    for mark in sightings.places where places.count < Examples.limit {
      places.append(Place(position: mark.position, detail: detail(mark)))
    }
  }

  /// Adds what was seen on some `routes`; `detail` puts a place in words.
  mutating func add(
    _ sightings: Sightings, routes: [UInt64], _ detail: (Sightings.Mark) -> String
  ) {
    guard let first = routes.first else { return }
    add(sightings, route: first, detail)
    for route in routes.dropFirst() { add(route: route) }
  }

  /// Adds `count` of what was seen on some `routes`; its places are added apart.
  mutating func add(
    _ sightings: borrowing Sightings, count: Int, routes: SmallList<4, UInt64>
  ) {
    self.count += count
    users += min(count, sightings.users)
    clients.merge(sightings.clients)
    guard self.routes.count < Evidence.routeLimit else { return }
    for index in 0..<routes.count { add(route: routes[index]) }
  }

  /// Adds places, while there is room.
  mutating func add(places more: [Place]) {
    places += more.prefix(Examples.limit - places.count)
  }

  /// Notes a further route that shows the same.
  mutating func add(route: UInt64) {
    if routes.count < Evidence.routeLimit, !routes.contains(route) { routes.append(route) }
  }

  /// Joins evidence that came later.
  package mutating func merge(_ other: Evidence) {
    count += other.count
    users += other.users
    if other.isAssumed { isAssumed = true }
    clients.merge(other.clients)
    for place in other.places where places.count < Examples.limit { places.append(place) }
    for route in other.routes where routes.count < Evidence.routeLimit && !routes.contains(route) {
      routes.append(route)
    }
  }

  /// The count with its noun, in the singular or the plural: `1 preflight was`, `3 preflights
  /// were`.
  ///
  /// What only its method makes a preflight is called so.
  func phrase(_ noun: String, _ one: String, _ many: String) -> String {
    if isAssumed, noun == "preflight" {
      return count == 1
        ? "1 OPTIONS request, taken for a preflight, \(one)"
        : "\(count) OPTIONS requests, taken for preflights, \(many)"
    }
    return count == 1 ? "1 \(noun) \(one)" : "\(count) \(noun)s \(many)"
  }

  /// The one route that it is about, or the target when there are several.
  func subject(target: UInt64, _ names: Names) -> String {
    let host = names.text(target)
    guard routes.count == 1, let route = routes.first else { return host }
    return host + names.text(route)
  }

  /// Whether all the routes that are known to show it are for everyone.
  func isPublic(_ target: UInt64, _ context: RuleContext) -> Bool {
    !routes.isEmpty && routes.allSatisfy { context.isPublic($0, of: target) }
  }

  /// The finding that this evidence makes.
  func finding(
    _ info: RuleInfo, target: UInt64, _ context: RuleContext,
    confidence: Confidence = .certain, severity: Severity? = nil, summary: String
  ) -> Finding {
    Finding(
      rule: info.id, severity: severity ?? info.severity,
      confidence: (isAssumed ? min(confidence, .inferred) : confidence).name,
      subject: subject(target: target, context.names), target: context.names.text(target),
      summary: summary, count: count,
      clients: clients.isEmpty ? nil : min(clients.count, count),
      evidence: places.map { place in
        Report.Evidence(
          source: context.inputs.indices.contains(place.position.source)
            ? context.inputs[place.position.source] : "",
          position: place.position.number, detail: place.detail)
      },
      why: info.why, mend: info.mend, snippets: info.snippets, cwe: info.cwe,
      isUnderProbe: count > 0 && users == 0)
  }
}

extension Evidence: Codable {
  private enum CodingKeys: String, CodingKey {
    case count, users, clients, places, routes, isAssumed
  }

  /// Reads what was encoded.
  ///
  /// - Throws: `DecodingError` where there are more places or routes than are kept.
  package init(from decoder: any Decoder) throws {
    self.init()
    let values = try decoder.container(keyedBy: CodingKeys.self)
    count = try values.decode(Int.self, forKey: .count)
    users = try values.decode(Int.self, forKey: .users)
    clients = try values.counter(.clients, like: clients)
    places = try values.list(.places, atMost: Examples.limit)
    routes = try values.list(.routes, atMost: Evidence.routeLimit)
    isAssumed = try values.decode(Bool.self, forKey: .isAssumed)
  }
}
