import Traffic

/// Finds a policy that changed at one instant.
///
/// **What it finds.** An origin that was let in until some instant and refused from then on, or
/// the reverse.
///
/// **Why it is bad.** A release or a change of configuration did it: whoever looks for the
/// cause knows when to look.
///
/// **Example.** `GET /api/items 200 with Access-Control-Allow-Origin until 09:12`, `GET
/// /api/items 200 without from then on`.
///
/// **Instead.** Compare what was deployed then.
package struct PolicyChange: DerivedRule {
  package static let info = RuleInfo(
    id: "policy-change", section: .consistency, severity: .info,
    finds: "an origin that was let in until some instant and refused from then on, or the reverse",
    why: "a release or a change of configuration did it: whoever looks for the cause knows when "
      + "to look",
    example: "GET /api/items 200 with Access-Control-Allow-Origin until 09:12\nGET /api/items 200 "
      + "without from then on",
    mend: "compare what was deployed then",
    traps: "a change that is meant: see the release notes",
    yieldsTo: ["node-inconsistent-policy"],
    cwe: [], snippets: [],
    needs: FieldSet(.origin, .allowOrigin, .start))

  package init() {}

  /// How many answers there must be on either side, as for the list of changes.
  static let leastCount = 4

  private struct Host {
    var evidence = Evidence()
    var first = Int64.max
    var closed = 0
    var opened = 0
  }

  package func findings(_ context: RuleContext) -> [Finding] {
    var targets: [UInt64] = []
    var hosts: [UInt64: Host] = [:]
    // By places, for records are large.
    let records = context.policies.guests.values
    for place in records.indices
    where records[place].granted >= Self.leastCount
      && records[place].denied.count >= Self.leastCount
    {
      let record = records[place]
      let closes = record.grants.isBefore(record.denials)
      guard closes || record.denials.isBefore(record.grants) else { continue }
      if hosts[record.target] == nil { targets.append(record.target) }
      var host = hosts[record.target] ?? Host()
      if closes { host.closed += 1 } else { host.opened += 1 }
      host.first = min(host.first, closes ? record.denials.first : record.grants.first)
      host.evidence.add(
        closes ? record.denied : record.grantSightings, route: record.route
      ) { mark in
        "\(mark.status); Origin: \(HeaderDetail.cut(context.names.text(mark.origin))) "
          + (closes ? "is let in no more" : "is let in from here on")
      }
      hosts[record.target] = host
    }
    return targets.compactMap { target in
      guard let host = hosts[target] else { return nil }
      let what = [
        host.closed > 0 ? "\(Self.pairs(host.closed)) let in no more" : nil,
        host.opened > 0 ? "\(Self.pairs(host.opened)) let in from then on" : nil,
      ].compactMap { $0 }.joined(separator: ", ")
      return host.evidence.finding(
        Self.info, target: target, context,
        summary: "the policy changed at \(InstantText.utc(host.first)): \(what)")
    }
  }

  private static func pairs(_ count: Int) -> String {
    count == 1 ? "an origin on one route is" : "\(count) pairs of origin and route are"
  }
}
