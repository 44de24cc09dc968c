package import Traffic

/// Finds one fixed origin where several ask.
///
/// **What it finds.** An Access-Control-Allow-Origin that is the same for everyone, and
/// requests of other origins that fail for it again and again.
///
/// **Why it is bad.** The header names one origin; the pages of all others are blocked.
///
/// **Example.** `Origin: https://shop.example.com`, `Access-Control-Allow-Origin:
/// https://app.example.com`.
///
/// **Instead.** Look the request's Origin up in a list and send that one back with Vary:
/// Origin.
package struct AllowOriginStaticMismatch: Rule {
  package static let info = RuleInfo(
    id: "acao-static-single-mismatch", section: .consistency, severity: .medium,
    finds: "an Access-Control-Allow-Origin that is the same for everyone, and requests of other "
      + "origins that fail for it again and again",
    why: "the header names one origin; the pages of all others are blocked",
    example:
      "Origin: https://shop.example.com\nAccess-Control-Allow-Origin: https://app.example.com",
    mend: "look the request's Origin up in a list and send that one back with Vary: Origin",
    traps: "origins that nobody means to let in: those of most clients come first",
    yieldsTo: ["dev-origin-in-production", "internal-origin-disclosed", "cached-wrong-origin"],
    cwe: [], snippets: Snippets.allowList,
    needs: FieldSet(.origin, .allowOrigin))
  package static let interest: Facts = [.actual, .blocked, .oddAllowOrigin, .user]

  /// How often another origin must have failed.
  static let leastCount = 3

  private var table = EvidenceTable()
  private var origins = HashTable<SmallList<8, UInt64>>(limit: 2_000)

  package init() {}

  package mutating func observe(
    _ observation: Observation, _ exchange: borrowing ExchangeView, at position: Position
  ) {
    guard observation.isMismatch, observation.facts.isDisjoint(with: [.nullOrigin, .error]) else {
      return
    }
    table.add(observation, at: position) { HeaderDetail.text(exchange, .origin, .allowOrigin) }
    guard
      let index = origins.index(
        of: observation.target, initial: SmallList<8, UInt64>(filler: 0)),
      !origins.values[index].contains(observation.origin)
    else { return }
    origins.values[index].append(observation.origin)
  }

  package mutating func merge(_ other: Self) {
    table.merge(other.table)
    for (key, list) in zip(other.origins.keys, other.origins.values) {
      guard let index = origins.index(of: key, initial: SmallList<8, UInt64>(filler: 0)) else {
        continue
      }
      for origin in list.array where !origins.values[index].contains(origin) {
        origins.values[index].append(origin)
      }
    }
  }

  package func findings(_ context: RuleContext) -> [Finding] {
    let fixed = Dictionary(
      context.trust.targets.filter { $0.items.count == 1 }.map { ($0.target, $0.items[0]) },
      uniquingKeysWith: { first, _ in first })
    return table.entries.compactMap { target, evidence in
      guard evidence.count >= Self.leastCount, let item = fixed[target],
        item.flaw != .null, item.flaw != .malformed
      else { return nil }
      let count = origins.index(of: target).map { origins.values[$0].count } ?? 0
      return evidence.finding(
        Self.info, target: target, context,
        summary: "\(evidence.count) requests of \(count == 8 ? "8 or more" : "\(count)") other "
          + "\(count == 1 ? "origin" : "origins") failed, since every response names "
          + HeaderDetail.cut(context.names.text(item.value)))
    }
  }
}
