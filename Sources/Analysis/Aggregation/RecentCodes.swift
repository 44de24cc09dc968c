/// Small numbers that were worked out of what was seen lately, by its hashes.
///
/// Like ``RecentValues``, in an eighth of the memory: what is asked for with each exchange must not
/// crowd out the rest. A number stands beside all bits of the hash but those that it takes the
/// place of.
struct RecentCodes: Sendable {
  private var entries: [UInt64]
  /// The bits of where a pair begins.
  private let mask: Int

  /// Makes a memory of two times two to the power of `bits` numbers.
  init(bits: Int) {
    entries = Array(repeating: 0, count: 2 << bits)
    mask = 2 << bits - 2
  }

  /// The number of what has the given hash, if it is remembered.
  @inline(__always)
  mutating func known(_ hash: UInt64) -> UInt16? {
    let slot = Int(truncatingIfNeeded: hash &<< 1) & mask
    let first = entries[slot]
    if (first ^ hash) >> 16 == 0, first != 0 { return UInt16(truncatingIfNeeded: first) }
    let second = entries[slot &+ 1]
    guard (second ^ hash) >> 16 == 0, second != 0 else { return nil }
    entries[slot &+ 1] = first
    entries[slot] = second
    return UInt16(truncatingIfNeeded: second)
  }

  /// Keeps a number in place of the one that was asked for least lately.
  @inline(__always)
  mutating func keep(_ code: UInt16, of hash: UInt64) {
    let slot = Int(truncatingIfNeeded: hash &<< 1) & mask
    entries[slot &+ 1] = entries[slot]
    entries[slot] = hash & ~0xFFFF | UInt64(code)
  }

  /// Forgets everything.
  mutating func removeAll() {
    for index in entries.indices { entries[index] = 0 }
  }
}
