package import Traffic

/// Finds preflights answered with a server's error or limit.
///
/// **What it finds.** A preflight answered with 5xx or 429.
///
/// **Why it is bad.** The preflight fails, and with it the request that was never sent; limits
/// that count preflights strike users twice as fast.
///
/// **Example.** `OPTIONS /api/items 503`.
///
/// **Instead.** Answer preflights before the application and the limiter see them.
package struct PreflightServerError: TableRule {
  package static let info = RuleInfo(
    id: "preflight-server-error", section: .preflight, severity: .high,
    finds: "a preflight answered with 5xx or 429",
    why: "the preflight fails, and with it the request that was never sent; limits that count "
      + "preflights strike users twice as fast",
    example: "OPTIONS /api/items 503",
    mend: "answer preflights before the application and the limiter see them",
    traps: "an outage that strikes every method alike",
    yieldsTo: [],
    cwe: [], snippets: Snippets.preflight,
    needs: FieldSet(.method, .status))
  package static let interest: Facts = [.preflight, .error, .user]
  package var table = EvidenceTable()

  package init() {}

  package static func sight(
    _ observation: Observation, _ exchange: borrowing ExchangeView
  ) -> Bool {
    observation.status == 429 || observation.status >= 500 && observation.status != 501
  }

  package static func detail(_ exchange: borrowing ExchangeView) -> String {
    HeaderDetail.request(exchange)
  }

  package static func summary(_ evidence: Evidence) -> String {
    "\(evidence.phrase("preflight", "was", "were")) answered with an error of the server, or refused "
      + "as too many"
  }
}
