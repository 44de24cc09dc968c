package import Traffic

/// Finds preflights that are asked to authenticate.
///
/// **What it finds.** A preflight answered with 401, or with 403 to an origin that is let in
/// elsewhere on the host.
///
/// **Why it is bad.** A preflight never carries cookies or Authorization, so it can never pass,
/// and the request behind it is never sent.
///
/// **Example.** `OPTIONS /api/items 401`.
///
/// **Instead.** Let OPTIONS with Access-Control-Request-Method through before authentication
/// (nginx: limit_except or a location for OPTIONS; frameworks: the CORS layer before the auth
/// layer).
package struct PreflightAuthRequired: Rule {
  package static let info = RuleInfo(
    id: "preflight-auth-required", section: .preflight, severity: .high,
    finds:
      "a preflight answered with 401, or with 403 to an origin that is let in elsewhere on the "
      + "host",
    why: "a preflight never carries cookies or Authorization, so it can never pass, and the "
      + "request behind it is never sent",
    example: "OPTIONS /api/items 401",
    mend: "let OPTIONS with Access-Control-Request-Method through before authentication (nginx: "
      + "limit_except or a location for OPTIONS; frameworks: the CORS layer before the auth "
      + "layer)",
    traps: "403 may be a refusal that is meant, and counts only for origins that are let in "
      + "elsewhere on the host",
    yieldsTo: [],
    cwe: [], snippets: Snippets.preflight,
    needs: FieldSet(.method, .status))
  package static let interest: Facts = [.preflight, .error, .user]

  private struct Guest: Sendable, Codable {
    var target: UInt64 = 0
    var origin: UInt64 = 0
    var forbidden = Evidence()
  }

  private var unauthorized = EvidenceTable()
  private var guests = HashTable<Guest>(limit: 2_000)

  package init() {}

  package mutating func observe(
    _ observation: Observation, _ exchange: borrowing ExchangeView, at position: Position
  ) {
    if observation.status == 401 {
      unauthorized.add(observation, at: position) { HeaderDetail.request(exchange) }
      return
    }
    guard observation.status == 403, observation.origin != 0,
      let index = guests.index(
        of: (observation.target ^ observation.origin).mixed, initial: Guest())
    else { return }
    guests.values[index].target = observation.target
    guests.values[index].origin = observation.origin
    guests.values[index].forbidden.add(observation, at: position) {
      HeaderDetail.requestAnd(exchange, .origin)
    }
  }

  package mutating func merge(_ other: Self) {
    unauthorized.merge(other.unauthorized)
    for (key, guest) in zip(other.guests.keys, other.guests.values) {
      guard let index = guests.index(of: key, initial: Guest()) else { continue }
      guests.values[index].target = guest.target
      guests.values[index].origin = guest.origin
      guests.values[index].forbidden.merge(guest.forbidden)
    }
  }

  package func findings(_ context: RuleContext) -> [Finding] {
    let found = unauthorized.findings(Self.info, context) { evidence in
      "\(evidence.phrase("preflight", "was", "were")) asked to authenticate (401)"
    }
    let letIn = context.guests.letIn
    var forbidden: [UInt64: Evidence] = [:]
    var targets: [UInt64] = []
    for guest in guests.values where letIn.contains(guest.target ^ guest.origin) {
      if forbidden[guest.target] == nil { targets.append(guest.target) }
      forbidden[guest.target, default: Evidence()].merge(guest.forbidden)
    }
    return found
      + targets.compactMap { target in
        forbidden[target].map { evidence in
          evidence.finding(
            Self.info, target: target, context, confidence: .inferred,
            summary: evidence.phrase("preflight", "was", "were")
              + " forbidden (403) to origins let in elsewhere")
        }
      }
  }
}
