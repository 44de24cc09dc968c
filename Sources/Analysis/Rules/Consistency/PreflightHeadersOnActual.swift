package import Traffic

/// Finds headers for preflights on other responses.
///
/// **What it finds.** Access-Control-Allow-Methods, -Allow-Headers or -Max-Age on a response
/// that answers no preflight.
///
/// **Why it is bad.** Browsers read them in answers to preflights only; elsewhere they are
/// bytes in every response.
///
/// **Example.** `GET /api/items 200`, `Access-Control-Allow-Methods: GET, POST`.
///
/// **Instead.** Send them with answers to OPTIONS only.
package struct PreflightHeadersOnActual: TableRule {
  package static let info = RuleInfo(
    id: "preflight-headers-on-actual", section: .consistency, severity: .info,
    finds: "Access-Control-Allow-Methods, -Allow-Headers or -Max-Age on a response that answers no "
      + "preflight",
    why: "browsers read them in answers to preflights only; elsewhere they are bytes in every "
      + "response",
    example: "GET /api/items 200\nAccess-Control-Allow-Methods: GET, POST",
    mend: "send them with answers to OPTIONS only",
    traps: "harmless: it costs bytes",
    yieldsTo: [],
    cwe: [], snippets: Snippets.preflightOnly,
    needs: FieldSet(.method, .allowMethods))
  package static let interest: Facts = [.preflightHeadersElsewhere, .user]
  package var table = EvidenceTable()

  package init() {}

  package static func detail(_ exchange: borrowing ExchangeView) -> String {
    HeaderDetail.requestAnd(exchange, .allowMethods, .allowHeaders, .maxAge)
  }

  package static func summary(_ evidence: Evidence) -> String {
    evidence.phrase("response", "carries", "carry") + " headers that only preflights need"
  }
}
