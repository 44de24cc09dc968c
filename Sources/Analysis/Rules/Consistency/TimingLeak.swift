package import Traffic

/// Finds timing told to every origin where data look private.
///
/// **What it finds.** Timing-Allow-Origin: * on a response that sets cookies, was asked for
/// with Authorization, or comes from a private address.
///
/// **Why it is bad.** Every site learns how long the server took and how large the response is,
/// which can tell users apart.
///
/// **Example.** `Timing-Allow-Origin: *`, `Set-Cookie: session=…`.
///
/// **Instead.** Name the origins that measure, or leave the header out here.
package struct TimingLeak: TableRule {
  package static let info = RuleInfo(
    id: "tao-leak", section: .consistency, severity: .low,
    finds: "Timing-Allow-Origin: * on a response that sets cookies, was asked for with "
      + "Authorization, or comes from a private address",
    why: "every site learns how long the server took and how large the response is, which can "
      + "tell users apart",
    example: "Timing-Allow-Origin: *\nSet-Cookie: session=…",
    mend: "name the origins that measure, or leave the header out here",
    traps: "resources that are for everyone: name them with --public-resource",
    yieldsTo: [],
    cwe: [203], snippets: Snippets.timing,
    needs: FieldSet(.timingAllowOrigin))
  package static let interest: Facts = [.timingForAll, .wildcard, .actual, .user]
  package var table = EvidenceTable()

  package init() {}

  package static func sight(
    _ observation: Observation, _ exchange: borrowing ExchangeView
  ) -> Bool { PrivateData.isPrivate(observation.facts) }

  package static func detail(_ exchange: borrowing ExchangeView) -> String {
    HeaderDetail.requestAnd(exchange, .timingAllowOrigin) + PrivateData.signs(exchange)
  }

  package static func summary(_ evidence: Evidence) -> String {
    evidence.phrase("response", "tells", "tell") + " every origin its timing"
  }

  package func findings(_ context: RuleContext) -> [Finding] {
    table.findings(Self.info, context, summary: Self.summary) { !$1.isPublic($0, context) }
  }
}
