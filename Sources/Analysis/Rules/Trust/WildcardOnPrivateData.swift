package import Traffic

/// Finds `*` on what looks private.
///
/// **What it finds.** Access-Control-Allow-Origin: * on a response that sets cookies, was asked
/// for with Authorization, or comes from a private address.
///
/// **Why it is bad.** Every site can read it; what depends on the user, or on being inside a
/// network, is seldom meant for that.
///
/// **Example.** `Access-Control-Allow-Origin: *`, `Set-Cookie: session=…`.
///
/// **Instead.** Name the origins that need it, and send * for public resources only.
package struct WildcardOnPrivateData: TableRule {
  package static let info = RuleInfo(
    id: "wildcard-on-private-data", section: .trust, severity: .medium,
    finds: "Access-Control-Allow-Origin: * on a response that sets cookies, was asked for with "
      + "Authorization, or comes from a private address",
    why: "every site can read it; what depends on the user, or on being inside a network, is "
      + "seldom meant for that",
    example: "Access-Control-Allow-Origin: *\nSet-Cookie: session=…",
    mend: "name the origins that need it, and send * for public resources only",
    traps: "a public API that takes tokens is made so; name it with --public-resource",
    yieldsTo: [],
    cwe: [942], snippets: Snippets.allowList,
    needs: FieldSet(.allowOrigin))
  package static let interest: Facts = [.wildcard, .actual, .user]
  package var table = EvidenceTable()

  package init() {}

  package static let confidence = Confidence.inferred

  package static func sight(
    _ observation: Observation, _ exchange: borrowing ExchangeView
  ) -> Bool { PrivateData.isPrivate(observation.facts) }

  package static func detail(_ exchange: borrowing ExchangeView) -> String {
    HeaderDetail.requestAnd(exchange, .allowOrigin) + PrivateData.signs(exchange)
  }

  package static func summary(_ evidence: Evidence) -> String {
    evidence.phrase("response", "looks private and is", "look private and are")
      + " given to every origin"
  }

  package func findings(_ context: RuleContext) -> [Finding] {
    table.findings(Self.info, context, confidence: .inferred, summary: Self.summary) {
      !$1.isPublic($0, context)
    }
  }
}
