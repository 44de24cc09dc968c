import Traffic

/// Finds several Access-Control-Allow-Origin lines in one response.
///
/// **What it finds.** Several Access-Control-Allow-Origin lines in one response.
///
/// **Why it is bad.** Browsers join the lines and compare the whole with the Origin, so every
/// cross-origin read fails; mostly a proxy and the application both add the header.
///
/// **Example.** `Access-Control-Allow-Origin: https://app.example.com`,
/// `Access-Control-Allow-Origin: https://app.example.com`.
///
/// **Instead.** Let one layer send the header: drop it in the proxy (nginx: proxy_hide_header
/// Access-Control-Allow-Origin) or in the application.
package struct AllowOriginRepeated: AllowOriginFaultRule {
  package static let info = RuleInfo(
    id: "acao-repeated", section: .malformed, severity: .high,
    finds: "several Access-Control-Allow-Origin lines in one response",
    why: "browsers join the lines and compare the whole with the Origin, so every cross-origin "
      + "read fails; mostly a proxy and the application both add the header",
    example: "Access-Control-Allow-Origin: https://app.example.com\nAccess-Control-Allow-Origin: "
      + "https://app.example.com",
    mend: "let one layer send the header: drop it in the proxy (nginx: proxy_hide_header "
      + "Access-Control-Allow-Origin) or in the application",
    traps: "a log that keeps one of several equal lines hides it",
    yieldsTo: [],
    cwe: [], snippets: Snippets.oneLayer,
    needs: FieldSet(.allowOrigin))
  package static let fault = AllowOriginValue.Fault.repeated
  package var table = EvidenceTable()

  package init() {}

  package static func summary(_ evidence: Evidence) -> String {
    evidence.phrase("response", "carries", "carry")
      + " Access-Control-Allow-Origin more than once"
  }
}
