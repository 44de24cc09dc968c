package import Traffic

/// Finds several Access-Control-Allow-Origin lines in one response.
///
/// **What it finds.** Several Access-Control-Allow-Origin lines in one response.
///
/// **Why it is bad.** Browsers join the lines and compare the whole with the Origin, so every
/// cross-origin read fails; mostly a proxy and the application both add the header.
///
/// **Example.** `Access-Control-Allow-Origin: https://app.example.com`, `Access-Control-Allow-
/// Origin: https://app.example.com`.
///
/// **Instead.** Let one layer send the header: drop it in the proxy (nginx: proxy_hide_header
/// Access-Control-Allow-Origin) or in the application.
package struct AllowOriginRepeated: Rule {
  package static let info = RuleInfo(
    id: "acao-repeated", severity: .high,
    finds: "several Access-Control-Allow-Origin lines in one response",
    why: "browsers join the lines and compare the whole with the Origin, so every "
      + "cross-origin read fails; mostly a proxy and the application both add the header",
    example: "Access-Control-Allow-Origin: "
      + "https://app.example.com\nAccess-Control-Allow-Origin: https://app.example.com",
    mend: "let one layer send the header: drop it in the proxy (nginx: proxy_hide_header "
      + "Access-Control-Allow-Origin) or in the application",
    traps: "a log that keeps one of several equal lines hides it",
    cwe: [], snippets: Snippets.oneLayer,
    needs: FieldSet(.allowOrigin))
  package static let interest: Facts = [.oddAllowOrigin]
  private var table = EvidenceTable()

  package init() {}

  package mutating func observe(
    _ observation: Observation, _ exchange: borrowing ExchangeView, at position: Position
  ) {
    guard
      exchange.record.repeated.contains(.allowOrigin)
        || AllowOriginValue.isOneValueTwice(exchange.bytes(.allowOrigin))
    else { return }
    table.add(observation, at: position) {
      HeaderDetail.text(exchange, .allowOrigin)
    }
  }

  package mutating func merge(_ other: AllowOriginRepeated) { table.merge(other.table) }

  package func findings(_ names: Names, _ inputs: [String]) -> [Finding] {
    table.findings(Self.info, names, inputs) { evidence in
      evidence.phrase("response", "carries", "carry")
        + " Access-Control-Allow-Origin more than once"
    }
  }
}
