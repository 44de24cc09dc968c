import Traffic

/// The hashes of targets, kept so that each target is written once.
struct TargetHashes: Sendable {
  private static let memory = 256
  private var known: [(key: UInt64, hash: UInt64, facts: Facts)] = Array(
    repeating: (0, 0, []), count: memory)
  /// The facts about the target asked for last.
  private(set) var facts: Facts = []

  /// The hash of the target of `exchange`, whose text `writer` makes if it is not known.
  mutating func hash(of exchange: borrowing ExchangeView, with writer: inout TargetText) -> UInt64 {
    let host = exchange.bytes(.host)
    let port = exchange.has(.port) ? UInt64(exchange.record.port) + 1 : 0
    let key = host.hash(seed: exchange.bytes(.scheme).hash(seed: port))
    let slot = Int(truncatingIfNeeded: key) & (Self.memory - 1)
    if known[slot].key == key {
      facts = known[slot].facts
      return known[slot].hash
    }
    writer.write(exchange)
    let text = writer.bytes
    let hash = text.span.hash(seed: 3)
    facts = []
    if text.span.starts(with: "https://") { facts.insert(.secureTarget) }
    let place = HostCharacter(host: host)
    if !place.isDisjoint(with: [.loopback, .privateAddress]) { facts.insert(.privateTarget) }
    if place.contains(.loopback) { facts.insert(.loopbackTarget) }
    known[slot] = (key, hash, facts)
    return hash
  }
}
