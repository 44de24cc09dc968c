package import Traffic

/// Finds an Access-Control-Allow-Credentials that is not `true`.
///
/// **What it finds.** An Access-Control-Allow-Credentials that is neither true, in small
/// letters, nor false.
///
/// **Why it is bad.** Browsers take the four letters true and nothing else, so every request
/// with credentials fails.
///
/// **Example.** `Access-Control-Allow-Credentials: True`.
///
/// **Instead.** Send true, once, or leave the header out.
package struct CredentialsNotTrue: TableRule {
  package static let info = RuleInfo(
    id: "acac-not-exactly-true", section: .malformed, severity: .high,
    finds: "an Access-Control-Allow-Credentials that is neither true, in small letters, nor false",
    why: "browsers take the four letters true and nothing else, so every request with credentials "
      + "fails",
    example: "Access-Control-Allow-Credentials: True",
    mend: "send true, once, or leave the header out",
    traps: "false, which says the same as no header",
    yieldsTo: [],
    cwe: [], snippets: Snippets.credentials,
    needs: FieldSet(.allowCredentials))
  package static let interest: Facts = [.oddCredentials, .user]
  package var table = EvidenceTable()

  package init() {}

  package static func sight(
    _ observation: Observation, _ exchange: borrowing ExchangeView
  ) -> Bool { !exchange.bytes(.allowCredentials).trimmingBlanks().equals("false") }

  package static func detail(_ exchange: borrowing ExchangeView) -> String {
    HeaderDetail.requestAnd(exchange, .allowCredentials)
  }

  package static func summary(_ evidence: Evidence) -> String {
    evidence.phrase("response", "spells", "spell")
      + " Access-Control-Allow-Credentials otherwise than true"
  }
}
