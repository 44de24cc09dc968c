import Traffic

/// What was read of origins' texts lately, as each exchange asks for it.
///
/// Of texts whose marks have the same low bits the two read last are kept.
struct OriginMemory: Sendable {
  private static let count = 2048
  private var entries = Array(repeating: OriginReading(), count: OriginMemory.count)
  private let secret: HashSecret

  /// Makes a memory; hosts are compared with what `secret` makes of others.
  init(_ secret: HashSecret) { self.secret = secret }

  /// What the value of `field`, which must be there, says.
  @inline(__always)
  mutating func reading(
    of field: Field, in exchange: borrowing ExchangeView
  ) -> OriginReading {
    let mark = exchange.hash(field, with: secret, after: secret.start)
    let slot = Int(truncatingIfNeeded: mark &<< 1) & (OriginMemory.count &- 2)
    guard entries[slot].mark != mark else { return entries[slot] }
    return turn(exchange.bytes(field), mark, slot)
  }

  /// Brings what is known of the text to the front of its two places, in `slot`.
  @inline(never)
  private mutating func turn(_ text: Span<UInt8>, _ mark: UInt64, _ slot: Int) -> OriginReading {
    let second = entries[slot &+ 1]
    entries[slot &+ 1] = entries[slot]
    let reading =
      second.mark == mark ? second : OriginReading(text, mark: mark, with: secret)
    entries[slot] = reading
    return reading
  }
}
