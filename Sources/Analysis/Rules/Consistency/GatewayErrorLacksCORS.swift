import Traffic

/// Finds a gateway's errors without CORS headers.
///
/// **What it finds.** Responses with 502, 503, 504, 413 or 431 without the CORS headers that
/// the route's successful ones carry, while no error of the application lacks them.
///
/// **Why it is bad.** The gateway answers by itself when the application cannot, and the page
/// learns neither that nor when to try again.
///
/// **Example.** `GET /api/items 200 with Access-Control-Allow-Origin`, `GET /api/items 502
/// without`.
///
/// **Instead.** Let the gateway add the headers to its own error pages too.
package struct GatewayErrorLacksCORS: DerivedRule {
  package static let info = RuleInfo(
    id: "gateway-error-lacks-cors", section: .consistency, severity: .high,
    finds: "responses with 502, 503, 504, 413 or 431 without the CORS headers that the route's "
      + "successful ones carry, while no error of the application lacks them",
    why: "the gateway answers by itself when the application cannot, and the page learns neither "
      + "that nor when to try again",
    example: "GET /api/items 200 with Access-Control-Allow-Origin\nGET /api/items 502 without",
    mend: "let the gateway add the headers to its own error pages too",
    traps: "an application that answers so itself",
    yieldsTo: [],
    cwe: [], snippets: Snippets.always,
    needs: FieldSet(.origin, .status, .allowOrigin))

  package init() {}

  package func findings(_ context: RuleContext) -> [Finding] {
    ErrorEvidence(context: context).findings(Self.info, .gateway) { evidence, statuses in
      evidence.phrase("gateway error", "lacks", "lack")
        + " the CORS headers that successes carry (\(statuses))"
    }
  }
}
