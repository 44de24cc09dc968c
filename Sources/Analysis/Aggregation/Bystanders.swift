/// The routes that sent no Access-Control-Allow-Origin to a request without Origin.
///
/// Which they are does not depend on the order of exchanges.
package struct Bystanders: Mergeable, Codable {
  private var table = HashTable<Bool>(limit: 10_000)
  // Most are routes seen lately, which a small table tells with less memory touched.
  private var recent: [UInt32] = Array(repeating: 0, count: 1 << 12)

  private enum CodingKeys: String, CodingKey { case table }

  package init() {}

  /// Asks ahead for what adding a route waits for.
  @inline(__always)
  func bringNear(_ route: UInt64) { table.bringNear(route) }

  /// Adds the route with the given hash, while there is room; `lacksVary` says that caches were not
  /// told to keep answers to different Origins apart.
  package mutating func add(_ route: UInt64, lacksVary: Bool) {
    let bits = lacksVary ? ~route : route
    let slot = Int(truncatingIfNeeded: bits) & (recent.count &- 1)
    // With the slot's bits, forty-four of the hash: as good as all of it.
    let mark = UInt32(truncatingIfNeeded: bits >> 32)
    guard recent[slot] != mark else { return }
    recent[slot] = mark
    note(route, lacksVary)
  }

  /// The hashes of the routes, each with whether some of its responses lacked Vary.
  package var routes: [(route: UInt64, lacksVary: Bool)] {
    zip(table.keys, table.values).map { ($0, $1) }
  }

  /// Whether the route is one of them.
  func contains(_ route: UInt64) -> Bool { table.index(of: route) != nil }

  /// Whether the route is one of them, and lacked Vary.
  func lacksVary(_ route: UInt64) -> Bool {
    table.index(of: route).map { table.values[$0] } ?? false
  }

  package mutating func merge(_ other: Bystanders) {
    for (route, lacksVary) in other.routes { note(route, lacksVary) }
  }

  private mutating func note(_ route: UInt64, _ lacksVary: Bool) {
    guard let index = table.index(of: route, initial: false) else { return }
    if lacksVary { table.values[index] = true }
  }
}
