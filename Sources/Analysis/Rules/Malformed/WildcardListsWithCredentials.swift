import CORSEngine
package import Traffic

/// Finds `*` in lists where credentials are allowed.
///
/// **What it finds.** * in Access-Control-Allow-Methods, -Headers or -Expose-Headers, together
/// with Access-Control-Allow-Credentials: true.
///
/// **Why it is bad.** For requests with credentials * is a method or header of that name, so
/// that the preflight fails, and nothing is exposed.
///
/// **Example.** `Access-Control-Allow-Headers: *`, `Access-Control-Allow-Credentials: true`.
///
/// **Instead.** List the methods and header names.
package struct WildcardListsWithCredentials: Rule {
  package static let info = RuleInfo(
    id: "wildcard-methods-or-headers-with-credentials", section: .malformed, severity: .high,
    finds: "* in Access-Control-Allow-Methods, -Headers or -Expose-Headers, together with "
      + "Access-Control-Allow-Credentials: true",
    why: "for requests with credentials * is a method or header of that name, so that the "
      + "preflight fails, and nothing is exposed",
    example: "Access-Control-Allow-Headers: *\nAccess-Control-Allow-Credentials: true",
    mend: "list the methods and header names",
    traps: "requests without credentials are served as meant",
    yieldsTo: [],
    cwe: [], snippets: Snippets.grants,
    needs: FieldSet(.allowCredentials))
  package static let interest: Facts = [.wildcardList, .credentialsTrue, .namesOrigin, .user]

  private var table = EvidenceTable()
  private var failing = HashTable<Int>(limit: 2_000)

  package init() {}

  package mutating func observe(
    _ observation: Observation, _ exchange: borrowing ExchangeView, at position: Position
  ) {
    // On other responses only Access-Control-Expose-Headers counts.
    let counts =
      observation.facts.contains(.preflight)
      || exchange.has(.exposeHeaders)
        && exchange.bytes(.exposeHeaders).trimmingBlanks().equals("*")
    guard counts else { return }
    if observation.judgement.failed.contains(.methodNotAllowed)
      || observation.judgement.failed.contains(.headerNotAllowed),
      let index = failing.index(of: observation.target, initial: 0)
    {
      failing.values[index] += 1
    }
    table.add(observation, at: position) {
      HeaderDetail.requestAnd(exchange, .allowMethods, .allowHeaders, .exposeHeaders)
        + "; Access-Control-Allow-Credentials: true"
    }
  }

  package mutating func merge(_ other: Self) {
    table.merge(other.table)
    for (key, count) in zip(other.failing.keys, other.failing.values) {
      guard let index = failing.index(of: key, initial: 0) else { continue }
      failing.values[index] += count
    }
  }

  package func findings(_ context: RuleContext) -> [Finding] {
    table.entries.map { target, evidence in
      let count = failing.index(of: target).map { failing.values[$0] } ?? 0
      return evidence.finding(
        Self.info, target: target, context, severity: count > 0 ? .high : .medium,
        summary: evidence.phrase("response", "uses", "use") + " * where credentials are allowed"
          + (count > 0
            ? "; \(count) \(count == 1 ? "preflight fails" : "preflights fail") with credentials"
            : ""))
    }
  }
}
