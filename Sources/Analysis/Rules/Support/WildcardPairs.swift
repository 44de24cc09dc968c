import Traffic

/// Responses with `*` that claim to allow credentials, by target, apart by whether a cookie was
/// sent.
struct WildcardPairs: Mergeable, Codable {
  private struct Pair: Sendable, Codable {
    var plain = Evidence()
    var refused = Evidence()
  }

  private var targets = HashTable<Pair>(limit: 2_000)

  init() {}

  mutating func observe(
    _ observation: Observation, _ exchange: borrowing ExchangeView, at position: Position
  ) {
    guard let index = targets.index(of: observation.target, initial: Pair()) else { return }
    let hasCookie = observation.facts.isSuperset(of: [.cookie, .actual])
    func detail(_ exchange: borrowing ExchangeView) -> String {
      HeaderDetail.text(exchange, .allowOrigin, .allowCredentials)
        + (hasCookie ? "; a cookie was sent" : "")
    }
    if hasCookie {
      targets.values[index].refused.add(observation, at: position) { detail(exchange) }
    } else {
      targets.values[index].plain.add(observation, at: position) { detail(exchange) }
    }
  }

  mutating func merge(_ other: WildcardPairs) {
    for (key, pair) in zip(other.targets.keys, other.targets.values) {
      guard let index = targets.index(of: key, initial: Pair()) else { continue }
      targets.values[index].plain.merge(pair.plain)
      targets.values[index].refused.merge(pair.refused)
    }
  }

  /// The targets where some responses do no harm, with the count of requests that were blocked; or
  /// those where every request had a cookie.
  func entries(harmless: Bool) -> [(target: UInt64, evidence: Evidence, refused: Int)] {
    zip(targets.keys, targets.values).filter { ($1.plain.count > 0) == harmless }.map { key, pair in
      var evidence = pair.plain
      evidence.merge(pair.refused)
      return (key, evidence, pair.refused.count)
    }
  }
}
