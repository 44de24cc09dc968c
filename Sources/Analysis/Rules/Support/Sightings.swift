package import Traffic

/// Where something was seen on one route, in little memory: the words are made when a finding is.
package struct Sightings: Sendable {
  /// One place.
  package struct Mark: Sendable, BitwiseCopyable {
    /// Where.
    package var position: Position
    /// The response's status.
    package var status: UInt16
    /// The hash of the Origin.
    package var origin: UInt64
  }

  /// How many exchanges.
  package private(set) var count = 0
  /// How many of them users' browsers may have made.
  package private(set) var users = 0
  /// From how many clients.
  package private(set) var clients = DistinctCount(bits: 10)
  private var marks = SmallList<5, Mark>(
    filler: Mark(position: Position(source: 0, number: 0), status: 0, origin: 0))

  /// Makes an empty list.
  package init() {}

  /// Adds one exchange; one that is not `isNew` is counted and gives no place.
  package mutating func add(
    _ observation: Observation, at position: Position, isNew: Bool = true
  ) {
    count += 1
    if observation.facts.contains(.user) { users += 1 }
    if observation.address != 0 { clients.add(observation.address) }
    guard isNew else { return }
    marks.append(
      Mark(
        position: position, status: UInt16(clamping: observation.status),
        origin: observation.origin))
  }

  /// Joins sightings that came later; of their places only those that are new here.
  package mutating func merge(_ other: Sightings, isNew: (Mark) -> Bool = { _ in true }) {
    count += other.count
    users += other.users
    clients.merge(other.clients)
    for mark in other.marks.array where isNew(mark) { marks.append(mark) }
  }

  /// The places, in the order seen.
  package var places: [Mark] { marks.array }
}
