import CORSEngine
package import Traffic

/// Finds preflights that are redirected.
///
/// **What it finds.** A preflight answered with a redirect.
///
/// **Why it is bad.** Browsers follow no redirect of a preflight: the request behind it is
/// never sent; usual causes are http to https, a missing trailing slash, or a login page.
///
/// **Example.** `OPTIONS /api/items 301`, `Location: https://api.example.com/api/items/`.
///
/// **Instead.** Call the final URL, and answer OPTIONS before anything redirects.
package struct PreflightRedirected: TableRule {
  package static let info = RuleInfo(
    id: "preflight-redirected", section: .preflight, severity: .high,
    finds: "a preflight answered with a redirect",
    why: "browsers follow no redirect of a preflight: the request behind it is never sent; usual "
      + "causes are http to https, a missing trailing slash, or a login page",
    example: "OPTIONS /api/items 301\nLocation: https://api.example.com/api/items/",
    mend: "call the final URL, and answer OPTIONS before anything redirects",
    traps: "none: no browser follows it",
    yieldsTo: [],
    cwe: [], snippets: Snippets.preflight,
    needs: FieldSet(.method, .status))
  package static let interest: Facts = [.preflight, .redirect, .user]
  package var table = EvidenceTable()

  package init() {}

  package static func sight(
    _ observation: Observation, _ exchange: borrowing ExchangeView
  ) -> Bool {
    // A 304, or a 302 without Location, leads nowhere.
    observation.judgement.failed.contains(.preflightRedirect)
  }

  package static func detail(_ exchange: borrowing ExchangeView) -> String {
    HeaderDetail.request(exchange) + HeaderDetail.suffix(exchange, .location)
  }

  package static func summary(_ evidence: Evidence) -> String {
    "\(evidence.phrase("preflight", "was", "were")) redirected"
  }
}
