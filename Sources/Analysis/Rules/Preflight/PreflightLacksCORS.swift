package import Traffic

/// Finds preflights answered without CORS headers where requests get them.
///
/// **What it finds.** A preflight of an origin that is let in, answered with 2xx and no
/// Access-Control-Allow-Origin, on a route whose other responses have it.
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
    finds: "a preflight of an origin that is let in, answered with 2xx and no "
      + "Access-Control-Allow-Origin, on a route whose other responses have it",
    why: "something answers OPTIONS that knows nothing of CORS, so the request behind it is never "
      + "sent",
    example:
      "OPTIONS /api/items 204 without Access-Control-Allow-Origin\nGET /api/items 200 with it",
    mend: "let the layer that adds the headers answer OPTIONS too",
    traps: "an answer to OPTIONS that a CDN kept from another client; servers refuse origins that "
      + "are on no list in just this way",
    yieldsTo: [],
    cwe: [], snippets: Snippets.preflight,
    needs: FieldSet(.method, .status, .requestMethod, .allowOrigin))
  package static let interest: Facts = [.preflight, .success, .noAllowOrigin, .user]

  private struct Guest: Sendable, Codable {
    var target: UInt64 = 0
    var route: UInt64 = 0
    var origin: UInt64 = 0
    var seen = Sightings()
  }

  /// By route and origin.
  private var guests = HashTable<Guest>(limit: 2_000)
  /// Strangers that come once must not take the places of those that are let in.
  private var admission = Admission(least: 3)

  private enum CodingKeys: String, CodingKey { case guests }

  package init() {}

  package mutating func observe(
    _ observation: Observation, _ exchange: borrowing ExchangeView, at position: Position
  ) {
    guard
      let index = guests.index(
        of: (observation.route ^ observation.origin).mixed, through: &admission, initial: Guest())
    else { return }
    guests.values[index].target = observation.target
    guests.values[index].route = observation.route
    guests.values[index].origin = observation.origin
    guests.values[index].seen.add(observation, at: position)
  }

  package mutating func merge(_ other: Self) {
    for (key, guest) in zip(other.guests.keys, other.guests.values) {
      guard let index = guests.index(of: key, initial: Guest()) else { continue }
      guests.values[index].target = guest.target
      guests.values[index].route = guest.route
      guests.values[index].origin = guest.origin
      guests.values[index].seen.merge(guest.seen)
    }
  }

  package func findings(_ context: RuleContext) -> [Finding] {
    let known = context.guests
    var table: [UInt64: Evidence] = [:]
    var targets: [UInt64] = []
    for place in guests.values.indices
    where known.carryingRoutes.contains(guests.values[place].route) {
      let guest = guests.values[place]
      // Whom the host lets in nowhere, it may mean to keep out.
      guard
        guest.origin == 0 || known.openRoutes.contains(guest.route)
          || known.carryingPairs.contains(guest.route ^ guest.origin)
          || known.letIn.contains(guest.target ^ guest.origin)
      else { continue }
      if table[guest.target] == nil { targets.append(guest.target) }
      table[guest.target, default: Evidence()].add(guest.seen, route: guest.route) { mark in
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
