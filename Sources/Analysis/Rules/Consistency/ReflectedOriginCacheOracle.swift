package import Traffic

/// Finds reflected origins that caches keep.
///
/// **What it finds.** A host that echoes any Origin, with responses that shared caches may keep
/// for long.
///
/// **Why it is bad.** By the origin that a kept response names, a page can find out whether
/// others have asked for the same before.
///
/// **Example.** `Access-Control-Allow-Origin: https://a.example`, `Cache-Control: public,
/// max-age=31536000`.
///
/// **Instead.** Send Vary: Origin, and no-store for what others shall not learn of.
package struct ReflectedOriginCacheOracle: TableRule {
  package static let info = RuleInfo(
    id: "reflected-acao-cache-oracle", section: .consistency, severity: .low,
    finds: "a host that echoes any Origin, with responses that shared caches may keep for long",
    why: "by the origin that a kept response names, a page can find out whether others have asked "
      + "for the same before",
    example:
      "Access-Control-Allow-Origin: https://a.example\nCache-Control: public, max-age=31536000",
    mend: "send Vary: Origin, and no-store for what others shall not learn of",
    traps: "resources that are for everyone",
    yieldsTo: [],
    cwe: [203], snippets: Snippets.vary,
    needs: FieldSet(.origin, .allowOrigin))
  package static let interest: Facts = [.echoed, .sharedCacheable, .user]
  package var table = EvidenceTable()

  package init() {}

  package static let confidence = Confidence.inferred

  package static func detail(_ exchange: borrowing ExchangeView) -> String {
    HeaderDetail.requestAnd(exchange, .allowOrigin) + "; shared caches may keep it"
  }

  package static func summary(_ evidence: Evidence) -> String {
    evidence.phrase("response", "echoes", "echo") + " the Origin and may be kept by caches"
  }

  package func findings(_ context: RuleContext) -> [Finding] {
    let reflecting = Set(
      context.trust.targets.filter { !$0.credentialed.routes.isEmpty || !$0.plain.routes.isEmpty }
        .map(\.target))
    return table.findings(Self.info, context, confidence: .inferred, summary: Self.summary) {
      reflecting.contains($0) && !$1.isPublic($0, context)
    }
  }
}
