import Traffic

/// Finds preflights that browsers may keep for five seconds only.
///
/// **What it finds.** Many preflights, a fifth of a host's cross-origin traffic or more,
/// answered without Access-Control-Max-Age.
///
/// **Why it is bad.** Without it browsers keep the answer for five seconds, so that nearly
/// every call waits for a preflight first.
///
/// **Example.** `OPTIONS /api/items 204 without Access-Control-Max-Age`.
///
/// **Instead.** Send Access-Control-Max-Age: 7200.
package struct PreflightMaxAgeMissing: DerivedRule {
  package static let info = RuleInfo(
    id: "preflight-max-age-missing", section: .preflight, severity: .low,
    finds: "many preflights, a fifth of a host's cross-origin traffic or more, answered without "
      + "Access-Control-Max-Age",
    why: "without it browsers keep the answer for five seconds, so that nearly every call waits "
      + "for a preflight first",
    example: "OPTIONS /api/items 204 without Access-Control-Max-Age",
    mend: "send Access-Control-Max-Age: 7200",
    traps: "little traffic: ten preflights at least are asked for",
    yieldsTo: [],
    cwe: [], snippets: Snippets.maxAge,
    needs: FieldSet(.method, .requestMethod, .maxAge))

  package init() {}

  package func findings(_ context: RuleContext) -> [Finding] {
    let targets = context.policies.targets
    return zip(targets.keys, targets.values).filter { $1.lacksMaxAge }.map { target, record in
      var evidence = Evidence()
      evidence.add(record.withoutMaxAge, routes: record.routes.array) { mark in
        "\(mark.status) to a preflight; no Access-Control-Max-Age"
      }
      let share = Int((record.preflightShare * 100).rounded())
      return evidence.finding(
        Self.info, target: target, context,
        summary: "\(evidence.count) preflights were answered without Access-Control-Max-Age; "
          + "preflights are \(share) % of the host's cross-origin traffic")
    }
  }
}
