package import Traffic

/// Finds preflights that nothing on the server handles.
///
/// **What it finds.** A preflight answered with 404, 405 or 501.
///
/// **Why it is bad.** The route exists for the real method, but nothing answers OPTIONS there,
/// so browsers never send the request.
///
/// **Example.** `OPTIONS /api/items 405`.
///
/// **Instead.** Answer OPTIONS on every route that pages of other origins call, with 204 and
/// the CORS headers.
package struct PreflightNotHandled: Rule {
  package static let info = RuleInfo(
    id: "preflight-not-handled", section: .preflight, severity: .high,
    finds: "a preflight answered with 404, 405 or 501",
    why: "the route exists for the real method, but nothing answers OPTIONS there, so browsers "
      + "never send the request",
    example: "OPTIONS /api/items 405",
    mend: "answer OPTIONS on every route that pages of other origins call, with 204 and the CORS "
      + "headers",
    traps: "the route may be absent for every method",
    yieldsTo: [],
    cwe: [], snippets: Snippets.preflight,
    needs: FieldSet(.method, .status))
  package static let interest: Facts = [.preflight, .error, .user]

  private struct Route: Sendable, Codable {
    var target: UInt64 = 0
    var evidence = Evidence()
  }

  /// By route, apart by whether the route itself may be absent.
  private var unhandled = HashTable<Route>(limit: 2_000)
  private var missing = HashTable<Route>(limit: 2_000)

  package init() {}

  package mutating func observe(
    _ observation: Observation, _ exchange: borrowing ExchangeView, at position: Position
  ) {
    switch observation.status {
    case 405, 501: Self.add(observation, exchange, position, &unhandled)
    case 404: Self.add(observation, exchange, position, &missing)
    default: break
    }
  }

  private static func add(
    _ observation: Observation, _ exchange: borrowing ExchangeView, _ position: Position,
    _ table: inout HashTable<Route>
  ) {
    guard let index = table.index(of: observation.route, initial: Route()) else { return }
    table.values[index].target = observation.target
    table.values[index].evidence.add(observation, at: position) { HeaderDetail.request(exchange) }
  }

  package mutating func merge(_ other: Self) {
    Self.merge(other.unhandled, &unhandled)
    Self.merge(other.missing, &missing)
  }

  private static func merge(_ other: HashTable<Route>, _ table: inout HashTable<Route>) {
    for (key, route) in zip(other.keys, other.values) {
      guard let index = table.index(of: key, initial: Route()) else { continue }
      table.values[index].target = route.target
      table.values[index].evidence.merge(route.evidence)
    }
  }

  package func findings(_ context: RuleContext) -> [Finding] {
    let absent = context.policies.absentRoutes
    var table: [UInt64: Evidence] = [:]
    var targets: [UInt64] = []
    let there = zip(missing.keys, missing.values).filter { !absent.contains($0.0) }.map(\.1)
    for route in unhandled.values + there {
      if table[route.target] == nil { targets.append(route.target) }
      table[route.target, default: Evidence()].merge(route.evidence)
    }
    return targets.compactMap { target in
      table[target].map { evidence in
        evidence.finding(
          Self.info, target: target, context,
          summary: "\(evidence.phrase("preflight", "met", "met")) no handler for OPTIONS")
      }
    }
  }
}
