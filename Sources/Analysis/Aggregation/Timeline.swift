package import Traffic

/// Counts by time, in slices that grow as the time covered grows.
///
/// Slices begin at a minute and merge into longer ones when more than ``limit`` are in use; how
/// long they end up depends only on which times were added, not on their order.
package struct Timeline: Mergeable, Equatable {
  /// How many slices are kept at most.
  package static let limit = 1440

  /// What is counted in a slice.
  package struct Counts: Sendable, Equatable, Codable {
    /// All exchanges.
    package var exchanges = 0
    /// The preflights among them.
    package var preflights = 0
    /// Fetches judged allowed or blocked.
    package var judged = 0
    /// Fetches judged blocked.
    package var blocked = 0

    mutating func add(_ other: Counts) {
      exchanges += other.exchanges
      preflights += other.preflights
      judged += other.judged
      blocked += other.blocked
    }
  }

  private static let widths: [Int64] = [
    60, 300, 900, 3600, 21_600, 86_400, 604_800, 4_838_400, 38_707_200, 619_315_200,
    .max / 2,
  ]
  private var level = 0
  private var slices: [Int64: Counts] = [:]
  // Neighbours in a log mostly share a slice: the last one is kept out of the table.
  private var current: Int64?
  /// The nanoseconds at which it begins, and those at which the next one does.
  private var start = Int64.max
  private var end = Int64.min
  private var pending = Counts()

  package init() {}

  /// How long each slice is, in seconds.
  package var width: Int64 { flushed.step }

  /// How long the slices are that the table holds, in seconds.
  private var step: Int64 { Timeline.widths[level] }

  /// Adds to the slice that holds `instant`.
  package mutating func add(_ instant: Timestamp, _ change: (inout Counts) -> Void) {
    if instant.nanoseconds < start || instant.nanoseconds >= end { turn(to: instant) }
    change(&pending)
  }

  private mutating func turn(to instant: Timestamp) {
    flush()
    // The slices may have grown by that.
    let first = Timeline.floor(instant.wholeSeconds, step)
    current = first
    start = Timeline.nanoseconds(first)
    end = Timeline.nanoseconds(first + step)
  }

  private static func nanoseconds(_ seconds: Int64) -> Int64 {
    let (product, isOver) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    return isOver ? (seconds < 0 ? .min : .max) : product
  }

  package mutating func merge(_ other: Timeline) {
    flush()
    var other = other
    other.flush()
    while level < other.level { coarsen() }
    for (start, counts) in other.slices {
      slices[Timeline.floor(start, step), default: Counts()].add(counts)
    }
    while slices.count > Timeline.limit { coarsen() }
  }

  /// The slices in use, oldest first.
  package var sorted: [(start: Int64, counts: Counts)] {
    flushed.slices.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  private var flushed: Timeline {
    var copy = self
    copy.flush()
    return copy
  }

  private mutating func flush() {
    guard let slice = current else { return }
    slices[slice, default: Counts()].add(pending)
    current = nil
    (start, end) = (.max, .min)
    pending = Counts()
    while slices.count > Timeline.limit { coarsen() }
  }

  private mutating func coarsen() {
    guard level + 1 < Timeline.widths.count else { return }
    level += 1
    var wider: [Int64: Counts] = [:]
    for (start, counts) in slices {
      wider[Timeline.floor(start, step), default: Counts()].add(counts)
    }
    slices = wider
  }

  private static func floor(_ value: Int64, _ width: Int64) -> Int64 {
    let quotient = value / width
    return (quotient * width > value ? quotient - 1 : quotient) * width
  }

  package static func == (left: Timeline, right: Timeline) -> Bool {
    let (first, second) = (left.sorted, right.sorted)
    return left.width == right.width && first.count == second.count
      && zip(first, second).allSatisfy { $0.start == $1.start && $0.counts == $1.counts }
  }
}

extension Timeline: Codable {
  private enum CodingKeys: String, CodingKey { case level, starts, counts }

  package func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    let sorted = sorted
    try values.encode(flushed.level, forKey: .level)
    try values.encode(sorted.map(\.start), forKey: .starts)
    try values.encode(sorted.map(\.counts), forKey: .counts)
  }

  /// Reads what was encoded.
  ///
  /// - Throws: `DecodingError` where no slice is so long, begins so, or is there alone.
  package init(from decoder: any Decoder) throws {
    self.init()
    let values = try decoder.container(keyedBy: CodingKeys.self)
    level = try values.decode(Int.self, forKey: .level)
    guard Timeline.widths.indices.contains(level) else {
      level = 0
      throw values.wrong(.level, "no slice is so long")
    }
    let starts: [Int64] = try values.list(.starts, atMost: Timeline.limit)
    let counts: [Counts] = try values.list(.counts, atMost: Timeline.limit)
    guard starts.count == counts.count else { throw values.wrong(.counts, "not one a slice") }
    for (start, counts) in zip(starts, counts) {
      // Before and after all times that nanoseconds can tell, but for the slice that holds them
      // all.
      guard (-Int64.max / 2...10_000_000_000).contains(start), slices[start] == nil,
        Timeline.floor(start, step) == start
      else { throw values.wrong(.starts, "no slice begins there, or it is there twice") }
      slices[start] = counts
    }
  }
}
