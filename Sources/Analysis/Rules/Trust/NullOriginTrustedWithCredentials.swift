import Traffic

/// Finds responses that let `Origin: null` in with credentials.
///
/// **What it finds.** Origin: null answered with Access-Control-Allow-Origin: null and
/// credentials allowed.
///
/// **Why it is bad.** Any page can send Origin: null from a sandboxed frame, so every site can
/// read these responses as the logged-in user.
///
/// **Example.** `Origin: null`, `Access-Control-Allow-Origin: null`,
/// `Access-Control-Allow-Credentials: true`.
///
/// **Instead.** Take null off the list of origins; give sandboxed pages of your own an origin
/// of their own.
package struct NullOriginTrustedWithCredentials: DerivedRule {
  package static let info = RuleInfo(
    id: "null-origin-trusted-credentials", section: .trust, severity: .high,
    finds: "Origin: null answered with Access-Control-Allow-Origin: null and credentials allowed",
    why: "any page can send Origin: null from a sandboxed frame, so every site can read these "
      + "responses as the logged-in user",
    example:
      "Origin: null\nAccess-Control-Allow-Origin: null\nAccess-Control-Allow-Credentials: true",
    mend: "take null off the list of origins; give sandboxed pages of your own an origin of their "
      + "own",
    traps:
      "a sandboxed frame, a file: page, an app's web view or a redirect of your own sends null "
      + "too",
    yieldsTo: [],
    cwe: [346, 942], snippets: Snippets.allowList,
    needs: FieldSet(.origin, .allowOrigin, .allowCredentials))

  package init() {}

  package func findings(_ context: RuleContext) -> [Finding] {
    TrustEvidence(context: context, info: Self.info).findings { target, item in
      item.flaw == .null && item.echoed > 0 && item.isCredentialed && !target.covers(item)
    } severity: { _ in
      Self.info.severity
    } summary: { items in
      let count = items.reduce(0) { $0 + $1.count }
      return "\(count) \(count == 1 ? "response trusts" : "responses trust") Origin: null "
        + "with credentials"
    }
  }
}
