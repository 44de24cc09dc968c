package import Traffic

/// Finds responses that differ by Origin and do not say so.
///
/// **What it finds.** On one route Access-Control-Allow-Origin differs between requests, or is there
/// only when Origin was sent, and some response lacks `Vary: Origin`.
///
/// **Why it is bad.** A cache may give one origin the response made for another, which the browser
/// then blocks; it happens at random and is hard to find.
///
/// **Example.** `Access-Control-Allow-Origin: https://a.example.com` to one request and
/// `https://b.example.com` to the next, without Vary.
///
/// **Instead.** Send `Vary: Origin` on every response of the route, those without Origin included.
package struct MissingVaryOrigin: Rule {
  package static let info = RuleInfo(
    id: "missing-vary-origin", severity: .medium,
    finds: "responses whose Access-Control-Allow-Origin depends on the request, without "
      + "Vary: Origin",
    why: "a cache may give one origin the response made for another, which the browser then "
      + "blocks; it happens at random and is hard to find",
    example: "Access-Control-Allow-Origin: https://a.example.com to one request, "
      + "https://b.example.com to the next, and no Vary",
    mend: "send Vary: Origin on every response of the route, those without Origin included",
    traps: "a value that is the same for everyone needs no Vary, nor does what no cache may keep",
    cwe: [524, 525], snippets: Snippets.vary,
    needs: FieldSet(.origin, .allowOrigin, .vary))
  package static let interest: Facts = [.varyObserved]

  private struct Route: Sendable {
    var target: UInt64 = 0
    var value: UInt64 = 0
    var differs = false
    var seen = Sightings()
  }

  /// The routes that granted, and those that withheld the header from some request.
  private var routes = HashTable<Route>(limit: 20_000)
  private var withheld = HashTable<Bool>(limit: 50_000)

  package init() {}

  package mutating func observe(
    _ observation: Observation, _ exchange: borrowing ExchangeView, at position: Position
  ) {
    let facts = observation.facts
    guard facts.contains(.success), !facts.contains(.preflight) else { return }
    if facts.contains(.noAllowOrigin) { _ = withheld.index(of: observation.route, initial: true) }
    guard facts.contains(.allowOrigin),
      let index = routes.index(of: observation.route, initial: Route())
    else { return }
    routes.values[index].target = observation.target
    if routes.values[index].value == 0 { routes.values[index].value = observation.allowOrigin }
    if routes.values[index].value != observation.allowOrigin {
      routes.values[index].differs = true
    }
    guard !facts.contains(.variesOnOrigin) else { return }
    routes.values[index].seen.add(observation, at: position)
  }

  package mutating func learn(_ bystanders: Bystanders) {
    for route in bystanders.routes { _ = withheld.index(of: route, initial: true) }
  }

  package mutating func merge(_ other: MissingVaryOrigin) {
    for key in other.withheld.keys { _ = withheld.index(of: key, initial: true) }
    for (key, route) in zip(other.routes.keys, other.routes.values) {
      guard let index = routes.index(of: key, initial: Route()) else { continue }
      routes.values[index].target = route.target
      let mine = routes.values[index].value
      routes.values[index].differs =
        routes.values[index].differs || route.differs
        || (mine != 0 && route.value != 0 && mine != route.value)
      if mine == 0 { routes.values[index].value = route.value }
      routes.values[index].seen.merge(route.seen)
    }
  }

  package func findings(_ names: Names, _ inputs: [String]) -> [Finding] {
    var targets: [UInt64] = []
    var byTarget: [UInt64: Evidence] = [:]
    for (key, route) in zip(routes.keys, routes.values)
    where route.seen.count > 0 && (route.differs || withheld.index(of: key) != nil) {
      if byTarget[route.target] == nil { targets.append(route.target) }
      byTarget[route.target, default: Evidence()].add(route.seen, route: key) { mark in
        let origin = mark.origin == 0 ? "no Origin" : "Origin: \(names.text(mark.origin))"
        return "\(origin); Vary does not name Origin"
      }
    }
    return targets.compactMap { target in
      guard let evidence = byTarget[target] else { return nil }
      return evidence.finding(
        Self.info, target: target, names, inputs,
        summary: evidence.phrase("response", "depends", "depend")
          + " on Origin without saying so in Vary")
    }
  }
}
