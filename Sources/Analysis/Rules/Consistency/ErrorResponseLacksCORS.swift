import Traffic

/// Finds error responses without the CORS headers that successful ones carry.
///
/// **What it finds.** Error responses without the CORS headers that the route's successful ones
/// carry.
///
/// **Why it is bad.** The page sees a network error instead of the status and the message, so
/// its error handling is blind just when it matters.
///
/// **Example.** `GET /api/items 200 with Access-Control-Allow-Origin`, `GET /api/items 500
/// without`.
///
/// **Instead.** Add the headers whatever the status: nginx add_header … always, Apache Header
/// always set, and the error templates of gateways.
package struct ErrorResponseLacksCORS: DerivedRule {
  package static let info = RuleInfo(
    id: "error-response-lacks-cors", section: .consistency, severity: .high,
    finds: "error responses without the CORS headers that the route's successful ones carry",
    why: "the page sees a network error instead of the status and the message, so its error "
      + "handling is blind just when it matters",
    example: "GET /api/items 200 with Access-Control-Allow-Origin\nGET /api/items 500 without",
    mend: "add the headers whatever the status: nginx add_header … always, Apache Header always "
      + "set, and the error templates of gateways",
    traps: "an error page of another host that stands in front",
    yieldsTo: [],
    cwe: [], snippets: Snippets.always,
    needs: FieldSet(.origin, .status, .allowOrigin))

  package init() {}

  package func findings(_ context: RuleContext) -> [Finding] {
    ErrorEvidence(context: context).findings(Self.info, .application) { evidence, statuses in
      evidence.phrase("error response", "lacks", "lack")
        + " the CORS headers that successes carry (\(statuses))"
    }
  }
}
