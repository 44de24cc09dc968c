package import Traffic

/// Finds responses out of a cache that were made for another origin.
///
/// **What it finds.** A response from a cache whose Access-Control-Allow-Origin is another
/// origin that the host lets in.
///
/// **Why it is bad.** A cache gave one page what was made for another, so that the browser
/// blocks it; it strikes at random.
///
/// **Example.** `Origin: https://b.example.com`, `Access-Control-Allow-Origin:
/// https://a.example.com`, `Age: 42`.
///
/// **Instead.** Send Vary: Origin on every response of the route, and purge what was kept
/// without it.
package struct CachedWrongOrigin: Rule {
  package static let info = RuleInfo(
    id: "cached-wrong-origin", section: .consistency, severity: .high,
    finds: "a response from a cache whose Access-Control-Allow-Origin is another origin that the "
      + "host lets in",
    why: "a cache gave one page what was made for another, so that the browser blocks it; it "
      + "strikes at random",
    example:
      "Origin: https://b.example.com\nAccess-Control-Allow-Origin: https://a.example.com\nAge: "
      + "42",
    mend: "send Vary: Origin on every response of the route, and purge what was kept without it",
    traps: "a host that names the same one origin to everyone",
    yieldsTo: [],
    cwe: [349, 525], snippets: Snippets.vary,
    needs: FieldSet(.origin, .allowOrigin))
  package static let interest: Facts = [.actual, .blocked, .oddAllowOrigin, .user]

  private struct Value: Sendable, Codable {
    var target: UInt64 = 0
    var value: UInt64 = 0
    var evidence = Evidence()
  }

  /// By target and value.
  private var values = HashTable<Value>(limit: 2_000)

  package init() {}

  package mutating func observe(
    _ observation: Observation, _ exchange: borrowing ExchangeView, at position: Position
  ) {
    guard observation.isMismatch,
      observation.facts.contains(.fromSharedCache) || observation.status == 304,
      let index = values.index(
        of: (observation.target ^ observation.allowOrigin).mixed, initial: Value())
    else { return }
    values.values[index].target = observation.target
    values.values[index].value = observation.allowOrigin
    values.values[index].evidence.add(observation, at: position) {
      HeaderDetail.text(exchange, .origin, .allowOrigin, .age)
    }
  }

  package mutating func merge(_ other: Self) {
    for (key, value) in zip(other.values.keys, other.values.values) {
      guard let index = values.index(of: key, initial: Value()) else { continue }
      values.values[index].target = value.target
      values.values[index].value = value.value
      values.values[index].evidence.merge(value.evidence)
    }
  }

  package func findings(_ context: RuleContext) -> [Finding] {
    var targets: [UInt64] = []
    var table: [UInt64: Evidence] = [:]
    for value in values.values {
      // A host that echoes one origin only names it to everyone.
      guard context.policies.grants.echoes(value.value, on: value.target),
        context.trust.echoesSeveral(value.target)
      else { continue }
      if table[value.target] == nil { targets.append(value.target) }
      table[value.target, default: Evidence()].merge(value.evidence)
    }
    return targets.compactMap { target in
      table[target].map { evidence in
        evidence.finding(
          Self.info, target: target, context,
          summary: evidence.phrase("response", "out of a cache was", "out of caches were")
            + " made for another origin")
      }
    }
  }
}
