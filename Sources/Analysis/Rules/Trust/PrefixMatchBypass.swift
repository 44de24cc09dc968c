import Traffic

/// Finds foreign origins let in because they begin like a trusted one.
///
/// **What it finds.** An origin let in that begins with the name of a trusted host and goes on.
///
/// **Why it is bad.** Whoever registers such a name can read these responses from it, with
/// credentials in the name of the logged-in user.
///
/// **Example.** `Origin: https://example.com.evil.test`, `Access-Control-Allow-Origin:
/// https://example.com.evil.test`.
///
/// **Instead.** Compare the whole origin; a regular expression needs ^ in front and $ behind.
package struct PrefixMatchBypass: DerivedRule {
  package static let info = RuleInfo(
    id: "prefix-match-bypass", section: .trust, severity: .high,
    finds: "an origin let in that begins with the name of a trusted host and goes on",
    why: "whoever registers such a name can read these responses from it, with credentials in the "
      + "name of the logged-in user",
    example: "Origin: https://example.com.evil.test\nAccess-Control-Allow-Origin: "
      + "https://example.com.evil.test",
    mend: "compare the whole origin; a regular expression needs ^ in front and $ behind",
    traps: "a domain that is your own after all: name it with --trusted-origins",
    yieldsTo: [],
    cwe: [625], snippets: Snippets.allowList,
    needs: FieldSet(.origin, .allowOrigin, .allowCredentials))

  package init() {}

  package func findings(_ context: RuleContext) -> [Finding] {
    TrustEvidence(context: context, info: Self.info).findings { target, item in
      item.flaw == .prefix && !target.covers(item)
    } confidence: { items in
      items.contains { !$0.hasUsers } ? .certain : .inferred
    } summary: { items in
      TrustEvidence.lookalikes(items, context, "begins", "begin", "like")
    }
  }
}
