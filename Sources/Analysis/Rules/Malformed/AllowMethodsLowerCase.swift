package import Traffic

/// Finds methods in small letters in Access-Control-Allow-Methods.
///
/// **What it finds.** An Access-Control-Allow-Methods with put, patch or delete in small
/// letters, and not in capitals.
///
/// **Why it is bad.** Methods are compared byte by byte: PUT is not put, so the preflight
/// fails.
///
/// **Example.** `Access-Control-Allow-Methods: get, put`.
///
/// **Instead.** Write methods in capitals: PUT, PATCH, DELETE.
package struct AllowMethodsLowerCase: TableRule {
  package static let info = RuleInfo(
    id: "acam-lower-case", section: .malformed, severity: .medium,
    finds: "an Access-Control-Allow-Methods with put, patch or delete in small letters, and not in "
      + "capitals",
    why: "methods are compared byte by byte: PUT is not put, so the preflight fails",
    example: "Access-Control-Allow-Methods: get, put",
    mend: "write methods in capitals: PUT, PATCH, DELETE",
    traps: "get, head and post need no grant, however they are spelt",
    yieldsTo: [],
    cwe: [], snippets: Snippets.grants,
    needs: FieldSet(.allowMethods, .requestMethod))
  package static let interest: Facts = [.lowerCaseMethods, .preflight, .user]
  package var table = EvidenceTable()

  package init() {}

  package static func detail(_ exchange: borrowing ExchangeView) -> String {
    HeaderDetail.requestAnd(exchange, .requestMethod, .allowMethods)
  }

  package static func summary(_ evidence: Evidence) -> String {
    evidence.phrase("preflight", "was", "were") + " answered with methods in small letters"
  }
}
