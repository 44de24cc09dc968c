package import Traffic

/// Finds an Access-Control-Allow-Origin that is a URL instead of an origin.
///
/// **What it finds.** An Access-Control-Allow-Origin with a path, a trailing slash or user
/// information.
///
/// **Why it is bad.** An origin is scheme, host and port; anything behind it makes the header
/// equal no Origin, so every cross-origin read fails.
///
/// **Example.** `Access-Control-Allow-Origin: https://app.example.com/`.
///
/// **Instead.** Take everything behind the host and port off, the slash included.
package struct AllowOriginWithPath: Rule {
  package static let info = RuleInfo(
    id: "acao-with-path-or-slash", severity: .high,
    finds: "an Access-Control-Allow-Origin with a path, a trailing slash or user information",
    why: "an origin is scheme, host and port; anything behind it makes the header equal no "
      + "Origin, so every cross-origin read fails",
    example: "Access-Control-Allow-Origin: https://app.example.com/",
    mend: "take everything behind the host and port off, the slash included",
    traps: "none: no Origin has a path",
    cwe: [], snippets: Snippets.allowList,
    needs: FieldSet(.allowOrigin))
  package static let interest: Facts = [.oddAllowOrigin]
  private var table = EvidenceTable()

  package init() {}

  package mutating func observe(
    _ observation: Observation, _ exchange: borrowing ExchangeView, at position: Position
  ) {
    guard AllowOriginValue.hasMoreThanOrigin(exchange.bytes(.allowOrigin)) else { return }
    table.add(observation, at: position) {
      HeaderDetail.text(exchange, .allowOrigin)
    }
  }

  package mutating func merge(_ other: AllowOriginWithPath) { table.merge(other.table) }

  package func findings(_ names: Names, _ inputs: [String]) -> [Finding] {
    table.findings(Self.info, names, inputs) { evidence in
      "\(evidence.phrase("response", "sends", "send")) a URL where an origin belongs"
    }
  }
}
