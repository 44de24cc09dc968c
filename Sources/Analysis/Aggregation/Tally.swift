package import Traffic

/// What can be counted of exchanges in any order.
package struct Tally: Mergeable {
  /// Exchanges by ``Kind``.
  package var kinds = Array(repeating: 0, count: Kind.allCases.count)
  /// All exchanges.
  package var exchanges = 0
  /// What browsers noted of the cross-origin requests that could not be judged.
  package var errors = UnansweredErrors()
  /// Exchanges that may have been cross-origin requests, for their Origin is not recorded.
  package var unseen = 0
  /// Exchanges and preflights by status; what is not from 0 to 999 is under 0.
  package var statuses = Array(repeating: 0, count: 1000)
  /// Preflights by status.
  package var preflightStatuses = Array(repeating: 0, count: 1000)
  /// Distinct clients.
  package var clients = DistinctCount()
  /// The exchanges and preflights by time.
  package var timeline = Timeline()
  /// When the first exchange began.
  package var first: Timestamp?
  /// When the last exchange began.
  package var last: Timestamp?

  // While clients are counted one by one, most were seen lately, which a small table tells at once.
  private var recent: [UInt64] = Array(repeating: 0, count: 256)

  package init() {}

  /// Counts one exchange.
  package mutating func add(
    _ exchange: borrowing ExchangeView, _ judgement: Judgement, client: UInt64
  ) {
    exchanges += 1
    kinds[Int(judgement.kind.rawValue)] += 1
    if judgement.kind == .unclassified, judgement.missing.contains(.origin) { unseen += 1 }
    let isPreflight = judgement.kind == .preflight
    let status = exchange.status < 1000 ? Int(exchange.status) : 0
    statuses[status] += 1
    if isPreflight { preflightStatuses[status] += 1 }
    if client != 0 { add(client: client) }
    guard exchange.has(.start) else { return }
    first = first.map { min($0, exchange.start) } ?? exchange.start
    last = last.map { max($0, exchange.start) } ?? exchange.start
    timeline.add(exchange.start) { counts in
      counts.exchanges += 1
      if isPreflight { counts.preflights += 1 }
    }
  }

  @inline(__always)
  private mutating func add(client: UInt64) {
    if clients.isEstimate { clients.add(client) } else { addSeldom(client: client) }
  }

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
    for index in kinds.indices { kinds[index] += other.kinds[index] }
    for index in statuses.indices {
      statuses[index] += other.statuses[index]
      preflightStatuses[index] += other.preflightStatuses[index]
    }
    clients.merge(other.clients)
    timeline.merge(other.timeline)
    if let instant = other.first { first = first.map { min($0, instant) } ?? instant }
    if let instant = other.last { last = last.map { max($0, instant) } ?? instant }
  }
}

extension Tally: Codable {
  private enum CodingKeys: String, CodingKey {
    case kinds, exchanges, errors, unseen, statuses, preflightStatuses, clients, timeline, first
    case last
  }

  /// Reads what was encoded.
  ///
  /// - Throws: `DecodingError` where there are not as many counts as kinds and statuses.
  package init(from decoder: any Decoder) throws {
    self.init()
    let values = try decoder.container(keyedBy: CodingKeys.self)
    kinds = try values.counts(.kinds, kinds.count)
    exchanges = try values.decode(Int.self, forKey: .exchanges)
    errors = try values.decode(UnansweredErrors.self, forKey: .errors)
    unseen = try values.decode(Int.self, forKey: .unseen)
    statuses = try values.counts(.statuses, statuses.count)
    preflightStatuses = try values.counts(.preflightStatuses, preflightStatuses.count)
    clients = try values.counter(.clients, like: clients)
    timeline = try values.decode(Timeline.self, forKey: .timeline)
    first = try values.decodeIfPresent(Timestamp.self, forKey: .first)
    last = try values.decodeIfPresent(Timestamp.self, forKey: .last)
  }
}
