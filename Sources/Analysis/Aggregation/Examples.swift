package import Traffic

/// The first few places at which something was seen.
package struct Examples: Sendable, Equatable {
  /// How many are kept.
  package static let limit = 5

  /// The places, in the order seen.
  package private(set) var positions: [Position] = []

  /// Makes an empty list.
  package init() {}

  /// Keeps `position` while there is room.
  package mutating func add(_ position: Position) {
    if positions.count < Examples.limit { positions.append(position) }
  }

  /// Joins places that came later.
  package mutating func merge(_ other: Examples) {
    for position in other.positions { add(position) }
  }
}
