import Traffic

/// Finds endpoints that echo any Origin without credentials.
///
/// **What it finds.** A route that echoes the Origins of three or more unrelated sites, or a
/// crafted one, without credentials.
///
/// **Why it is bad.** It is no more than *, made without saying so: every site can read these
/// responses, and caches must keep one for each.
///
/// **Example.** `Origin: https://evil.example`, `Access-Control-Allow-Origin:
/// https://evil.example`.
///
/// **Instead.** Send * if everyone may read this, or compare the Origin with a list of your
/// own.
package struct ReflectedOriginWithoutCredentials: DerivedRule {
  package static let info = RuleInfo(
    id: "reflected-origin-no-credentials", section: .trust, severity: .low,
    finds: "a route that echoes the Origins of three or more unrelated sites, or a crafted one, "
      + "without credentials",
    why: "it is no more than *, made without saying so: every site can read these responses, and "
      + "caches must keep one for each",
    example: "Origin: https://evil.example\nAccess-Control-Allow-Origin: https://evil.example",
    mend: "send * if everyone may read this, or compare the Origin with a list of your own",
    traps: "a resource that is meant for everyone: name it with --public-resource; a list of "
      + "partners: name it with --trusted-origins",
    yieldsTo: [],
    cwe: [942], snippets: Snippets.publicRead,
    needs: FieldSet(.origin, .allowOrigin))

  package init() {}

  package func findings(_ context: RuleContext) -> [Finding] {
    ReflectionEvidence(context: context, info: Self.info).findings(\.plain) { reflection in
      let sites = reflection.sites.count
      return reflection.isProbed
        ? "a crafted origin was let in" + (sites > 1 ? ", among \(sites) sites" : "")
        : "the origins of \(sites) unrelated sites were let in, as * would"
    }
  }
}
