import Traffic

/// Finds a list of origins in Access-Control-Allow-Origin.
///
/// **What it finds.** An Access-Control-Allow-Origin that lists several origins.
///
/// **Why it is bad.** The header can name one origin; a list equals none, so every cross-origin
/// read fails.
///
/// **Example.** `Access-Control-Allow-Origin: https://a.example.com, https://b.example.com`.
///
/// **Instead.** Look the request's Origin up in the list and send that one back with Vary:
/// Origin.
package struct AllowOriginList: AllowOriginFaultRule {
  package static let info = RuleInfo(
    id: "acao-list", section: .malformed, severity: .high,
    finds: "an Access-Control-Allow-Origin that lists several origins",
    why: "the header can name one origin; a list equals none, so every cross-origin read fails",
    example: "Access-Control-Allow-Origin: https://a.example.com, https://b.example.com",
    mend: "look the request's Origin up in the list and send that one back with Vary: Origin",
    traps: "none: no browser takes it",
    yieldsTo: [],
    cwe: [], snippets: Snippets.allowList,
    needs: FieldSet(.allowOrigin))
  package static let fault = AllowOriginValue.Fault.list
  package var table = EvidenceTable()

  package init() {}

  package static func summary(_ evidence: Evidence) -> String {
    evidence.phrase("response", "lists", "list") + " several origins in Access-Control-Allow-Origin"
  }
}
