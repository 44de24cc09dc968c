import Traffic

extension Aggregate: Codable {
  // What is left out is about the exchange that was added last.
  private enum CodingKeys: String, CodingKey {
    case groups, origins, routes, times, engines, timeline, blockedStatuses, blockedClients
    case preflightTime, overflow, folded, allowed, blocked, conditional, unknown, preflights
    case avoidable, avoidableAtMaxAge, unfollowed, needing, withoutPreflight
  }

  private static var numbers: [(CodingKeys, WritableKeyPath<Aggregate, Int>)] {
    [
      (.overflow, \.overflow), (.folded, \.folded), (.allowed, \.allowed), (.blocked, \.blocked),
      (.conditional, \.conditional), (.unknown, \.unknown), (.preflights, \.preflights),
      (.avoidable, \.avoidable), (.avoidableAtMaxAge, \.avoidableAtMaxAge),
      (.unfollowed, \.unfollowed), (.needing, \.needing), (.withoutPreflight, \.withoutPreflight),
    ]
  }

  package func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    for (key, path) in Self.numbers { try values.encode(self[keyPath: path], forKey: key) }
    try values.encode(groups, forKey: .groups)
    try values.encode(origins, forKey: .origins)
    try values.encode(routes, forKey: .routes)
    try values.encode(times, forKey: .times)
    try values.encode(engines, forKey: .engines)
    try values.encode(timeline, forKey: .timeline)
    try values.encode(blockedStatuses, forKey: .blockedStatuses)
    try values.encode(blockedClients, forKey: .blockedClients)
    try values.encode(preflightTime, forKey: .preflightTime)
  }

  /// Reads what was encoded.
  ///
  /// - Throws: `DecodingError` where there are not as many counts as engines and statuses.
  package init(from decoder: any Decoder) throws {
    self.init()
    let values = try decoder.container(keyedBy: CodingKeys.self)
    for (key, path) in Self.numbers {
      self[keyPath: path] = try values.decode(Int.self, forKey: key)
    }
    groups = try values.decode(HashTable<Row>.self, forKey: .groups)
    origins = try values.decode(HashTable<RequestCounts>.self, forKey: .origins)
    routes = try values.decode(HashTable<RequestCounts>.self, forKey: .routes)
    times = try values.decode(HashTable<QuantileSketch>.self, forKey: .times)
    guard (origins.values + routes.values).allSatisfy({ $0.waited >= 0 }) else {
      throw values.wrong(.origins, "a negative time")
    }
    let known: [EngineCounts] = try values.list(.engines, atMost: engineCounts.count)
    guard known.count == engineCounts.count else { throw values.wrong(.engines, "not all engines") }
    for (index, counts) in known.enumerated() { engineCounts[index] = counts }
    timeline = try values.decode(Timeline.self, forKey: .timeline)
    blockedStatuses = try values.counts(.blockedStatuses, blockedStatuses.count)
    blockedClients = try values.counter(.blockedClients, like: blockedClients)
    preflightTime = try values.decode(QuantileSketch.self, forKey: .preflightTime)
  }
}

extension Aggregate.Row: Codable {
  private enum CodingKeys: String, CodingKey {
    case key, fetches, clients, engines, first, last, examples, request
  }

  package func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(key, forKey: .key)
    try values.encode(fetches, forKey: .fetches)
    try values.encode(clients, forKey: .clients)
    try values.encode(engines.indices.map { engines[$0] }, forKey: .engines)
    try values.encodeIfPresent(first, forKey: .first)
    try values.encodeIfPresent(last, forKey: .last)
    try values.encode(examples, forKey: .examples)
    try values.encode(request, forKey: .request)
  }

  /// Reads what was encoded.
  ///
  /// - Throws: `DecodingError` where there are not as many counts as engines.
  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    self.init(try values.decode(Aggregate.RowKey.self, forKey: .key))
    fetches = try values.decode(Int.self, forKey: .fetches)
    clients = try values.counter(.clients, like: clients)
    let counts = try values.counts(.engines, engines.count)
    for index in engines.indices { engines[index] = counts[index] }
    first = try values.decodeIfPresent(Timestamp.self, forKey: .first)
    last = try values.decodeIfPresent(Timestamp.self, forKey: .last)
    examples = try values.decode(Examples.self, forKey: .examples)
    request = try values.decode(UInt64.self, forKey: .request)
  }
}
