import Traffic

/// Which origins are crafted, kept so that the names of those seen lately are read once.
struct OriginMemory: Sendable {
  private var known = RecentValues(bits: 11, empty: false)

  /// Whether an Origin with the given hash is one that no page's own server has.
  mutating func isCrafted(_ origin: Span<UInt8>, hash: UInt64) -> Bool {
    known.value(of: hash) { CraftedOrigin.isCrafted(origin) }
  }
}
