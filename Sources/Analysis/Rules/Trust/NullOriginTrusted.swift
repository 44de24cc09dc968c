import Traffic

/// Finds responses that name `null` as the origin that is let in.
///
/// **What it finds.** Access-Control-Allow-Origin: null, to Origin: null without credentials or
/// to whoever asks.
///
/// **Why it is bad.** Any page can send Origin: null from a sandboxed frame, so null lets in
/// every site, and no site that has an origin.
///
/// **Example.** `Access-Control-Allow-Origin: null`.
///
/// **Instead.** Take null off the list of origins, and send no header where no origin is to be
/// let in.
package struct NullOriginTrusted: DerivedRule {
  package static let info = RuleInfo(
    id: "null-origin-trusted", section: .trust, severity: .medium,
    finds: "Access-Control-Allow-Origin: null, to Origin: null without credentials or to whoever "
      + "asks",
    why: "any page can send Origin: null from a sandboxed frame, so null lets in every site, and "
      + "no site that has an origin",
    example: "Access-Control-Allow-Origin: null",
    mend: "take null off the list of origins, and send no header where no origin is to be let in",
    traps:
      "a sandboxed frame, a file: page, an app's web view or a redirect of your own sends null "
      + "too",
    yieldsTo: ["null-origin-trusted-credentials"],
    cwe: [346], snippets: Snippets.allowList,
    needs: FieldSet(.allowOrigin))

  package init() {}

  package func findings(_ context: RuleContext) -> [Finding] {
    TrustEvidence(context: context, info: Self.info).findings { target, item in
      item.flaw == .null && (item.echoed == 0 || !item.isCredentialed) && !target.covers(item)
        && !context.isPublic(item, of: target.target)
    } severity: { _ in
      Self.info.severity
    } summary: { items in
      let count = items.reduce(0) { $0 + $1.count }
      return "\(count) \(count == 1 ? "response names" : "responses name") null as the origin "
        + "that is let in"
    }
  }
}
