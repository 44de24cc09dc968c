/// When routes kept origins out that users or testers sent.
///
/// A route that lets any origin in refuses none: one that does, while it lets some in, has a list.
struct RouteRefusals {
  /// By route.
  private var refusals = HashTable<[TimeSpan]>(limit: .max)
  /// When an origin was let in on a route, by both.
  private var grants = HashTable<TimeSpan>(limit: .max)

  init(_ policies: PolicyBook) {
    // By places, for records are large.
    let guests = policies.guests.values
    for index in guests.indices {
      if guests[index].named > 0 {
        let key = guests[index].route ^ guests[index].origin
        guard let place = grants.index(of: key, initial: TimeSpan()) else { continue }
        grants.values[place].merge(guests[index].grants)
      } else if guests[index].granted == 0, guests[index].denied.count > 0 {
        add(guests[index].denials, to: guests[index].route)
      }
    }
    for (route, span) in zip(policies.refusedProbes.keys, policies.refusedProbes.values) {
      add(span, to: route)
    }
  }

  private mutating func add(_ span: TimeSpan, to route: UInt64) {
    guard let place = refusals.index(of: route, initial: []) else { return }
    refusals.values[place].append(span)
  }

  /// Whether a refusal lies amid the grants to the `origins`, each of another site, so that neither
  /// before nor after it `limit` of them were let in: then the policy cannot just have been opened,
  /// or closed.
  func refute(_ route: UInt64, _ origins: [UInt64], limit: Int) -> Bool {
    guard let place = refusals.index(of: route) else { return false }
    let spans = origins.map { origin in
      grants.index(of: route ^ origin).map { grants.values[$0] } ?? TimeSpan()
    }
    return refusals.values[place].contains { refusal in
      !refusal.isEmpty
        && [refusal.first, refusal.last].contains { time in
          // Of whom no time is known, it may have been either.
          spans.count { $0.isEmpty || $0.first > time } < limit
            && spans.count { $0.isEmpty || $0.last < time } < limit
        }
    }
  }
}
