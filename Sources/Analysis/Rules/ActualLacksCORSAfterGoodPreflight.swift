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
package struct ActualLacksCORSAfterGoodPreflight: Rule {
  package static let info = RuleInfo(
    id: "actual-lacks-cors-after-good-preflight", severity: .high,
    finds: "a response that fails the CORS check although its preflight passed",
    why: "the server did the work, and the page got an error; only OPTIONS goes through the "
      + "CORS layer, or only it sends the right headers",
    example: "OPTIONS /api/items 204, Access-Control-Allow-Origin: "
      + "https://app.example.com\nPUT /api/items 200 without the header",
    mend: "let the same layer add the CORS headers to every method's response",
    traps: "error responses have a rule of their own",
    cwe: [], snippets: Snippets.always,
    needs: FieldSet(.method, .origin, .requestMethod, .allowOrigin, .client))
  package static let interest: Facts = [.actual, .blocked, .afterGoodPreflight]
  private var table = EvidenceTable()

  package init() {}

  package mutating func observe(
    _ observation: Observation, _ exchange: borrowing ExchangeView, at position: Position
  ) {
    // Error responses have a rule of their own.
    guard observation.status < 400 else { return }
    table.add(observation, at: position) {
      HeaderDetail.request(exchange) + HeaderDetail.suffix(exchange, .allowOrigin)
    }
  }

  package mutating func merge(_ other: ActualLacksCORSAfterGoodPreflight) {
    table.merge(other.table)
  }

  package func findings(_ names: Names, _ inputs: [String]) -> [Finding] {
    table.findings(Self.info, names, inputs, confidence: .inferred) { evidence in
      evidence.phrase("response", "was", "were")
        + " refused after the preflight had passed"
    }
  }
}
