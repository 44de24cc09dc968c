package import Traffic

/// Finds a Cross-Origin-Resource-Policy that no browser knows.
///
/// **What it finds.** A Cross-Origin-Resource-Policy that is none of same-origin, same-site and
/// cross-origin, or is sent twice.
///
/// **Why it is bad.** Browsers take such a value for none, so that the resource is not guarded
/// as was meant.
///
/// **Example.** `Cross-Origin-Resource-Policy: same-origin, same-origin`.
///
/// **Instead.** Send one of the three tokens, in small letters, once.
package struct ResourcePolicyInvalid: TableRule {
  package static let info = RuleInfo(
    id: "corp-missing-or-invalid", section: .consistency, severity: .info,
    finds:
      "a Cross-Origin-Resource-Policy that is none of same-origin, same-site and cross-origin, "
      + "or is sent twice",
    why: "browsers take such a value for none, so that the resource is not guarded as was meant",
    example: "Cross-Origin-Resource-Policy: same-origin, same-origin",
    mend: "send one of the three tokens, in small letters, once",
    traps: "no header at all is the default, and no fault",
    yieldsTo: [],
    cwe: [], snippets: Snippets.resourcePolicy,
    needs: FieldSet(.resourcePolicy))
  package static let interest: Facts = [.resourcePolicy, .user]
  package var table = EvidenceTable()

  package init() {}

  package static func sight(
    _ observation: Observation, _ exchange: borrowing ExchangeView
  ) -> Bool {
    let value = exchange.bytes(.resourcePolicy).trimmingBlanks()
    return !value.equals("same-origin") && !value.equals("same-site")
      && !value.equals("cross-origin")
  }

  package static func detail(_ exchange: borrowing ExchangeView) -> String {
    HeaderDetail.requestAnd(exchange, .resourcePolicy)
  }

  package static func summary(_ evidence: Evidence) -> String {
    evidence.phrase("response", "sends", "send")
      + " a Cross-Origin-Resource-Policy that browsers do not know"
  }
}
