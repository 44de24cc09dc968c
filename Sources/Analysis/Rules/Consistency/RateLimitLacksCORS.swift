import Traffic

/// Finds refusals of a rate limiter without CORS headers.
///
/// **What it finds.** Responses with 429 without the CORS headers that the route's successful
/// ones carry, while no error of the application lacks them.
///
/// **Why it is bad.** The page cannot read the status or Retry-After, takes it for a lost
/// network, and tries again at once.
///
/// **Example.** `GET /api/items 200 with Access-Control-Allow-Origin`, `GET /api/items 429
/// without`.
///
/// **Instead.** Put the CORS layer in front of the rate limiter.
package struct RateLimitLacksCORS: DerivedRule {
  package static let info = RuleInfo(
    id: "rate-limit-lacks-cors", section: .consistency, severity: .high,
    finds: "responses with 429 without the CORS headers that the route's successful ones carry, "
      + "while no error of the application lacks them",
    why: "the page cannot read the status or Retry-After, takes it for a lost network, and tries "
      + "again at once",
    example: "GET /api/items 200 with Access-Control-Allow-Origin\nGET /api/items 429 without",
    mend: "put the CORS layer in front of the rate limiter",
    traps: "a limiter that belongs to another host in front",
    yieldsTo: [],
    cwe: [], snippets: Snippets.always,
    needs: FieldSet(.origin, .status, .allowOrigin))

  package init() {}

  package func findings(_ context: RuleContext) -> [Finding] {
    ErrorEvidence(context: context).findings(Self.info, .rateLimit) { evidence, statuses in
      evidence.phrase("rate-limit refusal", "lacks", "lack")
        + " the CORS headers that successes carry (\(statuses))"
    }
  }
}
