import Traffic

/// Finds endpoints that echo any Origin and allow credentials.
///
/// **What it finds.** A route that echoes the Origins of three or more unrelated sites, or a
/// crafted one, and allows credentials.
///
/// **Why it is bad.** Any site that a logged-in user visits can read these responses in that
/// user's name.
///
/// **Example.** `Origin: https://evil.example`, `Access-Control-Allow-Origin:
/// https://evil.example`, `Access-Control-Allow-Credentials: true`.
///
/// **Instead.** Compare the Origin as a whole with a list of your own, and send no CORS headers
/// to others.
package struct ReflectedOriginWithCredentials: DerivedRule {
  package static let info = RuleInfo(
    id: "reflected-origin-credentials", section: .trust, severity: .critical,
    finds:
      "a route that echoes the Origins of three or more unrelated sites, or a crafted one, and "
      + "allows credentials",
    why: "any site that a logged-in user visits can read these responses in that user's name",
    example: "Origin: https://evil.example\nAccess-Control-Allow-Origin: "
      + "https://evil.example\nAccess-Control-Allow-Credentials: true",
    mend: "compare the Origin as a whole with a list of your own, and send no CORS headers to "
      + "others",
    traps: "a partner API with many tenants has the same shape and is a list: name it with "
      + "--trusted-origins",
    yieldsTo: [],
    cwe: [942, 346], snippets: Snippets.allowList,
    needs: FieldSet(.origin, .allowOrigin, .allowCredentials))

  package init() {}

  package func findings(_ context: RuleContext) -> [Finding] {
    ReflectionEvidence(context: context, info: Self.info).findings(\.credentialed) { reflection in
      let sites = reflection.sites.count
      guard reflection.isProbed else {
        return "the origins of \(sites) unrelated sites were let in with credentials"
      }
      return "a crafted origin was let in with credentials"
        + (sites > 1 ? ", among \(sites) sites" : "")
    }
  }
}
