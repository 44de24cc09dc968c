package import Traffic

/// Finds preflights that are asked to authenticate.
///
/// **What it finds.** A preflight answered with 401; or with 403 although the same origin is let in
/// elsewhere on the host.
///
/// **Why it is bad.** A preflight never carries cookies or Authorization, so it can never pass, and
/// the request behind it is never sent.
///
/// **Example.** `OPTIONS /api/items 401`.
///
/// **Instead.** Let OPTIONS with Access-Control-Request-Method through before authentication.
package struct PreflightAuthRequired: Rule {
  package static let info = RuleInfo(
    id: "preflight-auth-required", severity: .high,
    finds: "a preflight answered with 401, or with 403 to an origin that is let in elsewhere",
    why: "a preflight never carries cookies or Authorization, so it can never pass, and the "
      + "request behind it is never sent",
    example: "OPTIONS /api/items 401",
    mend: "let OPTIONS with Access-Control-Request-Method through before authentication (nginx: "
      + "limit_except or a location for OPTIONS; frameworks: the CORS layer before the auth layer)",
    traps:
      "403 may be a refusal that is meant, and is counted only for origins that are let in elsewhere on the host",
    cwe: [], snippets: Snippets.preflight,
    needs: FieldSet(.method, .status))
  package static let interest: Facts = []

  private struct Guest: Sendable {
    var target: UInt64 = 0
    var isLetIn = false
    var forbidden = Evidence()
  }

  private var unauthorized = EvidenceTable()
  private var guests = HashTable<Guest>(limit: 20_000)

  package init() {}

  package mutating func observe(
    _ observation: Observation, _ exchange: borrowing ExchangeView, at position: Position
  ) {
    let isPreflight = observation.facts.contains(.preflight)
    if isPreflight, observation.status == 401 {
      unauthorized.add(observation, at: position) { HeaderDetail.request(exchange) }
      return
    }
    let isForbidden = isPreflight && observation.status == 403
    guard isForbidden || observation.judgement.outcome == .allowed, observation.origin != 0,
      let index = guests.index(
        of: (observation.target ^ observation.origin).mixed, initial: Guest())
    else { return }
    guests.values[index].target = observation.target
    if isForbidden {
      guests.values[index].forbidden.add(observation, at: position) {
        HeaderDetail.request(exchange) + HeaderDetail.suffix(exchange, .origin)
      }
    } else {
      guests.values[index].isLetIn = true
    }
  }

  package mutating func merge(_ other: PreflightAuthRequired) {
    unauthorized.merge(other.unauthorized)
    for (key, guest) in zip(other.guests.keys, other.guests.values) {
      guard let index = guests.index(of: key, initial: Guest()) else { continue }
      guests.values[index].target = guest.target
      guests.values[index].isLetIn = guests.values[index].isLetIn || guest.isLetIn
      guests.values[index].forbidden.merge(guest.forbidden)
    }
  }

  package func findings(_ names: Names, _ inputs: [String]) -> [Finding] {
    var found = unauthorized.findings(Self.info, names, inputs) { evidence in
      "\(evidence.phrase("preflight", "was", "were")) asked to authenticate (401)"
    }
    var forbidden: [UInt64: Evidence] = [:]
    var targets: [UInt64] = []
    for guest in guests.values where guest.isLetIn && guest.forbidden.count > 0 {
      if forbidden[guest.target] == nil { targets.append(guest.target) }
      forbidden[guest.target, default: Evidence()].merge(guest.forbidden)
    }
    for target in targets {
      guard let evidence = forbidden[target] else { continue }
      found.append(
        evidence.finding(
          Self.info, target: target, names, inputs, confidence: .inferred,
          summary: evidence.phrase("preflight", "was", "were")
            + " forbidden (403) to origins let in elsewhere"))
    }
    return found
  }
}
