import Traffic

/// Finds endpoints that let in every name under a public suffix.
///
/// **What it finds.** Two or more unrelated names let in under one suffix where anyone can have
/// a name.
///
/// **Why it is bad.** It looks like a wildcard over the suffix: then anyone can take a name
/// there and read these responses.
///
/// **Example.** `Access-Control-Allow-Origin: https://acme.vercel.app`,
/// `Access-Control-Allow-Origin: https://globex.vercel.app`.
///
/// **Instead.** List the names that are your own, or serve the pages from a domain of your own.
package struct PublicSuffixWildcardTrusted: DerivedRule {
  package static let info = RuleInfo(
    id: "public-suffix-wildcard-trusted", section: .trust, severity: .high,
    finds: "two or more unrelated names let in under one suffix where anyone can have a name",
    why: "it looks like a wildcard over the suffix: then anyone can take a name there and read "
      + "these responses",
    example: "Access-Control-Allow-Origin: https://acme.vercel.app\nAccess-Control-Allow-Origin: "
      + "https://globex.vercel.app",
    mend: "list the names that are your own, or serve the pages from a domain of your own",
    traps: "two projects of your own whose names have nothing in common",
    yieldsTo: [],
    cwe: [942], snippets: Snippets.allowList,
    needs: FieldSet(.origin, .allowOrigin, .allowCredentials))

  package init() {}

  package func findings(_ context: RuleContext) -> [Finding] {
    TrustEvidence(context: context, info: Self.info).findings(
      choosing: { target in
        target.items.filter {
          target.unrelated.contains($0.value) && !target.covers($0)
        }
      },
      confidence: { _ in .inferred },
      summary: { items in
        "\(items.count) unrelated names under public suffixes are let in: "
          + TrustEvidence.list(items, context)
      })
  }
}
