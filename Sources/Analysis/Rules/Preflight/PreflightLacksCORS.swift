package import Traffic

/// Finds preflights answered without CORS headers where requests get them.
///
/// **What it finds.** A preflight answered with 2xx and no Access-Control-Allow-Origin, on a
/// route whose other responses have it.
///
/// **Why it is bad.** Something answers OPTIONS that knows nothing of CORS, so the request
/// behind it is never sent.
///
/// **Example.** `OPTIONS /api/items 204 without Access-Control-Allow-Origin`, `GET /api/items
/// 200 with it`.
///
/// **Instead.** Let the layer that adds the headers answer OPTIONS too.
package struct PreflightLacksCORS: Rule {
  package static let info = RuleInfo(
    id: "preflight-lacks-cors", section: .preflight, severity: .high,
    finds: "a preflight answered with 2xx and no Access-Control-Allow-Origin, on a route whose "
      + "other responses have it",
    why: "something answers OPTIONS that knows nothing of CORS, so the request behind it is never "
      + "sent",
    example:
      "OPTIONS /api/items 204 without Access-Control-Allow-Origin\nGET /api/items 200 with it",
    mend: "let the layer that adds the headers answer OPTIONS too",
    traps: "an answer to OPTIONS that a CDN kept from another client",
    yieldsTo: [],
    cwe: [], snippets: Snippets.preflight,
    needs: FieldSet(.method, .status, .requestMethod, .allowOrigin))
  package static let interest: Facts = [.preflight, .success, .noAllowOrigin, .user]

  private struct Route: Sendable, Codable {
    var target: UInt64 = 0
    var seen = Sightings()
  }

  private var routes = HashTable<Route>(limit: 2_000)

  package init() {}

  package mutating func observe(
    _ observation: Observation, _ exchange: borrowing ExchangeView, at position: Position
  ) {
    guard let index = routes.index(of: observation.route, initial: Route()) else { return }
    routes.values[index].target = observation.target
    routes.values[index].seen.add(observation, at: position)
  }

  package mutating func merge(_ other: Self) {
    for (key, route) in zip(other.routes.keys, other.routes.values) {
      guard let index = routes.index(of: key, initial: Route()) else { continue }
      routes.values[index].target = route.target
      routes.values[index].seen.merge(route.seen)
    }
  }

  package func findings(_ context: RuleContext) -> [Finding] {
    let carrying = context.policies.carryingRoutes
    var table: [UInt64: Evidence] = [:]
    var targets: [UInt64] = []
    for (key, route) in zip(routes.keys, routes.values) where carrying.contains(key) {
      if table[route.target] == nil { targets.append(route.target) }
      table[route.target, default: Evidence()].add(route.seen, route: key) { mark in
        "\(mark.status) to a preflight; no Access-Control-Allow-Origin"
      }
    }
    return targets.compactMap { target in
      table[target].map { evidence in
        evidence.finding(
          Self.info, target: target, context,
          summary: evidence.phrase("preflight", "got", "got")
            + " no CORS headers where other responses have them")
      }
    }
  }
}
