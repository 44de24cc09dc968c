/// Spreads the bits of keys over the slots of tables, in another way in each run.
///
/// Keys are hashes that anyone can work out beforehand. Where they stand must not be as easy to
/// tell: of a few thousand origins picked so that all meet in one slot each look-up would walk past
/// all others.
struct KeySpread: Sendable, BitwiseCopyable {
  // Of all tables of a run: drawing takes a while.
  private static let drawn = UInt64.random(in: .min ... .max) | 1

  private let multiplier = KeySpread.drawn

  /// The bits of `key` spread, for tables that use the low ones.
  @inline(__always)
  func bits(of key: UInt64) -> UInt64 {
    // Both halves: keys may differ in their highest bits only.
    let product = key.multipliedFullWidth(by: multiplier)
    return product.high ^ product.low
  }
}
