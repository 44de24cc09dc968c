package import Traffic

/// Finds an Access-Control-Allow-Headers that does not parse.
///
/// **What it finds.** An Access-Control-Allow-Headers with a member that is no token: blanks
/// inside, colons, semicolons, quotes.
///
/// **Why it is bad.** One such member makes the whole list a failure, so that the preflight
/// fails whatever else it grants.
///
/// **Example.** `Access-Control-Allow-Headers: X-Client Version`.
///
/// **Instead.** List the header names, apart by commas.
package struct AllowHeadersGarbage: TableRule {
  package static let info = RuleInfo(
    id: "acah-garbage", section: .malformed, severity: .high,
    finds: "an Access-Control-Allow-Headers with a member that is no token: blanks inside, colons, "
      + "semicolons, quotes",
    why: "one such member makes the whole list a failure, so that the preflight fails whatever "
      + "else it grants",
    example: "Access-Control-Allow-Headers: X-Client Version",
    mend: "list the header names, apart by commas",
    traps: "empty members do no harm",
    yieldsTo: [],
    cwe: [], snippets: Snippets.grants,
    needs: FieldSet(.allowHeaders, .requestMethod))
  package static let interest: Facts = [.oddHeaders, .preflight, .user]
  package var table = EvidenceTable()

  package init() {}

  package static func detail(_ exchange: borrowing ExchangeView) -> String {
    HeaderDetail.requestAnd(exchange, .allowHeaders)
  }

  package static func summary(_ evidence: Evidence) -> String {
    evidence.phrase("preflight", "was", "were") + " answered with an Access-Control-Allow-Headers "
      + "that does not parse"
  }
}
