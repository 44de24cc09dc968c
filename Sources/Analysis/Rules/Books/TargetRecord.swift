import Traffic

/// How often a target was asked, and how its preflights were answered.
struct TargetRecord: Sendable, Codable {
  /// Requests other than preflights.
  var requests = 0
  /// The preflights that passed.
  var preflights = Sightings()
  /// The passed preflights whose answer had no Access-Control-Max-Age.
  var withoutMaxAge = Sightings()
  /// Passed preflights whose answer had one.
  var withMaxAge = 0
  /// The first routes of preflights that passed.
  var routes = SmallList<4, UInt64>(filler: 0)
  /// Responses with `*`.
  var wildcards = 0
  /// Whether a browser's own recording shows some of it.
  var isRecorded = false

  @inline(__always)
  mutating func add(_ observation: borrowing Observation, at position: Position) {
    let facts = observation.facts
    if facts.contains(.recorded) { isRecorded = true }
    if facts.contains(.wildcard) { wildcards += 1 }
    guard facts.contains(.preflight) else {
      requests += 1
      return
    }
    if observation.judgement.outcome != .blocked, observation.status > 0 {
      add(passed: observation, at: position)
    }
  }

  @inline(__always)
  private mutating func add(passed observation: borrowing Observation, at position: Position) {
    let facts = observation.facts
    preflights.add(observation, at: position)
    if !routes.contains(observation.route) { routes.append(observation.route) }
    if facts.contains(.noMaxAge) { withoutMaxAge.add(observation, at: position) }
    if facts.contains(.maxAge) { withMaxAge += 1 }
  }

  mutating func merge(_ other: TargetRecord) {
    requests += other.requests
    preflights.merge(other.preflights)
    withoutMaxAge.merge(other.withoutMaxAge)
    withMaxAge += other.withMaxAge
    wildcards += other.wildcards
    if other.isRecorded { isRecorded = true }
    for route in other.routes.array where !routes.contains(route) { routes.append(route) }
  }
}

extension TargetRecord {
  /// The share of preflights among all cross-origin requests.
  var preflightShare: Double {
    let all = requests + preflights.count
    return all == 0 ? 0 : Double(preflights.count) / Double(all)
  }

  /// Whether so many preflights come because browsers may keep their answers for five seconds only.
  var lacksMaxAge: Bool {
    withoutMaxAge.count >= 10 && withoutMaxAge.count * 10 >= preflights.count * 9
      && preflightShare >= 0.2
  }
}
