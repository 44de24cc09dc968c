package import Traffic

/// Finds headers of the given-up Private Network Access.
///
/// **What it finds.** Access-Control-Request-Private-Network or
/// Access-Control-Allow-Private-Network.
///
/// **Why it is bad.** No browser asks for this answer today: Local Network Access, a permission
/// of the user, took its place.
///
/// **Example.** `Access-Control-Request-Private-Network: true`,
/// `Access-Control-Allow-Private-Network: true`.
///
/// **Instead.** Take the header out, and plan for the permission that browsers ask the user
/// for.
package struct ObsoletePrivateNetwork: TableRule {
  package static let info = RuleInfo(
    id: "obsolete-private-network-headers", section: .consistency, severity: .info,
    finds: "Access-Control-Request-Private-Network or Access-Control-Allow-Private-Network",
    why: "no browser asks for this answer today: Local Network Access, a permission of the user, "
      + "took its place",
    example:
      "Access-Control-Request-Private-Network: true\nAccess-Control-Allow-Private-Network: true",
    mend: "take the header out, and plan for the permission that browsers ask the user for",
    traps: "none: it does no harm",
    yieldsTo: [],
    cwe: [], snippets: [],
    needs: FieldSet(.method, .requestMethod))
  package static let interest: Facts = [.privateNetwork, .user]
  package var table = EvidenceTable()

  package init() {}

  package static func detail(_ exchange: borrowing ExchangeView) -> String {
    HeaderDetail.request(exchange) + "; a Private-Network header"
  }

  package static func summary(_ evidence: Evidence) -> String {
    evidence.phrase("exchange", "uses", "use") + " headers of the given-up Private Network Access"
  }
}
