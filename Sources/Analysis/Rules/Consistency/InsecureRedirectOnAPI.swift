package import Traffic

/// Finds cross-origin requests to http that are sent on to https.
///
/// **What it finds.** A cross-origin request to http answered with a redirect to https on the
/// same host.
///
/// **Why it is bad.** Each call goes out readable once and takes a trip more, and calls that
/// need a preflight fail: browsers follow no redirect of a preflight.
///
/// **Example.** `GET http://api.example.com/items 301`, `Location:
/// https://api.example.com/items`.
///
/// **Instead.** Call https URLs, and send Strict-Transport-Security.
package struct InsecureRedirectOnAPI: TableRule {
  package static let info = RuleInfo(
    id: "http-to-https-redirect-on-api", section: .consistency, severity: .medium,
    finds: "a cross-origin request to http answered with a redirect to https on the same host",
    why: "each call goes out readable once and takes a trip more, and calls that need a preflight "
      + "fail: browsers follow no redirect of a preflight",
    example: "GET http://api.example.com/items 301\nLocation: https://api.example.com/items",
    mend: "call https URLs, and send Strict-Transport-Security",
    traps: "browsers that know the host's Strict-Transport-Security never ask over http",
    yieldsTo: [],
    cwe: [319], snippets: Snippets.secure,
    needs: FieldSet(.origin, .status, .location))
  package static let interest: Facts = [.actual, .redirect, .location, .user]
  package var table = EvidenceTable()

  package init() {}

  package static func sight(
    _ observation: Observation, _ exchange: borrowing ExchangeView
  ) -> Bool { RedirectTarget.isUpgrade(exchange) }

  package static func detail(_ exchange: borrowing ExchangeView) -> String {
    HeaderDetail.requestAnd(exchange, .location)
  }

  package static func summary(_ evidence: Evidence) -> String {
    evidence.phrase("cross-origin request", "was", "were") + " sent on from http to https"
  }
}
