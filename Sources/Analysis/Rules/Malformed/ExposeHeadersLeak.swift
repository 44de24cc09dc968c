package import Traffic

/// Finds headers exposed that tell of the server's inside.
///
/// **What it finds.** An Access-Control-Expose-Headers with names of debugging or
/// infrastructure, or with Set-Cookie, which no page can read.
///
/// **Why it is bad.** Every page that is let in learns of servers, versions and internals that
/// it has no use for.
///
/// **Example.** `Access-Control-Expose-Headers: X-Powered-By, X-Debug-Token`.
///
/// **Instead.** Expose the headers that pages use, and no others.
package struct ExposeHeadersLeak: TableRule {
  package static let info = RuleInfo(
    id: "aceh-leak", section: .malformed, severity: .low,
    finds: "an Access-Control-Expose-Headers with names of debugging or infrastructure, or with "
      + "Set-Cookie, which no page can read",
    why: "every page that is let in learns of servers, versions and internals that it has no use "
      + "for",
    example: "Access-Control-Expose-Headers: X-Powered-By, X-Debug-Token",
    mend: "expose the headers that pages use, and no others",
    traps: "a page of your own that shows such a header on purpose",
    yieldsTo: [],
    cwe: [200, 497], snippets: Snippets.exposed,
    needs: FieldSet(.exposeHeaders))
  package static let interest: Facts = [.leakyExposure, .user]
  package var table = EvidenceTable()

  package init() {}

  package static func detail(_ exchange: borrowing ExchangeView) -> String {
    HeaderDetail.requestAnd(exchange, .exposeHeaders)
  }

  package static func summary(_ evidence: Evidence) -> String {
    evidence.phrase("response", "exposes", "expose") + " headers that tell of the server's inside"
  }
}
