import CORSEngine
package import Traffic

/// Finds changes that a foreign page could make in a user's name.
///
/// **What it finds.** A host that lets any, null or http origins in with credentials, and
/// accepts requests that change something and need no preflight.
///
/// **Why it is bad.** Such a request needs no permission, and its answer can be read: a token
/// that guards against forgery can be fetched first.
///
/// **Example.** `POST /api/transfer 200, Content-Type: application/x-www-form-urlencoded`,
/// `Access-Control-Allow-Origin: https://evil.example`, `Access-Control-Allow-Credentials:
/// true`.
///
/// **Instead.** Close the list of origins, and ask for a token or for a content type that needs
/// a preflight.
package struct CredentialsWithoutCSRFGuard: TableRule {
  package static let info = RuleInfo(
    id: "credentials-without-csrf-guard", section: .consistency, severity: .medium,
    finds: "a host that lets any, null or http origins in with credentials, and accepts requests "
      + "that change something and need no preflight",
    why: "such a request needs no permission, and its answer can be read: a token that guards "
      + "against forgery can be fetched first",
    example: "POST /api/transfer 200, Content-Type: "
      + "application/x-www-form-urlencoded\nAccess-Control-Allow-Origin: "
      + "https://evil.example\nAccess-Control-Allow-Credentials: true",
    mend: "close the list of origins, and ask for a token or for a content type that needs a "
      + "preflight",
    traps: "a token that the request carries and the log does not show",
    yieldsTo: [],
    cwe: [352], snippets: Snippets.allowList,
    needs: FieldSet(.origin, .allowOrigin, .allowCredentials, .contentType))
  package static let interest: Facts = [.actual, .changesState, .success, .credentialsTrue, .user]
  package var table = EvidenceTable()

  package init() {}

  package static let confidence = Confidence.inferred

  package static func sight(
    _ observation: Observation, _ exchange: borrowing ExchangeView
  ) -> Bool {
    guard exchange.bytes(.method).equals("POST"), exchange.observes(.contentType) else {
      return false
    }
    return !exchange.has(.contentType)
      || RequestHeaders.hasSafelistedEssence(exchange.bytes(.contentType))
  }

  package static func detail(_ exchange: borrowing ExchangeView) -> String {
    HeaderDetail.requestAnd(exchange, .contentType, .origin)
  }

  package static func summary(_ evidence: Evidence) -> String {
    evidence.phrase("request", "that needs no preflight changed", "that need no preflight changed")
      + " something on a host that trusts too many origins with credentials"
  }

  package func findings(_ context: RuleContext) -> [Finding] {
    let open = Set(
      context.trust.targets.filter { target in
        !target.credentialed.routes.isEmpty
          || target.items.contains { item in
            item.isCredentialed && item.echoed > 0
              && (item.flaw == .null
                || item.flaw == .insecure
                  && context.names.text(target.target).hasPrefix("https://"))
          }
      }.map(\.target))
    return table.findings(Self.info, context, confidence: .inferred, summary: Self.summary) {
      target, _ in open.contains(target)
    }
  }
}
