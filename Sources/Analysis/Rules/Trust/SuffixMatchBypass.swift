import Traffic

/// Finds foreign origins let in because they end like a trusted one.
///
/// **What it finds.** An origin let in that ends with the name of a trusted host and is of
/// another registrable domain.
///
/// **Why it is bad.** Whoever registers such a name can read these responses from it, with
/// credentials in the name of the logged-in user.
///
/// **Example.** `Origin: https://evilexample.com`, `Access-Control-Allow-Origin:
/// https://evilexample.com`.
///
/// **Instead.** Compare the whole origin, or the ending with its leading dot: .example.com, not
/// example.com.
package struct SuffixMatchBypass: DerivedRule {
  package static let info = RuleInfo(
    id: "suffix-match-bypass", section: .trust, severity: .high,
    finds: "an origin let in that ends with the name of a trusted host and is of another "
      + "registrable domain",
    why: "whoever registers such a name can read these responses from it, with credentials in the "
      + "name of the logged-in user",
    example:
      "Origin: https://evilexample.com\nAccess-Control-Allow-Origin: https://evilexample.com",
    mend: "compare the whole origin, or the ending with its leading dot: .example.com, not "
      + "example.com",
    traps: "a domain that is your own after all: name it with --trusted-origins",
    yieldsTo: [],
    cwe: [625, 183], snippets: Snippets.allowList,
    needs: FieldSet(.origin, .allowOrigin, .allowCredentials))

  package init() {}

  package func findings(_ context: RuleContext) -> [Finding] {
    TrustEvidence(context: context, info: Self.info).findings { target, item in
      item.flaw == .suffix && !target.covers(item)
    } confidence: { items in
      items.contains { !$0.hasUsers } ? .certain : .inferred
    } summary: { items in
      TrustEvidence.lookalikes(items, context, "ends", "end", "like")
    }
  }
}
