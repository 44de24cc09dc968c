package import Traffic

/// Finds `*` together with `Access-Control-Allow-Credentials: true`.
///
/// **What it finds.** Access-Control-Allow-Origin: * together with
/// Access-Control-Allow-Credentials: true.
///
/// **Why it is bad.** Browsers refuse this pair for every request with credentials, so it never
/// does what it was meant to; echoing any Origin instead would open the resource to every site.
///
/// **Example.** `Access-Control-Allow-Origin: *`, `Access-Control-Allow-Credentials: true`.
///
/// **Instead.** Check the Origin against a list and send that one back with Vary: Origin, or
/// drop Access-Control-Allow-Credentials if no cookies are needed.
package struct WildcardWithCredentials: Rule {
  package static let info = RuleInfo(
    id: "wildcard-with-credentials", section: .trust, severity: .medium,
    finds: "Access-Control-Allow-Origin: * together with Access-Control-Allow-Credentials: true",
    why: "browsers refuse this pair for every request with credentials, so it never does what it "
      + "was meant to; echoing any Origin instead would open the resource to every site",
    example: "Access-Control-Allow-Origin: *\nAccess-Control-Allow-Credentials: true",
    mend: "check the Origin against a list and send that one back with Vary: Origin, or drop "
      + "Access-Control-Allow-Credentials if no cookies are needed",
    traps: "users without credentials are served as meant",
    yieldsTo: [],
    cwe: [942], snippets: Snippets.allowList,
    needs: FieldSet(.allowOrigin, .allowCredentials))
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
    pairs.entries(harmless: true).map { target, evidence, refused in
      evidence.finding(
        Self.info, target: target, context,
        summary: evidence.phrase("response", "allows", "allow") + " every origin and "
          + (evidence.count == 1 ? "claims" : "claim") + " to allow credentials"
          + (refused > 0 ? "; \(refused) of the requests had cookies, and were blocked" : ""))
    }
  }
}
