import Traffic

/// Finds vendors' origins let in.
///
/// **What it finds.** An origin let in that belongs to a vendor on whose domain many customers'
/// pages run.
///
/// **Why it is bad.** What any of the vendor's customers, or an intruder there, can run on that
/// origin reads these responses.
///
/// **Example.** `Access-Control-Allow-Origin: https://acme.zendesk.com`.
///
/// **Instead.** Let the vendor's origin in to the paths that it needs, without credentials if
/// it can be.
package struct ThirdPartySaaSOriginTrusted: DerivedRule {
  package static let info = RuleInfo(
    id: "third-party-saas-origin-trusted", section: .trust, severity: .medium,
    finds: "an origin let in that belongs to a vendor on whose domain many customers' pages run",
    why: "what any of the vendor's customers, or an intruder there, can run on that origin reads "
      + "these responses",
    example: "Access-Control-Allow-Origin: https://acme.zendesk.com",
    mend: "let the vendor's origin in to the paths that it needs, without credentials if it can be",
    traps: "an integration that is meant",
    yieldsTo: [],
    cwe: [829], snippets: Snippets.allowList,
    needs: FieldSet(.origin, .allowOrigin, .allowCredentials))

  package init() {}

  package func findings(_ context: RuleContext) -> [Finding] {
    TrustEvidence(context: context, info: Self.info).findings { target, item in
      item.flaw == .vendor && item.echoed > 0 && !target.covers(item)
        && !Vendors.isVendor(target: context.names.text(target.target))
    } confidence: { _ in
      .inferred
    } summary: { items in
      "\(TrustEvidence.list(items, context)) of a vendor \(items.count == 1 ? "is" : "are") let in"
    }
  }
}
