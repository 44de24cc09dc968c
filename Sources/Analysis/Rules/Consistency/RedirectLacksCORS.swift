import CORSEngine
package import Traffic

/// Finds redirects of cross-origin requests without CORS headers.
///
/// **What it finds.** A redirect of a cross-origin request whose Access-Control-Allow-Origin is
/// missing or does not fit.
///
/// **Why it is bad.** The redirect itself must pass the CORS check, or the browser does not
/// follow it, however right the target's headers are.
///
/// **Example.** `GET /api/items 302 without Access-Control-Allow-Origin`, `Location:
/// /api/v2/items`.
///
/// **Instead.** Add the headers to redirects, or call the final URL.
package struct RedirectLacksCORS: TableRule {
  package static let info = RuleInfo(
    id: "redirect-lacks-cors", section: .consistency, severity: .high,
    finds: "a redirect of a cross-origin request whose Access-Control-Allow-Origin is missing or "
      + "does not fit",
    why: "the redirect itself must pass the CORS check, or the browser does not follow it, "
      + "however right the target's headers are",
    example: "GET /api/items 302 without Access-Control-Allow-Origin\nLocation: /api/v2/items",
    mend: "add the headers to redirects, or call the final URL",
    traps: "redirects of pages that are navigated to",
    yieldsTo: [],
    cwe: [], snippets: Snippets.always,
    needs: FieldSet(.origin, .status, .allowOrigin))
  package static let interest: Facts = [.actual, .blocked, .redirect, .user]
  package var table = EvidenceTable()

  package init() {}

  package static func sight(
    _ observation: Observation, _ exchange: borrowing ExchangeView
  ) -> Bool {
    // From http to https is a cause of its own; what is malformed everywhere is, too.
    observation.judgement.phase == .redirect && !RedirectTarget.isUpgrade(exchange)
      && observation.facts.isDisjoint(with: .malformedOrigin)
  }

  package static func detail(_ exchange: borrowing ExchangeView) -> String {
    HeaderDetail.requestAnd(exchange, .location) + HeaderDetail.suffix(exchange, .allowOrigin)
  }

  package static func summary(_ evidence: Evidence) -> String {
    evidence.phrase("redirect", "of a cross-origin request fails", "of cross-origin requests fail")
      + " the CORS check"
  }
}
