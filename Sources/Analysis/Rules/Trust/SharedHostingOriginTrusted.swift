import Traffic

/// Finds origins let in under a suffix where anyone can have a name.
///
/// **What it finds.** An origin let in on a host such as github.io, vercel.app, netlify.app or
/// cloudfront.net, where anyone can have a name.
///
/// **Why it is bad.** A name that is given up there, or a pattern that takes its neighbours
/// too, hands these responses to a stranger.
///
/// **Example.** `Access-Control-Allow-Origin: https://acme.github.io`.
///
/// **Instead.** Serve the page from a domain of your own and trust that.
package struct SharedHostingOriginTrusted: DerivedRule {
  package static let info = RuleInfo(
    id: "shared-hosting-origin-trusted", section: .trust, severity: .high,
    finds: "an origin let in on a host such as github.io, vercel.app, netlify.app or "
      + "cloudfront.net, where anyone can have a name",
    why: "a name that is given up there, or a pattern that takes its neighbours too, hands these "
      + "responses to a stranger",
    example: "Access-Control-Allow-Origin: https://acme.github.io",
    mend: "serve the page from a domain of your own and trust that",
    traps: "a project of your own with a name that is pinned: then the risk is low",
    yieldsTo: [],
    cwe: [346], snippets: Snippets.allowList,
    needs: FieldSet(.origin, .allowOrigin, .allowCredentials))

  package init() {}

  package func findings(_ context: RuleContext) -> [Finding] {
    TrustEvidence(context: context, info: Self.info).findings(
      choosing: { target in
        target.items.filter {
          $0.flaw == .sharedHosting && !target.unrelated.contains($0.value)
            && !target.covers($0)
        }
      },
      severity: { items in items.allSatisfy(\.hasUsers) ? .low : nil },
      summary: { items in
        "\(TrustEvidence.list(items, context)) \(items.count == 1 ? "is" : "are") let in, "
          + "where strangers can have names"
      })
  }
}
