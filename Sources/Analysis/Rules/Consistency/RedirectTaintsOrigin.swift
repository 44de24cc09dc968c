package import Traffic

/// Finds redirects to another origin that turn Origin to null.
///
/// **What it finds.** A cross-origin request redirected to a further origin, which gets Origin:
/// null and lets in named origins only.
///
/// **Why it is bad.** After a redirect from one foreign origin to another browsers send Origin:
/// null, which no list of origins holds.
///
/// **Example.** `GET https://api.example.com/file 302`, `Location:
/// https://files.example.net/file`, `Origin: null at the second host`.
///
/// **Instead.** Let pages call the final URL, or proxy it instead of redirecting.
package struct RedirectTaintsOrigin: Rule {
  package static let info = RuleInfo(
    id: "redirect-taints-origin", section: .consistency, severity: .high,
    finds:
      "a cross-origin request redirected to a further origin, which gets Origin: null and lets "
      + "in named origins only",
    why: "after a redirect from one foreign origin to another browsers send Origin: null, which "
      + "no list of origins holds",
    example:
      "GET https://api.example.com/file 302\nLocation: https://files.example.net/file\nOrigin: "
      + "null at the second host",
    mend: "let pages call the final URL, or proxy it instead of redirecting",
    traps: "a second host that is for everyone and sends *",
    yieldsTo: [],
    cwe: [], snippets: Snippets.allowList,
    needs: FieldSet(.origin, .location, .allowOrigin))
  package static let interest: Facts = [.actual, .user]
  package static let either: Facts = [.redirect, .nullOrigin]

  private struct Host: Sendable, Codable {
    /// The redirects to it, and who sends them.
    var redirector: UInt64 = 0
    var redirects = Evidence()
    /// What it refused to Origin: null.
    var refused = Evidence()
    /// How many of these are known to come from a redirect.
    var chained = 0
  }

  /// By the hash of the target that is redirected to.
  private var hosts = HashTable<Host>(limit: 2_000)

  package init() {}

  package mutating func observe(
    _ observation: Observation, _ exchange: borrowing ExchangeView, at position: Position
  ) {
    let facts = observation.facts
    if facts.isSuperset(of: [.redirect, .location]) {
      guard facts.isDisjoint(with: .blocked),
        let target = RedirectTarget.otherTarget(exchange), target != observation.target,
        let index = hosts.index(of: target, initial: Host())
      else { return }
      hosts.values[index].redirector = observation.target
      hosts.values[index].redirects.add(observation, at: position) {
        HeaderDetail.requestAnd(exchange, .location)
      }
    } else if facts.isSuperset(of: [.nullOrigin, .blocked]), observation.isMismatch,
      let index = hosts.index(of: observation.target, initial: Host())
    {
      if observation.judgement.basis.contains(.redirected) { hosts.values[index].chained += 1 }
      hosts.values[index].refused.add(observation, at: position) {
        HeaderDetail.requestAnd(exchange, .origin, .allowOrigin)
      }
    }
  }

  package mutating func merge(_ other: Self) {
    for (key, host) in zip(other.hosts.keys, other.hosts.values) {
      guard let index = hosts.index(of: key, initial: Host()) else { continue }
      if host.redirector != 0 { hosts.values[index].redirector = host.redirector }
      hosts.values[index].redirects.merge(host.redirects)
      hosts.values[index].refused.merge(host.refused)
      hosts.values[index].chained += host.chained
    }
  }

  package func findings(_ context: RuleContext) -> [Finding] {
    zip(hosts.keys, hosts.values).filter { _, host in
      host.refused.count > 0 && (host.redirects.count > 0 || host.chained > 0)
    }.map { target, host in
      var evidence = host.redirects
      evidence.merge(host.refused)
      return evidence.finding(
        Self.info, target: host.redirector == 0 ? target : host.redirector, context,
        confidence: host.chained > 0 ? .certain : .inferred,
        summary: host.refused.phrase("request", "reached", "reached")
          + " \(context.names.text(target)) through a redirect, with Origin: null, and "
          + (host.refused.count == 1 ? "was refused" : "were refused"))
    }
  }
}
