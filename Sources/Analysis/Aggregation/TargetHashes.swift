import Traffic

/// The hashes of targets, kept so that each target is written once.
struct TargetHashes: Sendable {
  private static let memory = 256
  private var known: [(key: UInt64, hash: UInt64)] = Array(repeating: (0, 0), count: memory)

  /// The hash of the target of `exchange`, whose text `writer` makes if it is not known.
  mutating func hash(of exchange: borrowing ExchangeView, with writer: inout TargetText) -> UInt64 {
    let host = exchange.bytes(.host)
    let port = exchange.has(.port) ? UInt64(exchange.record.port) + 1 : 0
    let key = host.hash(seed: exchange.bytes(.scheme).hash(seed: port))
    let slot = Int(truncatingIfNeeded: key) & (Self.memory - 1)
    if known[slot].key == key { return known[slot].hash }
    writer.write(exchange)
    let hash = writer.bytes.span.hash(seed: 3)
    known[slot] = (key, hash)
    return hash
  }
}
