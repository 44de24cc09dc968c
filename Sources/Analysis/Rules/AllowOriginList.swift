package import Traffic

/// Finds a list of origins in Access-Control-Allow-Origin.
///
/// **What it finds.** An Access-Control-Allow-Origin that lists several origins.
///
/// **Why it is bad.** The header can name one origin; a list equals none, so every cross-origin
/// read fails.
///
/// **Example.** `Access-Control-Allow-Origin: https://a.example.com, https://b.example.com`.
///
/// **Instead.** Look the request's Origin up in the list and send that one back with Vary:
/// Origin.
package struct AllowOriginList: Rule {
  package static let info = RuleInfo(
    id: "acao-list", severity: .high,
    finds: "an Access-Control-Allow-Origin that lists several origins",
    why: "the header can name one origin; a list equals none, so every cross-origin read "
      + "fails",
    example: "Access-Control-Allow-Origin: https://a.example.com, https://b.example.com",
    mend: "look the request's Origin up in the list and send that one back with Vary: Origin",
    traps: "none: no browser takes a list",
    cwe: [], snippets: Snippets.allowList,
    needs: FieldSet(.allowOrigin))
  package static let interest: Facts = [.oddAllowOrigin]
  private var table = EvidenceTable()

  package init() {}

  package mutating func observe(
    _ observation: Observation, _ exchange: borrowing ExchangeView, at position: Position
  ) {
    guard !exchange.record.repeated.contains(.allowOrigin),
      AllowOriginValue.isList(exchange.bytes(.allowOrigin)),
      !AllowOriginValue.isOneValueTwice(exchange.bytes(.allowOrigin))
    else { return }
    table.add(observation, at: position) {
      HeaderDetail.text(exchange, .allowOrigin)
    }
  }

  package mutating func merge(_ other: AllowOriginList) { table.merge(other.table) }

  package func findings(_ names: Names, _ inputs: [String]) -> [Finding] {
    table.findings(Self.info, names, inputs) { evidence in
      evidence.phrase("response", "lists", "list")
        + " several origins in Access-Control-Allow-Origin"
    }
  }
}
