package import Traffic

/// Finds an Access-Control-Max-Age that browsers do not take as written.
///
/// **What it finds.** An Access-Control-Max-Age above 7200, or one that is no number.
///
/// **Why it is bad.** Chromium keeps an answer for 7200 seconds at most, Safari for 600,
/// Firefox for 86400; what is no number counts as none.
///
/// **Example.** `Access-Control-Max-Age: 31536000`.
///
/// **Instead.** Send one number up to 7200, or 0 to have nothing kept.
package struct PreflightMaxAgeIneffective: TableRule {
  package static let info = RuleInfo(
    id: "preflight-max-age-ineffective", section: .preflight, severity: .info,
    finds: "an Access-Control-Max-Age above 7200, or one that is no number",
    why: "Chromium keeps an answer for 7200 seconds at most, Safari for 600, Firefox for 86400; "
      + "what is no number counts as none",
    example: "Access-Control-Max-Age: 31536000",
    mend: "send one number up to 7200, or 0 to have nothing kept",
    traps: "-1, which some send to have nothing kept",
    yieldsTo: [],
    cwe: [], snippets: Snippets.maxAge,
    needs: FieldSet(.maxAge))
  package static let interest: Facts = [.oddMaxAge, .preflight, .user]
  package var table = EvidenceTable()

  package init() {}

  package static func sight(
    _ observation: Observation, _ exchange: borrowing ExchangeView
  ) -> Bool { !exchange.bytes(.maxAge).trimmingBlanks().equals("-1") }

  package static func detail(_ exchange: borrowing ExchangeView) -> String {
    HeaderDetail.requestAnd(exchange, .maxAge)
  }

  package static func summary(_ evidence: Evidence) -> String {
    evidence.phrase("preflight", "was", "were")
      + " answered with an Access-Control-Max-Age that browsers do not take as written"
  }
}
