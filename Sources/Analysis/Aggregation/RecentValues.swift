/// What was worked out of texts seen lately, by the texts' hashes.
///
/// Of fixed size: of the texts whose hashes have the same low bits the two asked for last are kept.
struct RecentValues<Value: Sendable & BitwiseCopyable>: Sendable {
  private struct Entry: Sendable, BitwiseCopyable {
    var hash: UInt64
    var value: Value
  }

  private var entries: [Entry]
  /// The bits of where a pair begins.
  private let mask: Int

  /// Makes a memory of two times two to the power of `bits` values; `empty` is that of the hash 0.
  init(bits: Int, empty: Value) {
    entries = Array(repeating: Entry(hash: 0, value: empty), count: 2 << bits)
    mask = 2 << bits - 2
  }

  /// The value of the text with the given hash, worked out by `make` if it is not remembered.
  @inline(__always)
  mutating func value(of hash: UInt64, _ make: () -> Value) -> Value {
    if let value = known(hash) { return value }
    let value = make()
    keep(value, of: hash)
    return value
  }

  /// The value of the text with the given hash, if it is remembered.
  @inline(__always)
  mutating func known(_ hash: UInt64) -> Value? {
    let slot = Int(truncatingIfNeeded: hash &<< 1) & mask
    guard entries[slot].hash != hash else { return entries[slot].value }
    guard entries[slot &+ 1].hash == hash else { return nil }
    entries.swapAt(slot, slot &+ 1)
    return entries[slot].value
  }

  /// Keeps a value in place of the one that was asked for least lately.
  @inline(__always)
  mutating func keep(_ value: Value, of hash: UInt64) {
    let slot = Int(truncatingIfNeeded: hash &<< 1) & mask
    entries[slot &+ 1] = entries[slot]
    entries[slot] = Entry(hash: hash, value: value)
  }
}
