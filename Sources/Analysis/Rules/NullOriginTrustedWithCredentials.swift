package import Traffic

/// Finds responses that let `Origin: null` in with credentials.
///
/// **What it finds.** Origin: null answered with Access-Control-Allow-Origin: null and
/// credentials allowed.
///
/// **Why it is bad.** Any page can send Origin: null from a sandboxed frame, so every site can
/// read these responses as the logged-in user.
///
/// **Example.** `Origin: null`, `Access-Control-Allow-Origin: null`, `Access-Control-Allow-
/// Credentials: true`.
///
/// **Instead.** Take null off the list of origins; give sandboxed pages of your own an origin of
/// their own.
package struct NullOriginTrustedWithCredentials: Rule {
  package static let info = RuleInfo(
    id: "null-origin-trusted-credentials", severity: .high,
    finds: "Origin: null answered with Access-Control-Allow-Origin: null and credentials "
      + "allowed",
    why: "any page can send Origin: null from a sandboxed frame, so every site can read these "
      + "responses as the logged-in user",
    example: "Origin: null\nAccess-Control-Allow-Origin: "
      + "null\nAccess-Control-Allow-Credentials: true",
    mend: "take null off the list of origins; give sandboxed pages of your own an origin of "
      + "their own",
    traps:
      "a sandboxed frame, a file: page, an app's web view or a redirect of your own sends null too",
    cwe: [346, 942], snippets: Snippets.allowList,
    needs: FieldSet(.origin, .allowOrigin, .allowCredentials))
  package static let interest: Facts = [.nullOrigin, .echoed, .credentialsTrue]
  private var table = EvidenceTable()

  package init() {}

  package mutating func observe(
    _ observation: Observation, _ exchange: borrowing ExchangeView, at position: Position
  ) {
    table.add(observation, at: position) {
      HeaderDetail.text(exchange, .origin, .allowOrigin, .allowCredentials)
    }
  }

  package mutating func merge(_ other: NullOriginTrustedWithCredentials) {
    table.merge(other.table)
  }

  package func findings(_ names: Names, _ inputs: [String]) -> [Finding] {
    table.findings(Self.info, names, inputs) { evidence in
      "\(evidence.phrase("response", "trusts", "trust")) Origin: null with credentials"
    }
  }
}
