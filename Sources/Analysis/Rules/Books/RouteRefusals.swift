/// When routes kept origins out that users or testers sent.
///
/// A route that lets any origin in refuses none: one that does, while it lets some in, has a list.
struct RouteRefusals {
  /// By route.
  private var refusals: [UInt64: [TimeSpan]] = [:]
  /// When an origin was let in on a route, by both.
  private var grants: [UInt64: TimeSpan] = [:]

  init(_ policies: PolicyBook) {
    for guest in policies.guests.values {
      if guest.named > 0 {
        grants[guest.route ^ guest.origin, default: TimeSpan()].merge(guest.grants)
      } else if guest.granted == 0, guest.denied.count > 0 {
        refusals[guest.route, default: []].append(guest.denials)
      }
    }
    for (route, span) in zip(policies.refusedProbes.keys, policies.refusedProbes.values) {
      refusals[route, default: []].append(span)
    }
  }

  /// Whether a refusal lies amid the grants to the `origins`, each of another site, so that neither
  /// before nor after it `limit` of them were let in: then the policy cannot just have been opened,
  /// or closed.
  func refute(_ route: UInt64, _ origins: [UInt64], limit: Int) -> Bool {
    guard let refusals = refusals[route] else { return false }
    let spans = origins.map { grants[route ^ $0] ?? TimeSpan() }
    return refusals.contains { refusal in
      !refusal.isEmpty
        && [refusal.first, refusal.last].contains { time in
          // Of whom no time is known, it may have been either.
          spans.count { $0.isEmpty || $0.first > time } < limit
            && spans.count { $0.isEmpty || $0.last < time } < limit
        }
    }
  }
}
