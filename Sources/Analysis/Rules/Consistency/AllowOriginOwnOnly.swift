import Traffic

/// Finds hosts that name their own origin only.
///
/// **What it finds.** An Access-Control-Allow-Origin that is always the host's own origin.
///
/// **Why it is bad.** Pages of the same origin need no permission, and no other page gets any:
/// the header does nothing.
///
/// **Example.** `Host: app.example.com`, `Access-Control-Allow-Origin:
/// https://app.example.com`.
///
/// **Instead.** Take the header out, or name the origins that shall be let in.
package struct AllowOriginOwnOnly: DerivedRule {
  package static let info = RuleInfo(
    id: "acao-only-for-own-origin", section: .consistency, severity: .info,
    finds: "an Access-Control-Allow-Origin that is always the host's own origin",
    why: "pages of the same origin need no permission, and no other page gets any: the header "
      + "does nothing",
    example: "Host: app.example.com\nAccess-Control-Allow-Origin: https://app.example.com",
    mend: "take the header out, or name the origins that shall be let in",
    traps: "hosts that are reached under several names",
    yieldsTo: [],
    cwe: [], snippets: Snippets.allowList,
    needs: FieldSet(.host, .scheme, .allowOrigin))

  package init() {}

  /// How many responses must have been seen.
  static let leastCount = 3

  package func findings(_ context: RuleContext) -> [Finding] {
    context.trust.targets.compactMap { target in
      let index = context.policies.targets.index(of: target.target)
      let wildcards = index.map { context.policies.targets.values[$0].wildcards } ?? 0
      let count = target.items.reduce(0) { $0 + $1.count }
      guard wildcards == 0, count >= Self.leastCount,
        target.items.allSatisfy({ $0.character.marks.contains(.own) })
      else { return nil }
      return TrustEvidence(context: context, info: Self.info).finding(
        target.target, target.items, severity: .info, confidence: .certain,
        summary: "\(count) responses name the host's own origin, and no other")
    }
  }
}
