import Traffic

/// Finds responses to requests without Origin that lack Vary.
///
/// **What it finds.** Routes whose responses say Vary: Origin when Origin was sent, and not
/// when it was not.
///
/// **Why it is bad.** A cache keeps the response made without Origin, which has no CORS
/// headers, and gives it to the next page that asks.
///
/// **Example.** `Vary: Origin with Origin sent`, `no Vary: Origin without`.
///
/// **Instead.** Send Vary: Origin on every response of the route, whether Origin was sent or
/// not.
package struct MissingVaryWithoutOrigin: DerivedRule {
  package static let info = RuleInfo(
    id: "missing-vary-on-no-origin-responses", section: .consistency, severity: .medium,
    finds: "routes whose responses say Vary: Origin when Origin was sent, and not when it was not",
    why: "a cache keeps the response made without Origin, which has no CORS headers, and gives it "
      + "to the next page that asks",
    example: "Vary: Origin with Origin sent\nno Vary: Origin without",
    mend: "send Vary: Origin on every response of the route, whether Origin was sent or not",
    traps: "what no cache keeps",
    yieldsTo: ["missing-vary-origin"],
    cwe: [524, 525], snippets: Snippets.vary,
    needs: FieldSet(.origin, .allowOrigin, .vary))

  package init() {}

  package func findings(_ context: RuleContext) -> [Finding] {
    let policies = context.policies
    var targets: [UInt64] = []
    var byTarget: [UInt64: (evidence: Evidence, routes: Int)] = [:]
    // By places, for records are large.
    let (keys, records) = (policies.varying.keys, policies.varying.values)
    for index in records.indices where records[index].isSilentUnaskedOnly {
      let key = keys[index]
      guard
        records[index].silent.count > 0
          ? records[index].dependsOnOrigin(key, policies.bystanders)
          : policies.bystanders.lacksVary(key)
      else { continue }
      let route = records[index]
      if byTarget[route.target] == nil { targets.append(route.target) }
      var entry = byTarget[route.target] ?? (Evidence(), 0)
      // The responses to blame are there where they carry the header.
      if route.silent.count > 0 {
        entry.evidence.add(route.silent, route: key) { _ in
          "no Origin was sent; Vary does not name Origin here, and does where one was"
        }
      } else {
        entry.evidence.add(route.saying, route: key) { mark in
          let origin = HeaderDetail.cut(context.names.text(mark.origin))
          return "Origin: \(origin); Vary names Origin here, and not where no Origin was sent"
        }
      }
      entry.routes += 1
      byTarget[route.target] = entry
    }
    return targets.compactMap { target in
      guard let entry = byTarget[target] else { return nil }
      return entry.evidence.finding(
        Self.info, target: target, context,
        summary: "\(entry.routes) \(entry.routes == 1 ? "route says" : "routes say") Vary: Origin "
          + "only where Origin was sent")
    }
  }
}
