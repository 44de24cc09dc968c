import Traffic

/// Finds foreign origins let in because a dot of a pattern stood for any letter.
///
/// **What it finds.** An origin let in that differs from a trusted one only where that has
/// dots.
///
/// **Why it is bad.** Whoever registers such a name can read these responses from it, with
/// credentials in the name of the logged-in user.
///
/// **Example.** `Origin: https://appxexample.com`, `Access-Control-Allow-Origin:
/// https://appxexample.com`.
///
/// **Instead.** Write \. for each dot of a regular expression, or compare the whole origin.
package struct UnescapedDotMatch: DerivedRule {
  package static let info = RuleInfo(
    id: "unescaped-dot-match", section: .trust, severity: .high,
    finds: "an origin let in that differs from a trusted one only where that has dots",
    why: "whoever registers such a name can read these responses from it, with credentials in the "
      + "name of the logged-in user",
    example:
      "Origin: https://appxexample.com\nAccess-Control-Allow-Origin: https://appxexample.com",
    mend: "write \\. for each dot of a regular expression, or compare the whole origin",
    traps: "a domain that is your own after all: name it with --trusted-origins",
    yieldsTo: [],
    cwe: [625], snippets: Snippets.allowList,
    needs: FieldSet(.origin, .allowOrigin, .allowCredentials))

  package init() {}

  package func findings(_ context: RuleContext) -> [Finding] {
    TrustEvidence(context: context, info: Self.info).findings { target, item in
      item.flaw == .unescapedDot && !target.covers(item)
    } confidence: { items in
      items.contains { !$0.hasUsers } ? .certain : .inferred
    } summary: { items in
      TrustEvidence.lookalikes(items, context, "differs", "differ", "only at dots from")
    }
  }
}
