import Traffic

/// Finds an Access-Control-Allow-Origin that is a URL instead of an origin.
///
/// **What it finds.** An Access-Control-Allow-Origin with a path, a trailing slash or user
/// information.
///
/// **Why it is bad.** An origin is scheme, host and port; anything behind it makes the header
/// equal no Origin, so every cross-origin read fails.
///
/// **Example.** `Access-Control-Allow-Origin: https://app.example.com/`.
///
/// **Instead.** Take everything behind the host and port off, the slash included.
package struct AllowOriginWithPath: AllowOriginFaultRule {
  package static let info = RuleInfo(
    id: "acao-with-path-or-slash", section: .malformed, severity: .high,
    finds: "an Access-Control-Allow-Origin with a path, a trailing slash or user information",
    why: "an origin is scheme, host and port; anything behind it makes the header equal no "
      + "Origin, so every cross-origin read fails",
    example: "Access-Control-Allow-Origin: https://app.example.com/",
    mend: "take everything behind the host and port off, the slash included",
    traps: "none: no browser takes it",
    yieldsTo: [],
    cwe: [], snippets: Snippets.allowList,
    needs: FieldSet(.allowOrigin))
  package static let fault = AllowOriginValue.Fault.moreThanOrigin
  package var table = EvidenceTable()

  package init() {}

  package static func summary(_ evidence: Evidence) -> String {
    evidence.phrase("response", "sends", "send") + " a URL where an origin belongs"
  }
}
