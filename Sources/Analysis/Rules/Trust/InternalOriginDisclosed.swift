import Traffic

/// Finds private names told to everyone.
///
/// **What it finds.** A fixed Access-Control-Allow-Origin that names a host of a private
/// network, sent to clients outside of it.
///
/// **Why it is bad.** It tells strangers how hosts inside are named, and lets nobody in who is
/// outside.
///
/// **Example.** `Access-Control-Allow-Origin: https://wiki.corp`.
///
/// **Instead.** Look the request's Origin up in a list and answer with it, or with nothing.
package struct InternalOriginDisclosed: DerivedRule {
  package static let info = RuleInfo(
    id: "internal-origin-disclosed", section: .trust, severity: .low,
    finds: "a fixed Access-Control-Allow-Origin that names a host of a private network, sent to "
      + "clients outside of it",
    why: "it tells strangers how hosts inside are named, and lets nobody in who is outside",
    example: "Access-Control-Allow-Origin: https://wiki.corp",
    mend: "look the request's Origin up in a list and answer with it, or with nothing",
    traps: "a name that public DNS knows as well",
    yieldsTo: [],
    cwe: [200], snippets: Snippets.allowList,
    needs: FieldSet(.allowOrigin, .client), needsAddress: true)

  package init() {}

  package func findings(_ context: RuleContext) -> [Finding] {
    TrustEvidence(context: context, info: Self.info).findings { _, item in
      item.flaw == .internalName && item.hasOutsiders
    } severity: { _ in
      Self.info.severity
    } summary: { items in
      "\(TrustEvidence.list(items, context)) \(items.count == 1 ? "is" : "are") named to "
        + "clients outside"
    }
  }
}
