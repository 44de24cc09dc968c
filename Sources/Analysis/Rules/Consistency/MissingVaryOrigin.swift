import Traffic

/// Finds responses that differ by Origin and do not say so.
///
/// **What it finds.** Responses whose Access-Control-Allow-Origin depends on the request,
/// without Vary: Origin.
///
/// **Why it is bad.** A cache may give one origin the response made for another, which the
/// browser then blocks; it happens at random and is hard to find.
///
/// **Example.** `Access-Control-Allow-Origin: https://a.example.com to one request,
/// https://b.example.com to the next, and no Vary`.
///
/// **Instead.** Send Vary: Origin on every response of the route, those without Origin
/// included.
package struct MissingVaryOrigin: DerivedRule {
  package static let info = RuleInfo(
    id: "missing-vary-origin", section: .consistency, severity: .medium,
    finds:
      "responses whose Access-Control-Allow-Origin depends on the request, without Vary: Origin",
    why: "a cache may give one origin the response made for another, which the browser then "
      + "blocks; it happens at random and is hard to find",
    example: "Access-Control-Allow-Origin: https://a.example.com to one request, "
      + "https://b.example.com to the next, and no Vary",
    mend: "send Vary: Origin on every response of the route, those without Origin included",
    traps: "a value that is the same for everyone needs no Vary, nor does what no cache may keep",
    yieldsTo: [],
    cwe: [524, 525], snippets: Snippets.vary,
    needs: FieldSet(.origin, .allowOrigin, .vary))

  package init() {}

  package func findings(_ context: RuleContext) -> [Finding] {
    let policies = context.policies
    var targets: [(target: UInt64, evidence: Evidence, isShared: Bool)] = []
    var places: [UInt64: Int] = [:]
    // By places, for records are large.
    let (keys, records) = (policies.varying.keys, policies.varying.values)
    for index in records.indices
    where records[index].silent.count > 0 && !records[index].isSilentUnaskedOnly
      && records[index].dependsOnOrigin(keys[index], policies.bystanders)
    {
      let place = places[records[index].target] ?? targets.count
      if place == targets.count {
        places[records[index].target] = place
        targets.append((records[index].target, Evidence(), false))
      }
      targets[place].evidence.add(records[index].silent, route: keys[index]) { mark in
        let origin = HeaderDetail.cut(context.names.text(mark.origin))
        return (mark.origin == 0 ? "no Origin" : "Origin: \(origin)")
          + "; Vary does not name Origin"
      }
      if records[index].isShared { targets[place].isShared = true }
    }
    return targets.map { entry in
      entry.evidence.finding(
        Self.info, target: entry.target, context, severity: entry.isShared ? .high : .medium,
        summary: entry.evidence.phrase("response", "depends", "depend")
          + " on Origin without saying so in Vary"
          + (entry.isShared ? ", and shared caches may keep them" : ""))
    }
  }
}
