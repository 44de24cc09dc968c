package import Traffic

/// Finds an Access-Control-Allow-Methods that does not parse.
///
/// **What it finds.** An Access-Control-Allow-Methods with a member that is no token: blanks
/// inside, colons, semicolons, quotes.
///
/// **Why it is bad.** One such member makes the whole list a failure, so that the preflight
/// fails whatever else it grants.
///
/// **Example.** `Access-Control-Allow-Methods: GET; PUT`.
///
/// **Instead.** List the methods, apart by commas.
package struct AllowMethodsGarbage: TableRule {
  package static let info = RuleInfo(
    id: "acam-garbage", section: .malformed, severity: .high,
    finds: "an Access-Control-Allow-Methods with a member that is no token: blanks inside, colons, "
      + "semicolons, quotes",
    why: "one such member makes the whole list a failure, so that the preflight fails whatever "
      + "else it grants",
    example: "Access-Control-Allow-Methods: GET; PUT",
    mend: "list the methods, apart by commas",
    traps: "empty members do no harm",
    yieldsTo: [],
    cwe: [], snippets: Snippets.grants,
    needs: FieldSet(.allowMethods, .requestMethod))
  package static let interest: Facts = [.oddMethods, .preflight, .user]
  package var table = EvidenceTable()

  package init() {}

  package static func detail(_ exchange: borrowing ExchangeView) -> String {
    HeaderDetail.requestAnd(exchange, .allowMethods)
  }

  package static func summary(_ evidence: Evidence) -> String {
    evidence.phrase("preflight", "was", "were") + " answered with an Access-Control-Allow-Methods "
      + "that does not parse"
  }
}
