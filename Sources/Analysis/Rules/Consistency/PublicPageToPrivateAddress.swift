import CORSEngine
package import Traffic

/// Finds public pages that call private addresses.
///
/// **What it finds.** A page of a public origin that calls a private or loopback address.
///
/// **Why it is bad.** Browsers ask the user for a permission first, or refuse; and whatever
/// listens there must not trust pages just because they reach it.
///
/// **Example.** `Origin: https://app.example.com`, `Host: 192.168.1.20`.
///
/// **Instead.** Serve what the page needs from a public https host, or ask for the permission
/// and check the Origin.
package struct PublicPageToPrivateAddress: TableRule {
  package static let info = RuleInfo(
    id: "public-page-to-private-address", section: .consistency, severity: .info,
    finds: "a page of a public origin that calls a private or loopback address",
    why: "browsers ask the user for a permission first, or refuse; and whatever listens there "
      + "must not trust pages just because they reach it",
    example: "Origin: https://app.example.com\nHost: 192.168.1.20",
    mend: "serve what the page needs from a public https host, or ask for the permission and check "
      + "the Origin",
    traps: "programs on the desktop that are reached on purpose; a proxy that puts its own address "
      + "in Host",
    yieldsTo: [],
    cwe: [441], snippets: Snippets.allowList,
    needs: FieldSet(.origin, .host))
  package static let interest: Facts = [.privateTarget, .actual, .user]
  package var table = EvidenceTable()

  package init() {}

  package static func sight(
    _ observation: Observation, _ exchange: borrowing ExchangeView
  ) -> Bool {
    // Behind a proxy Host may be the proxy's word: only what the browser itself recorded, or a
    // client in the same network, shows where the page called.
    let isDirect =
      exchange.traits.contains(.recorded)
      || exchange.has(.client) && HostCharacter(host: exchange.bytes(.client)).isLocal
    guard isDirect, let parts = URLParts(exchange.bytes(.origin)) else { return false }
    let host = exchange.bytes(.origin).extracting(parts.host.range)
    let character = HostCharacter(host: host)
    return !character.isLocal && !character.contains(.development)
      && exchange.bytes(.origin).starts(with: "http")
  }

  package static func detail(_ exchange: borrowing ExchangeView) -> String {
    HeaderDetail.requestAnd(exchange, .origin)
  }

  package static func summary(_ evidence: Evidence) -> String {
    evidence.phrase("request", "of a public page goes", "of public pages go")
      + " to a private address"
  }
}
