/// What was worked out of texts seen lately, by the texts' hashes.
///
/// Of fixed size: of the texts whose hashes have the same low bits the two asked for last are kept.
struct RecentValues<Value: Sendable & BitwiseCopyable>: Sendable {
  private struct Entry: Sendable, BitwiseCopyable {
    var hash: UInt64
    var value: Value
  }

  private var entries: [Entry]
  private let mask: Int

  /// Makes a memory of two times two to the power of `bits` values; `empty` is that of the hash 0.
  init(bits: Int, empty: Value) {
    entries = Array(repeating: Entry(hash: 0, value: empty), count: 2 << bits)
    mask = 1 << bits - 1
  }

  /// The value of the text with the given hash, worked out by `make` if it is not remembered.
  @inline(__always)
  mutating func value(of hash: UInt64, _ make: () -> Value) -> Value {
    let slot = 2 * (Int(truncatingIfNeeded: hash) & mask)
    guard entries[slot].hash != hash else { return entries[slot].value }
    entries.swapAt(slot, slot + 1)
    guard entries[slot].hash != hash else { return entries[slot].value }
    let value = make()
    entries[slot] = Entry(hash: hash, value: value)
    return value
  }
}
