import CORSEngine
package import Traffic

/// Finds responses that fail the CORS check after a preflight that passed.
///
/// **What it finds.** A response that fails the CORS check although its preflight passed.
///
/// **Why it is bad.** The server did the work, and the page got an error; only OPTIONS goes
/// through the CORS layer, or only it sends the right headers.
///
/// **Example.** `OPTIONS /api/items 204, Access-Control-Allow-Origin: https://app.example.com`,
/// `PUT /api/items 200 without the header`.
///
/// **Instead.** Let the same layer add the CORS headers to every method's response.
package struct ActualLacksCORSAfterGoodPreflight: TableRule {
  package static let info = RuleInfo(
    id: "actual-lacks-cors-after-good-preflight", section: .preflight, severity: .high,
    finds: "a response that fails the CORS check although its preflight passed",
    why: "the server did the work, and the page got an error; only OPTIONS goes through the CORS "
      + "layer, or only it sends the right headers",
    example: "OPTIONS /api/items 204, Access-Control-Allow-Origin: https://app.example.com\nPUT "
      + "/api/items 200 without the header",
    mend: "let the same layer add the CORS headers to every method's response",
    traps: "error responses and redirects have rules of their own",
    yieldsTo: [],
    cwe: [], snippets: Snippets.always,
    needs: FieldSet(.method, .origin, .requestMethod, .allowOrigin, .client))
  package static let interest: Facts = [.actual, .blocked, .afterGoodPreflight, .user]
  package var table = EvidenceTable()

  package init() {}

  package static let confidence = Confidence.inferred

  package static func sight(
    _ observation: Observation, _ exchange: borrowing ExchangeView
  ) -> Bool {
    // Errors and redirects have rules of their own, and so have values that equal no Origin.
    observation.status < 400 && observation.judgement.phase == .actual
      && observation.facts.isDisjoint(with: .malformedOrigin)
  }

  package static func detail(_ exchange: borrowing ExchangeView) -> String {
    HeaderDetail.request(exchange) + HeaderDetail.suffix(exchange, .allowOrigin)
  }

  package static func summary(_ evidence: Evidence) -> String {
    evidence.phrase("response", "was", "were") + " refused after the preflight had passed"
  }
}
