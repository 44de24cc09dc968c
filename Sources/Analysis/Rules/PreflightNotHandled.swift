package import Traffic

/// Finds preflights that nothing on the server handles.
///
/// **What it finds.** A preflight answered with 404, 405 or 501.
///
/// **Why it is bad.** The route exists for the real method, but nothing answers OPTIONS there, so
/// browsers never send the request.
///
/// **Example.** `OPTIONS /api/items 405`.
///
/// **Instead.** Answer OPTIONS on every route that pages of other origins call, with 204 and the
/// CORS headers.
package struct PreflightNotHandled: Rule {
  package static let info = RuleInfo(
    id: "preflight-not-handled", severity: .high,
    finds: "a preflight answered with 404, 405 or 501",
    why: "the route exists for the real method, but nothing answers OPTIONS there, so "
      + "browsers never send the request",
    example: "OPTIONS /api/items 405",
    mend: "answer OPTIONS on every route that pages of other origins call, with 204 and the "
      + "CORS headers",
    traps: "the route may be absent for every method",
    cwe: [], snippets: Snippets.preflight,
    needs: FieldSet(.method, .status))
  package static let interest: Facts = [.preflight, .error]
  private var table = EvidenceTable()

  package init() {}

  package mutating func observe(
    _ observation: Observation, _ exchange: borrowing ExchangeView, at position: Position
  ) {
    guard [404, 405, 501].contains(observation.status) else { return }
    table.add(observation, at: position) {
      HeaderDetail.request(exchange)
    }
  }

  package mutating func merge(_ other: PreflightNotHandled) { table.merge(other.table) }

  package func findings(_ names: Names, _ inputs: [String]) -> [Finding] {
    table.findings(Self.info, names, inputs) { evidence in
      "\(evidence.phrase("preflight", "met", "met")) no handler for OPTIONS"
    }
  }
}
