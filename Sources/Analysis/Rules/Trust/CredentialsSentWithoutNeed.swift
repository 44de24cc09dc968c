package import Traffic

/// Finds credentials allowed where nobody sends any.
///
/// **What it finds.** Access-Control-Allow-Credentials: true on all responses of a host of
/// which no cross-origin request had a cookie or Authorization.
///
/// **Why it is bad.** Each flaw in the list of origins would then cost more than it need.
///
/// **Example.** `Access-Control-Allow-Credentials: true`.
///
/// **Instead.** Drop the header, or send it only where cookies are used.
package struct CredentialsSentWithoutNeed: Rule {
  package static let info = RuleInfo(
    id: "acac-sent-without-need", section: .trust, severity: .info,
    finds: "Access-Control-Allow-Credentials: true on all responses of a host of which no "
      + "cross-origin request had a cookie or Authorization",
    why: "each flaw in the list of origins would then cost more than it need",
    example: "Access-Control-Allow-Credentials: true",
    mend: "drop the header, or send it only where cookies are used",
    traps: "cookies that SameSite, or the browser's own blocking, keeps back",
    yieldsTo: [],
    cwe: [], snippets: Snippets.publicRead,
    needs: FieldSet(.origin, .allowCredentials, .hasCookie))
  package static let interest: Facts = [.actual, .user, .cookieObserved]

  /// How many requests must have been seen before their silence says anything.
  static let leastCount = 20

  private struct Host: Sendable, Codable {
    var allowing = Evidence()
    var others = 0
    var credentials = 0
  }

  private var hosts = HashTable<Host>(limit: 2_000)

  package init() {}

  package mutating func observe(
    _ observation: Observation, _ exchange: borrowing ExchangeView, at position: Position
  ) {
    let facts = observation.facts
    guard facts.contains(.success),
      let index = hosts.index(of: observation.target, initial: Host())
    else { return }
    if !facts.isDisjoint(with: [.cookie, .authorization]) { hosts.values[index].credentials += 1 }
    if facts.isSuperset(of: [.credentialsTrue, .namesOrigin]) {
      hosts.values[index].allowing.add(observation, at: position) {
        HeaderDetail.requestAnd(exchange, .allowCredentials) + "; no Cookie"
      }
    } else {
      hosts.values[index].others += 1
    }
  }

  package mutating func merge(_ other: Self) {
    for (key, host) in zip(other.hosts.keys, other.hosts.values) {
      guard let index = hosts.index(of: key, initial: Host()) else { continue }
      hosts.values[index].allowing.merge(host.allowing)
      hosts.values[index].others += host.others
      hosts.values[index].credentials += host.credentials
    }
  }

  package func findings(_ context: RuleContext) -> [Finding] {
    zip(hosts.keys, hosts.values).filter { _, host in
      host.credentials == 0 && host.others == 0 && host.allowing.count >= Self.leastCount
    }.map { target, host in
      host.allowing.finding(
        Self.info, target: target, context, confidence: .inferred,
        summary: "\(host.allowing.count) responses allow credentials, and no request had any")
    }
  }
}
