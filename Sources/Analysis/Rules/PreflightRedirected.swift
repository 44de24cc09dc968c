import CORSEngine
package import Traffic

/// Finds preflights that are redirected.
///
/// **What it finds.** A preflight answered with a redirect.
///
/// **Why it is bad.** Browsers follow no redirect of a preflight: the request behind it is never
/// sent; usual causes are http to https, a missing trailing slash, or a login page.
///
/// **Example.** `OPTIONS /api/items 301`, `Location: https://api.example.com/api/items/`.
///
/// **Instead.** Call the final URL, and answer OPTIONS before anything redirects.
package struct PreflightRedirected: Rule {
  package static let info = RuleInfo(
    id: "preflight-redirected", severity: .high,
    finds: "a preflight answered with a redirect",
    why: "browsers follow no redirect of a preflight: the request behind it is never sent; "
      + "usual causes are http to https, a missing trailing slash, or a login page",
    example: "OPTIONS /api/items 301\nLocation: https://api.example.com/api/items/",
    mend: "call the final URL, and answer OPTIONS before anything redirects",
    traps: "none: no browser follows it",
    cwe: [], snippets: Snippets.preflight,
    needs: FieldSet(.method, .status))
  package static let interest: Facts = [.preflight, .redirect]
  private var table = EvidenceTable()

  package init() {}

  package mutating func observe(
    _ observation: Observation, _ exchange: borrowing ExchangeView, at position: Position
  ) {
    // A 304, or a 302 without Location, leads nowhere.
    guard observation.judgement.failed.contains(.preflightRedirect) else { return }
    table.add(observation, at: position) {
      HeaderDetail.request(exchange) + HeaderDetail.suffix(exchange, .location)
    }
  }

  package mutating func merge(_ other: PreflightRedirected) { table.merge(other.table) }

  package func findings(_ names: Names, _ inputs: [String]) -> [Finding] {
    table.findings(Self.info, names, inputs) { evidence in
      "\(evidence.phrase("preflight", "was", "were")) redirected"
    }
  }
}
