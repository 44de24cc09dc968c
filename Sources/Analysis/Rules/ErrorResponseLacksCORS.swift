package import Traffic

/// Finds error responses without the CORS headers that successful ones carry.
///
/// **What it finds.** One route and origin: responses from 200 to 299 carry
/// Access-Control-Allow-Origin, those from 400 on do not.
///
/// **Why it is bad.** The page sees a network error instead of the status and the message, so its
/// error handling, and whoever reads its reports, is blind just when it matters.
///
/// **Example.** `GET /api/items 200` with the header, `GET /api/items 500` without.
///
/// **Instead.** Add the headers whatever the status: nginx `add_header … always`, and the error
/// templates of gateways.
package struct ErrorResponseLacksCORS: Rule {
  package static let info = RuleInfo(
    id: "error-response-lacks-cors", severity: .high,
    finds: "error responses without the CORS headers that the route's successful ones carry",
    why: "the page sees a network error instead of the status and the message, so its error "
      + "handling is blind just when it matters",
    example: "GET /api/items 200 with Access-Control-Allow-Origin\nGET /api/items 500 without",
    mend: "add the headers whatever the status: nginx add_header … always, Apache Header always "
      + "set, and the error templates of gateways",
    traps: "an error page of another host that stands in front",
    cwe: [], snippets: Snippets.always,
    needs: FieldSet(.origin, .status, .allowOrigin))
  package static let interest: Facts = [.actual]

  private struct Route: Sendable {
    var target: UInt64 = 0
    var route: UInt64 = 0
    var errors = Sightings()
    var statuses = StatusCounts()
  }

  /// The routes and origins of successes, and those of errors, by the same keys.
  private var good = HashTable<Bool>(limit: 50_000)
  private var routes = HashTable<Route>(limit: 20_000)

  package init() {}

  package mutating func observe(
    _ observation: Observation, _ exchange: borrowing ExchangeView, at position: Position
  ) {
    let facts = observation.facts
    let isGood = facts.isSuperset(of: [.success, .allowOrigin])
    let isBad = facts.isSuperset(of: [.error, .noAllowOrigin]) && observation.status != 499
    let key = (observation.route ^ observation.origin).mixed
    if isGood { _ = good.index(of: key, initial: true) }
    guard isBad, let index = routes.index(of: key, initial: Route()) else { return }
    routes.values[index].target = observation.target
    routes.values[index].route = observation.route
    routes.values[index].statuses.add(observation.status)
    routes.values[index].errors.add(observation, at: position)
  }

  package mutating func merge(_ other: ErrorResponseLacksCORS) {
    for key in other.good.keys { _ = good.index(of: key, initial: true) }
    for (key, route) in zip(other.routes.keys, other.routes.values) {
      guard let index = routes.index(of: key, initial: Route()) else { continue }
      routes.values[index].target = route.target
      routes.values[index].route = route.route
      routes.values[index].errors.merge(route.errors)
      routes.values[index].statuses.merge(route.statuses)
    }
  }

  package func findings(_ names: Names, _ inputs: [String]) -> [Finding] {
    var targets: [UInt64] = []
    var evidence: [UInt64: Evidence] = [:]
    var statuses: [UInt64: StatusCounts] = [:]
    for (key, route) in zip(routes.keys, routes.values) where good.index(of: key) != nil {
      if evidence[route.target] == nil { targets.append(route.target) }
      evidence[route.target, default: Evidence()].add(route.errors, route: route.route) { mark in
        "\(mark.status) on \(names.text(route.route)); no Access-Control-Allow-Origin"
      }
      statuses[route.target, default: StatusCounts()].merge(route.statuses)
    }
    return targets.compactMap { target in
      guard let errors = evidence[target], let counts = statuses[target] else { return nil }
      return errors.finding(
        Self.info, target: target, names, inputs,
        summary: errors.phrase("error response", "lacks", "lack")
          + " the CORS headers that successes carry "
          + "(\(counts.text))")
    }
  }
}
