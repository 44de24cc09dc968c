import Traffic

/// Finds policies that differ from one node to the next.
///
/// **What it finds.** One route and origin that is let in and refused by turns, or by one
/// node's log and not by another's at the same time.
///
/// **Why it is bad.** Whether a page works depends on which node answers: it fails at random,
/// and trying again seems to help.
///
/// **Example.** `GET /api/items 200 with Access-Control-Allow-Origin`, `GET /api/items 200
/// without, a second later`.
///
/// **Instead.** Bring all nodes to the same configuration, and look for one that was not
/// restarted.
package struct NodeInconsistentPolicy: DerivedRule {
  package static let info = RuleInfo(
    id: "node-inconsistent-policy", section: .consistency, severity: .high,
    finds: "one route and origin that is let in and refused by turns, or by one node's log and not "
      + "by another's at the same time",
    why: "whether a page works depends on which node answers: it fails at random, and trying "
      + "again seems to help",
    example: "GET /api/items 200 with Access-Control-Allow-Origin\nGET /api/items 200 without, a "
      + "second later",
    mend: "bring all nodes to the same configuration, and look for one that was not restarted",
    traps: "one change at one instant is a change of policy; caches without Vary look alike",
    yieldsTo: [],
    cwe: [], snippets: Snippets.allowList,
    needs: FieldSet(.origin, .allowOrigin, .start))

  package init() {}

  /// How often the answer must have turned.
  static let leastFlips = 4

  package func findings(_ context: RuleContext) -> [Finding] {
    var targets: [UInt64] = []
    var table: [UInt64: (evidence: Evidence, granting: UInt64, denying: UInt64, isApart: Bool)] =
      [:]
    // By places, for records are large.
    let records = context.policies.guests.values
    for place in records.indices
    where records[place].granted >= 2 && records[place].denied.count >= 2 {
      let record = records[place]
      let isApart = Self.isApart(record)
      guard isApart || record.flips >= Self.leastFlips else { continue }
      if table[record.target] == nil { targets.append(record.target) }
      var entry = table[record.target] ?? (Evidence(), 0, 0, true)
      entry.evidence.add(record.denied, route: record.route) { mark in
        "\(mark.status); Origin: \(HeaderDetail.cut(context.names.text(mark.origin))) is not let in, and is at other "
          + "times"
      }
      entry.granting |= record.grantingSources
      entry.denying |= record.denyingSources
      entry.isApart = entry.isApart && isApart
      table[record.target] = entry
    }
    return targets.compactMap { target in
      guard let entry = table[target] else { return nil }
      let nodes =
        entry.isApart
        ? ": \(Self.names(entry.granting, context)) let them in, "
          + "\(Self.names(entry.denying, context)) did not"
        : ""
      return entry.evidence.finding(
        Self.info, target: target, context, confidence: entry.isApart ? .certain : .inferred,
        summary: entry.evidence.phrase("response", "refuses", "refuse")
          + " an origin that is let in by turns" + nodes)
    }
  }

  /// Whether some inputs always let the origin in and others never, in the same span of time.
  private static func isApart(_ record: GuestRecord) -> Bool {
    record.grantingSources != 0 && record.denyingSources != 0
      && record.grantingSources & record.denyingSources == 0
      && !record.grants.isBefore(record.denials) && !record.denials.isBefore(record.grants)
  }

  private static func names(_ sources: UInt64, _ context: RuleContext) -> String {
    context.inputs.indices.filter { sources & (1 << UInt64($0 & 63)) != 0 }
      .prefix(3).map { context.inputs[$0] }.joined(separator: ", ")
  }
}
