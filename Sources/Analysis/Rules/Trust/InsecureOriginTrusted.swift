import Traffic

/// Finds http origins let in by an https resource.
///
/// **What it finds.** An https resource that lets in a page loaded over http.
///
/// **Why it is bad.** Whoever sits on the way of that page's traffic can change it, and then
/// reads the https responses through it.
///
/// **Example.** `Access-Control-Allow-Origin: http://app.example.com`.
///
/// **Instead.** Let in https origins only, and redirect the pages to https.
package struct InsecureOriginTrusted: DerivedRule {
  package static let info = RuleInfo(
    id: "insecure-origin-trusted", section: .trust, severity: .high,
    finds: "an https resource that lets in a page loaded over http",
    why: "whoever sits on the way of that page's traffic can change it, and then reads the https "
      + "responses through it",
    example: "Access-Control-Allow-Origin: http://app.example.com",
    mend: "let in https origins only, and redirect the pages to https",
    traps: "a page over http that does nothing but redirect; a scheme that the log does not show "
      + "right",
    yieldsTo: [],
    cwe: [319], snippets: Snippets.allowList,
    needs: FieldSet(.allowOrigin, .scheme))

  package init() {}

  package func findings(_ context: RuleContext) -> [Finding] {
    TrustEvidence(context: context, info: Self.info).findings { target, item in
      item.flaw == .insecure && context.names.text(target.target).hasPrefix("https://")
        && (item.echoed == 0 || !target.covers(item))
    } summary: { items in
      "\(TrustEvidence.list(items, context)) \(items.count == 1 ? "is" : "are") let in "
        + "by an https resource"
    }
  }
}
