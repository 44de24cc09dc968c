import Traffic

/// Finds a pattern in Access-Control-Allow-Origin.
///
/// **What it finds.** An Access-Control-Allow-Origin with a wildcard inside, or a regular
/// expression.
///
/// **Why it is bad.** Browsers know * alone and no patterns, so such a value equals no Origin
/// and every cross-origin read fails.
///
/// **Example.** `Access-Control-Allow-Origin: https://*.example.com`.
///
/// **Instead.** Compare the request's Origin with the pattern on the server, and send the
/// Origin itself back with Vary: Origin.
package struct AllowOriginPattern: AllowOriginFaultRule {
  package static let info = RuleInfo(
    id: "acao-pattern", section: .malformed, severity: .high,
    finds: "an Access-Control-Allow-Origin with a wildcard inside, or a regular expression",
    why: "browsers know * alone and no patterns, so such a value equals no Origin and every "
      + "cross-origin read fails",
    example: "Access-Control-Allow-Origin: https://*.example.com",
    mend: "compare the request's Origin with the pattern on the server, and send the Origin itself "
      + "back with Vary: Origin",
    traps: "none: no browser takes it",
    yieldsTo: [],
    cwe: [], snippets: Snippets.allowList,
    needs: FieldSet(.allowOrigin))
  package static let fault = AllowOriginValue.Fault.pattern
  package var table = EvidenceTable()

  package init() {}

  package static func summary(_ evidence: Evidence) -> String {
    evidence.phrase("response", "sends", "send") + " a pattern, which browsers do not read"
  }
}
