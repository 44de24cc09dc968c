/// Where origins were let in, by hashes: what several rules compare with.
package struct GuestSets: Sendable {
  /// The routes of which a success carried Access-Control-Allow-Origin.
  private(set) var carryingRoutes = HashSet()
  /// The routes and origins of such successes, each pair as one hash.
  private(set) var carryingPairs = HashSet()
  /// The routes that let everyone in by `*`.
  private(set) var openRoutes = HashSet()
  /// The origins let in on each target, each pair as one hash.
  private(set) var letIn = HashSet()

  init(_ policies: PolicyBook) {
    // By places, for records are large.
    let guests = policies.guests.values
    for index in guests.indices {
      let (route, origin) = (guests[index].route, guests[index].origin)
      if guests[index].carried > 0 {
        carryingRoutes.insert(route)
        carryingPairs.insert(route ^ origin)
      }
      if guests[index].granted > guests[index].named { openRoutes.insert(route) }
      if guests[index].granted > 0 { letIn.insert(guests[index].target ^ origin) }
    }
  }
}
