import Traffic

/// Finds an Access-Control-Allow-Origin that no browser would spell so.
///
/// **What it finds.** An Access-Control-Allow-Origin with a default port, capitals, letters
/// outside ASCII, or without a scheme.
///
/// **Why it is bad.** Browsers compare the header with their own spelling byte by byte: lower
/// case, punycode, no default port; any other equals no Origin.
///
/// **Example.** `Access-Control-Allow-Origin: https://App.example.com:443`.
///
/// **Instead.** Write the origin as browsers send it: https://app.example.com.
package struct AllowOriginNoncanonical: AllowOriginFaultRule {
  package static let info = RuleInfo(
    id: "acao-noncanonical", section: .malformed, severity: .high,
    finds:
      "an Access-Control-Allow-Origin with a default port, capitals, letters outside ASCII, or "
      + "without a scheme",
    why: "browsers compare the header with their own spelling byte by byte: lower case, punycode, "
      + "no default port; any other equals no Origin",
    example: "Access-Control-Allow-Origin: https://App.example.com:443",
    mend: "write the origin as browsers send it: https://app.example.com",
    traps: "none: no browser takes it",
    yieldsTo: [],
    cwe: [], snippets: Snippets.allowList,
    needs: FieldSet(.allowOrigin))
  package static let fault = AllowOriginValue.Fault.noncanonical
  package var table = EvidenceTable()

  package init() {}

  package static func summary(_ evidence: Evidence) -> String {
    evidence.phrase("response", "sends", "send") + " an origin that no browser spells so"
  }
}
