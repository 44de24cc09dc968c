package import Traffic

/// The first few places at which something was seen.
package struct Examples: Sendable {
  /// How many are kept.
  package static let limit = 5

  private var list = SmallList<5, Position>(filler: Position(source: 0, number: 0))

  /// Makes an empty list.
  package init() {}

  /// The places, in the order seen.
  package var positions: [Position] { list.array }

  /// Keeps `position` while there is room.
  package mutating func add(_ position: Position) { list.append(position) }

  /// Joins places that came later.
  package mutating func merge(_ other: Examples) {
    for index in 0..<other.list.count { add(other.list[index]) }
  }
}

extension Examples: Equatable {
  package static func == (left: Examples, right: Examples) -> Bool {
    left.positions == right.positions
  }
}
