import Traffic

/// Which origins are crafted, kept so that the names of those seen lately are read once.
struct OriginMemory: Sendable {
  private static let memory = 1024
  private var known: [(hash: UInt64, isCrafted: Bool)] = Array(
    repeating: (0, false), count: memory)

  /// Whether an Origin with the given hash is one that no page's own server has.
  mutating func isCrafted(_ origin: Span<UInt8>, hash: UInt64) -> Bool {
    let slot = Int(truncatingIfNeeded: hash) & (Self.memory - 1)
    if known[slot].hash != hash { known[slot] = (hash, CraftedOrigin.isCrafted(origin)) }
    return known[slot].isCrafted
  }
}
