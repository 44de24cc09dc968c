package import Traffic

/// When fetches of one kind were let through and refused, in at most ``limit`` slices of time.
///
/// Slices begin at a minute and grow together; what comes out does not depend on the order in which
/// fetches were added.
package struct PolicyTimeline: Mergeable {
  /// How many slices are kept.
  package static let limit = 48

  /// What happened in one slice.
  package struct Slice: Sendable, BitwiseCopyable, Codable {
    /// When it begins, in slices since 1970.
    package var number: Int64
    /// Fetches let through.
    package var allowed: Int { Int(allowedCount) }
    /// Fetches refused.
    package var blocked: Int { Int(blockedCount) }
    // Half words: there may be many thousands of slices.
    fileprivate var allowedCount: UInt32 = 0
    fileprivate var blockedCount: UInt32 = 0
    /// When the first and the last were let through, in nanoseconds; `max` and `min` if none was.
    package var firstAllowed = Int64.max
    package var lastAllowed = Int64.min
    /// When the first and the last were refused, in nanoseconds.
    package var firstBlocked = Int64.max
    package var lastBlocked = Int64.min
    /// Where the first of each stands.
    package var allowedAt = Position(source: .max, number: 0)
    package var blockedAt = Position(source: .max, number: 0)

    init(number: Int64) { self.number = number }

    /// Forgets the refusals, or the grants.
    mutating func clear(blocked: Bool) {
      if blocked { blockedCount = 0 } else { allowedCount = 0 }
    }

    mutating func add(_ other: Slice) {
      if other.allowed > 0, (other.firstAllowed, other.allowedAt) < (firstAllowed, allowedAt) {
        firstAllowed = other.firstAllowed
        allowedAt = other.allowedAt
      }
      if other.blocked > 0, (other.firstBlocked, other.blockedAt) < (firstBlocked, blockedAt) {
        firstBlocked = other.firstBlocked
        blockedAt = other.blockedAt
      }
      lastAllowed = max(lastAllowed, other.lastAllowed)
      lastBlocked = max(lastBlocked, other.lastBlocked)
      allowedCount = Slice.sum(allowedCount, other.allowedCount)
      blockedCount = Slice.sum(blockedCount, other.blockedCount)
    }

    private static func sum(_ left: UInt32, _ right: UInt32) -> UInt32 {
      let (sum, isOver) = left.addingReportingOverflow(right)
      return isOver ? .max : sum
    }
  }

  /// The slices in use, oldest first.
  package private(set) var slices: [Slice] = []
  /// How long each is, as a power of two of minutes.
  private var level: Int64 = 0

  package init() {}

  /// How long each slice is, in nanoseconds.
  package var width: Int64 { 60_000_000_000 << level }

  /// Adds one fetch.
  package mutating func add(_ instant: Timestamp, isBlocked: Bool, at position: Position) {
    var slice = Slice(number: number(of: instant.nanoseconds))
    if isBlocked {
      slice.blockedCount = 1
      slice.firstBlocked = instant.nanoseconds
      slice.lastBlocked = instant.nanoseconds
      slice.blockedAt = position
    } else {
      slice.allowedCount = 1
      slice.firstAllowed = instant.nanoseconds
      slice.lastAllowed = instant.nanoseconds
      slice.allowedAt = position
    }
    add(slice)
  }

  package mutating func merge(_ other: PolicyTimeline) {
    while level < other.level { coarsen() }
    for var slice in other.slices {
      slice.number >>= level - other.level
      add(slice)
    }
  }

  private func number(of nanoseconds: Int64) -> Int64 {
    let minute: Int64 = 60_000_000_000
    let quotient = nanoseconds / minute
    return (quotient * minute > nanoseconds ? quotient - 1 : quotient) >> level
  }

  private mutating func add(_ slice: Slice) {
    // Mostly it is the last one, or a new one behind it.
    var index = slices.count
    while index > 0, slices[index - 1].number > slice.number { index -= 1 }
    if index > 0, slices[index - 1].number == slice.number {
      slices[index - 1].add(slice)
    } else {
      // Few have many slices: room is made for a few at first.
      if slices.count == slices.capacity {
        slices.reserveCapacity(min(PolicyTimeline.limit + 1, max(4, 2 * slices.count)))
      }
      if index == slices.count { slices.append(slice) } else { slices.insert(slice, at: index) }
      while slices.count > PolicyTimeline.limit { coarsen() }
    }
  }

  private mutating func coarsen() {
    level += 1
    var wider: [Slice] = []
    for var slice in slices {
      slice.number >>= 1
      if let last = wider.last, last.number == slice.number {
        wider[wider.count - 1].add(slice)
      } else {
        wider.append(slice)
      }
    }
    slices = wider
  }
}

extension PolicyTimeline: Codable {
  private enum CodingKeys: String, CodingKey { case level, slices }
  /// Slices of more minutes than two to the power of this would hold all times.
  private static let highest: Int64 = 32

  /// Reads what was encoded.
  ///
  /// - Throws: `DecodingError` where no slice is so long, there are more than are kept, they are
  ///   not in their order, or one counts what has no place.
  package init(from decoder: any Decoder) throws {
    self.init()
    let values = try decoder.container(keyedBy: CodingKeys.self)
    level = try values.decode(Int64.self, forKey: .level)
    guard (0...PolicyTimeline.highest).contains(level) else {
      throw values.wrong(.level, "no slice is so long")
    }
    slices = try values.list(.slices, atMost: PolicyTimeline.limit)
    let numbers = slices.map(\.number)
    guard zip(numbers, numbers.dropFirst()).allSatisfy(<) else {
      throw values.wrong(.slices, "not in the order of time")
    }
    guard slices.allSatisfy(\.isWhole) else {
      throw values.wrong(.slices, "something is counted that has no place")
    }
  }
}

extension PolicyTimeline.Slice {
  /// Whether what it counts stands somewhere.
  fileprivate var isWhole: Bool {
    (allowedCount == 0 || !allowedAt.isNowhere) && (blockedCount == 0 || !blockedAt.isNowhere)
  }
}
