package import Traffic

/// Finds `*` on pages with cookies.
///
/// **What it finds.** Access-Control-Allow-Origin: * on an HTML page that sets a cookie.
///
/// **Why it is bad.** The header was set for the whole server, and every site may read pages
/// that were made for one user's first visit.
///
/// **Example.** `Content-Type: text/html`, `Set-Cookie: session=…`,
/// `Access-Control-Allow-Origin: *`.
///
/// **Instead.** Send the header for the paths that need it.
package struct CORSOnHTML: TableRule {
  package static let info = RuleInfo(
    id: "cors-on-html-or-static", section: .consistency, severity: .info,
    finds: "Access-Control-Allow-Origin: * on an HTML page that sets a cookie",
    why: "the header was set for the whole server, and every site may read pages that were made "
      + "for one user's first visit",
    example: "Content-Type: text/html\nSet-Cookie: session=…\nAccess-Control-Allow-Origin: *",
    mend: "send the header for the paths that need it",
    traps: "fonts and other static files, for which * is right",
    yieldsTo: ["wildcard-on-private-data"],
    cwe: [942], snippets: Snippets.allowList,
    needs: FieldSet(.allowOrigin))
  package static let interest: Facts = [.wildcard, .html, .setsCookie, .success, .user]
  package var table = EvidenceTable()

  package init() {}

  package static func sight(
    _ observation: Observation, _ exchange: borrowing ExchangeView
  ) -> Bool { !observation.facts.contains(.changesState) }

  package static func detail(_ exchange: borrowing ExchangeView) -> String {
    HeaderDetail.requestAnd(exchange, .allowOrigin) + "; HTML, and a cookie is set"
  }

  package static func summary(_ evidence: Evidence) -> String {
    evidence.phrase("page", "with a cookie is", "with cookies are") + " given to every origin"
  }

  package func findings(_ context: RuleContext) -> [Finding] {
    table.findings(Self.info, context, summary: Self.summary) { !$1.isPublic($0, context) }
  }
}
