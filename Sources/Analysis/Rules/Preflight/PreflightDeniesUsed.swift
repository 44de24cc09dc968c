import CORSEngine
package import Traffic

/// Finds methods or headers that pages use and preflights deny.
///
/// **What it finds.** Two or more preflights of a listed origin that fail only for a method or
/// header that is not granted.
///
/// **Why it is bad.** The page is let in and its request is not: often a tracing or monitoring
/// script adds a header that nobody granted.
///
/// **Example.** `Access-Control-Request-Headers: traceparent`, `Access-Control-Allow-Headers:
/// content-type`.
///
/// **Instead.** Grant the method or header, or stop the script that adds it (traceparent,
/// sentry-trace, baggage, x-datadog-*, x-requested-with).
package struct PreflightDeniesUsed: Rule {
  package static let info = RuleInfo(
    id: "preflight-denies-used-method-or-header", section: .preflight, severity: .medium,
    finds:
      "two or more preflights of a listed origin that fail only for a method or header that is "
      + "not granted",
    why: "the page is let in and its request is not: often a tracing or monitoring script adds a "
      + "header that nobody granted",
    example:
      "Access-Control-Request-Headers: traceparent\nAccess-Control-Allow-Headers: content-type",
    mend: "grant the method or header, or stop the script that adds it (traceparent, sentry-trace, "
      + "baggage, x-datadog-*, x-requested-with)",
    traps: "attempts of strangers: only preflights whose Origin is let in count",
    yieldsTo: [],
    cwe: [], snippets: Snippets.grants,
    needs: FieldSet(.requestMethod, .requestHeaders, .allowMethods, .allowHeaders))
  package static let interest: Facts = [.preflight, .blocked, .success, .user]

  private struct Host: Sendable, Codable {
    var evidence = Evidence()
    var names: [String] = []
    /// The hashes of those that were put in words.
    var known = SmallList<8, UInt64>(filler: 0)
  }

  /// How many denied names are told.
  private static let nameLimit = 6

  private var hosts = HashTable<Host>(limit: 2_000)

  package init() {}

  package mutating func observe(
    _ observation: Observation, _ exchange: borrowing ExchangeView, at position: Position
  ) {
    let failed = observation.judgement.failed
    // A list that does not parse, or in small letters, has a rule of its own.
    guard !failed.isEmpty, failed.isSubset(of: Self.denials),
      !(failed == BlockReasons(.methodNotAllowed)
        && observation.facts.contains(.lowerCaseMethods)),
      let index = hosts.index(of: observation.target, initial: Host())
    else { return }
    hosts.values[index].evidence.add(observation, at: position) {
      HeaderDetail.requestAnd(
        exchange, .requestMethod, .requestHeaders, .allowMethods, .allowHeaders)
    }
    guard hosts.values[index].names.count < Self.nameLimit else { return }
    let (field, range) = Self.denied(exchange, observation.judgement)
    let denied = exchange.bytes(field).extracting(range)
    // The words are made once for each name.
    let hash = denied.hash()
    guard !hosts.values[index].known.contains(hash) else { return }
    hosts.values[index].known.append(hash)
    note(denied.isEmpty ? "?" : HeaderDetail.cut(Redaction.reported(denied)), at: index)
  }

  private mutating func note(_ name: String, at index: Int) {
    if hosts.values[index].names.count < Self.nameLimit, !hosts.values[index].names.contains(name) {
      hosts.values[index].names.append(name)
    }
  }

  /// Where the method, or the first header name, that was denied stands; nowhere if it is not
  /// known.
  private static func denied(
    _ exchange: borrowing ExchangeView, _ judgement: Judgement
  ) -> (Field, Range<Int>) {
    if judgement.failed.contains(.methodNotAllowed) {
      return (.requestMethod, 0..<exchange.bytes(.requestMethod).count)
    }
    return (.requestHeaders, Judge.refusedName(exchange, judgement))
  }

  private static let denials = BlockReasons(.methodNotAllowed, .headerNotAllowed)

  package mutating func merge(_ other: Self) {
    for (key, host) in zip(other.hosts.keys, other.hosts.values) {
      guard let index = hosts.index(of: key, initial: Host()) else { continue }
      hosts.values[index].evidence.merge(host.evidence)
      for name in host.names { note(name, at: index) }
    }
  }

  package func findings(_ context: RuleContext) -> [Finding] {
    zip(hosts.keys, hosts.values).filter { $1.evidence.count >= 2 }.map { target, host in
      host.evidence.finding(
        Self.info, target: target, context,
        summary: "\(host.evidence.count) preflights of origins that are let in were denied "
          + host.names.joined(separator: ", "))
    }
  }
}
