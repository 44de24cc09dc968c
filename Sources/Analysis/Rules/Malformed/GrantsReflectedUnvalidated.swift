package import Traffic

/// Finds preflights that grant whatever is asked for.
///
/// **What it finds.** Access-Control-Allow-Headers that repeats Access-Control-Request-Headers,
/// for five or more different lists.
///
/// **Why it is bad.** The list of headers protects nothing then; only the check of the Origin
/// is left.
///
/// **Example.** `Access-Control-Request-Headers: x-anything`, `Access-Control-Allow-Headers:
/// x-anything`.
///
/// **Instead.** List the header names that the application reads.
package struct GrantsReflectedUnvalidated: Rule {
  package static let info = RuleInfo(
    id: "acam-acah-reflected-unvalidated", section: .malformed, severity: .low,
    finds: "Access-Control-Allow-Headers that repeats Access-Control-Request-Headers, for five or "
      + "more different lists",
    why: "the list of headers protects nothing then; only the check of the Origin is left",
    example: "Access-Control-Request-Headers: x-anything\nAccess-Control-Allow-Headers: x-anything",
    mend: "list the header names that the application reads",
    traps: "harmless where the Origin is compared with a list; and for calls with Authorization it "
      + "is what makes browsers keep the grant",
    yieldsTo: [],
    cwe: [942], snippets: Snippets.grants,
    needs: FieldSet(.requestHeaders, .allowHeaders))
  package static let interest: Facts = [.preflight, .allowHeaders, .user]

  /// How many different lists must have been repeated.
  static let listLimit = 5

  private struct Host: Sendable, Codable {
    var lists = SmallList<5, UInt64>(filler: 0)
    var others = 0
    var seen = Evidence()
  }

  private var hosts = HashTable<Host>(limit: 2_000)

  package init() {}

  package mutating func observe(
    _ observation: Observation, _ exchange: borrowing ExchangeView, at position: Position
  ) {
    guard exchange.has(.requestHeaders),
      let index = hosts.index(of: observation.target, initial: Host())
    else { return }
    let asked = exchange.bytes(.requestHeaders)
    guard asked.equalsIgnoringCase(exchange.bytes(.allowHeaders)) else {
      hosts.values[index].others += 1
      return
    }
    let hash = asked.hash()
    if !hosts.values[index].lists.contains(hash) { hosts.values[index].lists.append(hash) }
    hosts.values[index].seen.add(observation, at: position) {
      HeaderDetail.requestAnd(exchange, .requestHeaders, .allowHeaders)
    }
  }

  package mutating func merge(_ other: Self) {
    for (key, host) in zip(other.hosts.keys, other.hosts.values) {
      guard let index = hosts.index(of: key, initial: Host()) else { continue }
      for list in host.lists.array where !hosts.values[index].lists.contains(list) {
        hosts.values[index].lists.append(list)
      }
      hosts.values[index].others += host.others
      hosts.values[index].seen.merge(host.seen)
    }
  }

  package func findings(_ context: RuleContext) -> [Finding] {
    zip(hosts.keys, hosts.values).filter { _, host in
      host.lists.count >= Self.listLimit && host.others == 0
    }.map { target, host in
      host.seen.finding(
        Self.info, target: target, context, confidence: .inferred,
        summary: "\(host.seen.count) preflights were granted the very headers that they asked for")
    }
  }
}
