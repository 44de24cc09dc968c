/// The routes that sent no Access-Control-Allow-Origin to a request without Origin.
///
/// Which they are does not depend on the order of exchanges.
package struct Bystanders: Mergeable {
  private var table = HashTable<Bool>(limit: 50_000)
  // Most are routes seen lately, which a small table tells with less memory touched.
  private var recent: [UInt64] = Array(repeating: 0, count: 1024)

  package init() {}

  /// Adds the route with the given hash, while there is room.
  package mutating func add(_ route: UInt64) {
    let slot = Int(truncatingIfNeeded: route) & (recent.count - 1)
    guard recent[slot] != route else { return }
    recent[slot] = route
    _ = table.index(of: route, initial: true)
  }

  /// The hashes of the routes.
  package var routes: [UInt64] { table.keys }

  package mutating func merge(_ other: Bystanders) {
    for route in other.routes { _ = table.index(of: route, initial: true) }
  }
}
