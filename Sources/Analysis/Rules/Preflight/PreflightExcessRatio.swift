import Traffic

/// Finds hosts a great part of whose traffic is preflights.
///
/// **What it finds.** More than 30 % of a host's cross-origin traffic are preflights, and
/// clients send them again and again.
///
/// **Why it is bad.** Users wait for a second round trip, and the server answers twice.
///
/// **Example.** `43 OPTIONS in 100 cross-origin requests`.
///
/// **Instead.** Raise Access-Control-Max-Age, keep URLs stable, and use headers and content
/// types that need no preflight.
package struct PreflightExcessRatio: DerivedRule {
  package static let info = RuleInfo(
    id: "preflight-excess-ratio", section: .preflight, severity: .low,
    finds: "more than 30 % of a host's cross-origin traffic are preflights, and clients send them "
      + "again and again",
    why: "users wait for a second round trip, and the server answers twice",
    example: "43 OPTIONS in 100 cross-origin requests",
    mend: "raise Access-Control-Max-Age, keep URLs stable, and use headers and content types that "
      + "need no preflight",
    traps: "short sessions: clients that send one preflight each cannot keep it",
    yieldsTo: [
      "preflight-max-age-missing", "preflight-not-cached-by-url-variety",
      "authorization-under-wildcard",
    ],
    cwe: [], snippets: Snippets.maxAge,
    needs: FieldSet(.method, .requestMethod, .origin, .client))

  package init() {}

  package func findings(_ context: RuleContext) -> [Finding] {
    let targets = context.policies.targets
    return zip(targets.keys, targets.values).filter { _, record in
      record.requests + record.preflights.count >= 50 && record.preflightShare > 0.3
        && PreflightExcessRatio.areRepeated(record)
    }.map { target, record in
      var evidence = Evidence()
      evidence.add(record.preflights, routes: record.routes.array) { mark in
        "\(mark.status) to a preflight"
      }
      let share = Int((record.preflightShare * 100).rounded())
      return evidence.finding(
        Self.info, target: target, context,
        summary: "\(share) % of the host's cross-origin traffic are preflights, "
          + "\(evidence.count) of \(evidence.count + record.requests)")
    }
  }

  /// Whether clients sent preflights again and again; a recording has one client, and no address.
  private static func areRepeated(_ record: TargetRecord) -> Bool {
    let clients = record.preflights.clients
    guard record.isRecorded || !clients.isEmpty else { return false }
    return record.preflights.count >= 2 * max(1, clients.count)
  }
}
