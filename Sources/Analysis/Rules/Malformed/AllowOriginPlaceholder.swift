import Traffic

/// Finds quotes or an unfilled placeholder in Access-Control-Allow-Origin.
///
/// **What it finds.** An Access-Control-Allow-Origin that is empty, quoted, a variable's name
/// or a word such as undefined.
///
/// **Why it is bad.** A template was not filled in, or a quote was taken for part of the value;
/// it equals no Origin.
///
/// **Example.** `Access-Control-Allow-Origin: $http_origin`.
///
/// **Instead.** Fill the value in: leave the header out where there is no origin to name, and
/// the quotes where there is.
package struct AllowOriginPlaceholder: AllowOriginFaultRule {
  package static let info = RuleInfo(
    id: "acao-quoted-or-placeholder", section: .malformed, severity: .high,
    finds: "an Access-Control-Allow-Origin that is empty, quoted, a variable's name or a word such "
      + "as undefined",
    why: "a template was not filled in, or a quote was taken for part of the value; it equals no "
      + "Origin",
    example: "Access-Control-Allow-Origin: $http_origin",
    mend: "fill the value in: leave the header out where there is no origin to name, and the "
      + "quotes where there is",
    traps: "none: no browser takes it",
    yieldsTo: [],
    cwe: [], snippets: Snippets.allowList,
    needs: FieldSet(.allowOrigin))
  package static let fault = AllowOriginValue.Fault.placeholder
  package var table = EvidenceTable()

  package init() {}

  package static func summary(_ evidence: Evidence) -> String {
    evidence.phrase("response", "sends", "send")
      + " what is no origin: quotes, a variable's name, or the like"
  }
}
