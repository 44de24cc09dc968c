package import Traffic

/// The first few places at which something was seen, by input and number.
///
/// Which ones are kept does not depend on the order in which they come.
package struct Examples: Sendable {
  /// How many are kept.
  package static let limit = 5

  private var list = SmallList<5, Position>(filler: Position(source: 0, number: 0))
  private var notes = SmallList<5, Int32>(filler: 0)

  /// Makes an empty list.
  package init() {}

  /// The places, in their order.
  package var positions: [Position] { list.array }

  /// What was noted beside each of ``positions``.
  package var notedBeside: [Int32] { notes.array }

  /// Keeps `position`, with a number beside it, if it is among the first.
  package mutating func add(_ position: Position, note: Int32 = 0) {
    var index = list.count
    if list.isFull {
      guard position < list[index - 1] else { return }
      index -= 1
    } else {
      list.append(position)
      notes.append(note)
    }
    while index > 0, position < list[index - 1] {
      list[index] = list[index - 1]
      notes[index] = notes[index - 1]
      index -= 1
    }
    list[index] = position
    notes[index] = note
  }

  /// Joins the places of others.
  package mutating func merge(_ other: Examples) {
    for index in 0..<other.list.count { add(other.list[index], note: other.notes[index]) }
  }
}

extension Examples: Equatable {
  package static func == (left: Examples, right: Examples) -> Bool {
    left.positions == right.positions && left.notedBeside == right.notedBeside
  }
}

extension Examples: Codable {
  private enum CodingKeys: String, CodingKey { case positions, notes }

  package func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(positions, forKey: .positions)
    try values.encode(notedBeside, forKey: .notes)
  }

  /// Reads what was encoded.
  ///
  /// - Throws: `DecodingError` where there are more than are kept, or not as many notes.
  package init(from decoder: any Decoder) throws {
    self.init()
    let values = try decoder.container(keyedBy: CodingKeys.self)
    let positions: [Position] = try values.list(.positions, atMost: Examples.limit)
    let notes: [Int32] = try values.list(.notes, atMost: Examples.limit)
    guard positions.count == notes.count else { throw values.wrong(.notes, "not one a position") }
    for (position, note) in zip(positions, notes) { add(position, note: note) }
  }
}
