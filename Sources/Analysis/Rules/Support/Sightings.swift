package import Traffic

/// Where something was seen on one route, in little memory: the words are made when a finding is.
package struct Sightings: Sendable {
  /// One place.
  package struct Mark: Sendable, BitwiseCopyable {
    /// Where.
    package var position: Position { Position(source: Int(source), number: Int(number)) }
    /// The hash of the Origin.
    package var origin: UInt64
    private var number: UInt64
    private var source: Int32
    /// The response's status.
    package var status: UInt16
    /// Whether the response allows credentials.
    var isCredentialed: Bool

    init(position: Position, origin: UInt64, status: UInt16, isCredentialed: Bool) {
      self.origin = origin
      self.isCredentialed = isCredentialed
      number = UInt64(clamping: position.number)
      source = Int32(clamping: position.source)
      self.status = status
    }
  }

  /// How many places are kept.
  private static let limit = 5

  /// How many exchanges.
  package private(set) var count = 0
  /// How many of them users' browsers may have made.
  package private(set) var users = 0
  /// From how many clients.
  package private(set) var clients = DistinctCount(bits: 9, exactLimit: 16)
  // In front of the places: all of it is touched with each exchange, and those are not.
  private var kept: UInt8 = 0
  // Most is seen once only: the first place needs no block of memory.
  private var first = Mark(
    position: Position(source: 0, number: 0), origin: 0, status: 0, isCredentialed: false)
  private var others: [Mark] = []

  /// Makes an empty list.
  package init() {}

  /// Adds one exchange; one that is not `isNew` is counted and gives no place.
  @inline(__always)
  package mutating func add(
    _ observation: borrowing Observation, at position: Position, isNew: Bool = true
  ) {
    count += 1
    if observation.facts.contains(.user) { users += 1 }
    if observation.address != 0 { clients.add(observation.address) }
    guard isNew, kept < Sightings.limit else { return }
    note(
      position, observation.origin, observation.status,
      observation.facts.contains(.credentialsTrue))
  }

  /// Joins sightings that came later; of their places only those that are new here.
  package mutating func merge(_ other: Sightings, isNew: (Mark) -> Bool = { _ in true }) {
    count += other.count
    users += other.users
    clients.merge(other.clients)
    for mark in other.places where isNew(mark) { note(mark) }
  }

  /// The places, in the order seen.
  package var places: [Mark] { kept == 0 ? [] : [first] + others }

  @inline(never)
  private mutating func note(
    _ position: Position, _ origin: UInt64, _ status: Int, _ isCredentialed: Bool
  ) {
    note(
      Mark(
        position: position, origin: origin, status: UInt16(clamping: status),
        isCredentialed: isCredentialed))
  }

  private mutating func note(_ mark: Mark) {
    guard kept < Sightings.limit else { return }
    if kept == 0 {
      first = mark
    } else {
      if kept == 1 { others.reserveCapacity(Sightings.limit - 1) }
      others.append(mark)
    }
    kept += 1
  }
}

extension Sightings.Mark: Codable {
  private enum CodingKeys: String, CodingKey {
    case position, origin, status, isCredentialed
  }

  package func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(position, forKey: .position)
    try values.encode(origin, forKey: .origin)
    try values.encode(status, forKey: .status)
    try values.encode(isCredentialed, forKey: .isCredentialed)
  }

  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      position: try values.decode(Position.self, forKey: .position),
      origin: try values.decode(UInt64.self, forKey: .origin),
      status: try values.decode(UInt16.self, forKey: .status),
      isCredentialed: try values.decode(Bool.self, forKey: .isCredentialed))
  }
}

extension Sightings: Codable {
  private enum CodingKeys: String, CodingKey { case count, users, clients, places }

  package func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(count, forKey: .count)
    try values.encode(users, forKey: .users)
    try values.encode(clients, forKey: .clients)
    try values.encode(places, forKey: .places)
  }

  /// Reads what was encoded.
  ///
  /// - Throws: `DecodingError` where there are more places than are kept.
  package init(from decoder: any Decoder) throws {
    self.init()
    let values = try decoder.container(keyedBy: CodingKeys.self)
    count = try values.decode(Int.self, forKey: .count)
    users = try values.decode(Int.self, forKey: .users)
    clients = try values.counter(.clients, like: clients)
    let marks: [Mark] = try values.list(.places, atMost: Sightings.limit)
    for mark in marks { note(mark) }
  }
}
