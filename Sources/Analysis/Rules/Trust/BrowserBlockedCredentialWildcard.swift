package import Traffic

/// Finds requests with cookies that `*` blocked.
///
/// **What it finds.** Requests with cookies answered with Access-Control-Allow-Origin: * and
/// Access-Control-Allow-Credentials: true.
///
/// **Why it is bad.** Browsers keep such a response from the page: whoever is logged in is
/// blocked, and only they.
///
/// **Example.** `Cookie: session=…`, `Access-Control-Allow-Origin: *`,
/// `Access-Control-Allow-Credentials: true`.
///
/// **Instead.** Send the request's own Origin back if it is on a list, with Vary: Origin.
package struct BrowserBlockedCredentialWildcard: Rule {
  package static let info = RuleInfo(
    id: "browser-blocked-credential-wildcard", section: .trust, severity: .info,
    finds: "requests with cookies answered with Access-Control-Allow-Origin: * and "
      + "Access-Control-Allow-Credentials: true",
    why: "browsers keep such a response from the page: whoever is logged in is blocked, and only "
      + "they",
    example: "Cookie: session=…\nAccess-Control-Allow-Origin: *\nAccess-Control-Allow-Credentials: "
      + "true",
    mend: "send the request's own Origin back if it is on a list, with Vary: Origin",
    traps: "none: the cookie shows that credentials were meant",
    yieldsTo: [],
    cwe: [], snippets: Snippets.allowList,
    needs: FieldSet(.allowOrigin, .allowCredentials, .hasCookie))
  package static let interest: Facts = [.wildcard, .credentialsTrue, .user]

  private var pairs = WildcardPairs()

  package init() {}

  package mutating func observe(
    _ observation: Observation, _ exchange: borrowing ExchangeView, at position: Position
  ) {
    pairs.observe(observation, exchange, at: position)
  }

  package mutating func merge(_ other: Self) { pairs.merge(other.pairs) }

  package func findings(_ context: RuleContext) -> [Finding] {
    pairs.entries(harmless: false).map { target, evidence, _ in
      evidence.finding(
        Self.info, target: target, context,
        summary: evidence.phrase("request", "with cookies was", "with cookies were")
          + " blocked because every origin is let in")
    }
  }
}
