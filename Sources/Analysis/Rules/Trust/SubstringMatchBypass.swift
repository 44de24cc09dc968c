import Traffic

/// Finds foreign origins let in because they hold a trusted one.
///
/// **What it finds.** An origin let in that holds the name of a trusted host, or is it without
/// its first letter, and is another's.
///
/// **Why it is bad.** Whoever registers such a name can read these responses from it, with
/// credentials in the name of the logged-in user.
///
/// **Example.** `Origin: https://x.example.com.evil.test`, `Access-Control-Allow-Origin:
/// https://x.example.com.evil.test`.
///
/// **Instead.** Compare the whole origin; looking for a part of it lets anyone in.
package struct SubstringMatchBypass: DerivedRule {
  package static let info = RuleInfo(
    id: "substring-match-bypass", section: .trust, severity: .high,
    finds: "an origin let in that holds the name of a trusted host, or is it without its first "
      + "letter, and is another's",
    why: "whoever registers such a name can read these responses from it, with credentials in the "
      + "name of the logged-in user",
    example: "Origin: https://x.example.com.evil.test\nAccess-Control-Allow-Origin: "
      + "https://x.example.com.evil.test",
    mend: "compare the whole origin; looking for a part of it lets anyone in",
    traps: "a domain that is your own after all: name it with --trusted-origins",
    yieldsTo: [],
    cwe: [183], snippets: Snippets.allowList,
    needs: FieldSet(.origin, .allowOrigin, .allowCredentials))

  package init() {}

  package func findings(_ context: RuleContext) -> [Finding] {
    TrustEvidence(context: context, info: Self.info).findings { target, item in
      item.flaw == .substring && !target.covers(item)
    } confidence: { items in
      items.contains { !$0.hasUsers } ? .certain : .inferred
    } summary: { items in
      TrustEvidence.lookalikes(items, context, "resembles", "resemble", nil)
    }
  }
}
