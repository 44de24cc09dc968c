package import Traffic

/// What can be counted of exchanges in any order.
package struct Tally: Mergeable {
  /// All exchanges.
  package var exchanges = 0
  /// What browsers noted of the cross-origin requests that could not be judged.
  package var errors = UnansweredErrors()
  /// Exchanges that may have been cross-origin requests, for their Origin is not recorded.
  package var unseen = 0
  /// Distinct clients.
  package var clients = DistinctCount()
  /// The exchanges and preflights by time.
  package var timeline = Timeline()
  /// When the first exchange began.
  package var first: Timestamp? { earliest <= latest ? Timestamp(nanoseconds: earliest) : nil }
  /// When the last exchange began.
  package var last: Timestamp? { earliest <= latest ? Timestamp(nanoseconds: latest) : nil }

  /// When the first and the last exchange began, in nanoseconds; turned around where there is none.
  private var earliest = Int64.max
  private var latest = Int64.min
  /// The exchanges by kind, those by status, and the preflights by status, one behind the other.
  var counts = Array(repeating: 0, count: Tally.kindCount + 2 * Tally.statusCount)
  // While clients are counted one by one, most were seen lately, which a small table tells at once.
  private var recent: [UInt64] = Array(repeating: 0, count: 256)

  private static let statusCount = 1000
  private static let kindCount = 8

  package init() {}

  /// Exchanges by ``Kind``.
  package var kinds: [Int] { Array(counts[..<Tally.kindCount]) }

  /// Exchanges and preflights by status; what is not from 0 to 999 is under 0.
  package var statuses: [Int] {
    Array(counts[Tally.kindCount...].prefix(Tally.statusCount))
  }

  /// Preflights by status.
  package var preflightStatuses: [Int] { Array(counts.suffix(Tally.statusCount)) }

  /// Counts one exchange of a kind, in part in the ``counts`` that were taken out for a batch.
  @inline(__always)
  mutating func add(
    _ exchange: borrowing ExchangeView, _ kind: Kind, client: UInt64,
    to counts: inout MutableSpan<Int>
  ) {
    exchanges &+= 1
    counts[Int(kind.rawValue)] &+= 1
    let status = exchange.status < Tally.statusCount ? Int(exchange.status) : 0
    counts[Tally.kindCount &+ status] &+= 1
    if kind == .preflight { counts[Tally.kindCount &+ Tally.statusCount &+ status] &+= 1 }
    if client != 0 { add(client: client) }
    guard exchange.has(.start) else { return }
    let start = exchange.start
    earliest = min(earliest, start.nanoseconds)
    latest = max(latest, start.nanoseconds)
    timeline.add(start) { counts in
      counts.exchanges &+= 1
      if kind == .preflight { counts.preflights &+= 1 }
    }
  }

  @inline(__always)
  private mutating func add(client: UInt64) {
    if clients.isEstimate { clients.add(client) } else { addSeldom(client: client) }
  }

  @inline(never)
  private mutating func addSeldom(client: UInt64) {
    let slot = Int(truncatingIfNeeded: client) & (recent.count &- 1)
    guard recent[slot] != client else { return }
    recent[slot] = client
    clients.add(client)
  }

  package mutating func merge(_ other: Tally) {
    exchanges += other.exchanges
    unseen += other.unseen
    errors.merge(other.errors)
    for index in counts.indices { counts[index] += other.counts[index] }
    clients.merge(other.clients)
    timeline.merge(other.timeline)
    earliest = min(earliest, other.earliest)
    latest = max(latest, other.latest)
  }
}

extension Tally: Codable {
  private enum CodingKeys: String, CodingKey {
    case kinds, exchanges, errors, unseen, statuses, preflightStatuses, clients, timeline, first
    case last
  }

  package func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(kinds, forKey: .kinds)
    try values.encode(exchanges, forKey: .exchanges)
    try values.encode(errors, forKey: .errors)
    try values.encode(unseen, forKey: .unseen)
    try values.encode(statuses, forKey: .statuses)
    try values.encode(preflightStatuses, forKey: .preflightStatuses)
    try values.encode(clients, forKey: .clients)
    try values.encode(timeline, forKey: .timeline)
    try values.encodeIfPresent(first, forKey: .first)
    try values.encodeIfPresent(last, forKey: .last)
  }

  /// Reads what was encoded.
  ///
  /// - Throws: `DecodingError` where there are not as many counts as kinds and statuses.
  package init(from decoder: any Decoder) throws {
    self.init()
    let values = try decoder.container(keyedBy: CodingKeys.self)
    counts = try values.counts(.kinds, Tally.kindCount)
    exchanges = try values.decode(Int.self, forKey: .exchanges)
    errors = try values.decode(UnansweredErrors.self, forKey: .errors)
    unseen = try values.decode(Int.self, forKey: .unseen)
    counts += try values.counts(.statuses, Tally.statusCount)
    counts += try values.counts(.preflightStatuses, Tally.statusCount)
    clients = try values.counter(.clients, like: clients)
    timeline = try values.decode(Timeline.self, forKey: .timeline)
    let first = try values.decodeIfPresent(Timestamp.self, forKey: .first)
    let last = try values.decodeIfPresent(Timestamp.self, forKey: .last)
    if let first, let last { (earliest, latest) = (first.nanoseconds, last.nanoseconds) }
  }
}
