import Traffic

/// The keys worth reading, found by their bytes, ASCII case apart, and by the object they are in.
///
/// Open addressing over a hash of a key's first and last eight bytes; the table is fixed once it
/// is built, so that crafted keys can only miss.
package struct JSONKeyTable: Sendable {
  private struct Entry: Sendable, BitwiseCopyable {
    var head: UInt64
    var tail: UInt64
    var offset: UInt32
    var length: UInt16
    var parent: UInt16
    var payload: UInt16
  }

  /// The longest key that can be found, in bytes.
  package static let longestKey = 255

  private var entries: [Entry] = []
  private var slots: [UInt16] = Array(repeating: .max, count: 8)
  private var keys: [UInt8] = []

  /// Makes an empty table.
  package init() {}

  /// Adds `key` in the object `parent`; a key that is there already keeps its payload.
  ///
  /// Keys that are empty or too long, and any after the 16 000th, are left out.
  package mutating func insert(_ key: [UInt8], in parent: UInt16, payload: UInt16) {
    guard !key.isEmpty, key.count <= JSONKeyTable.longestKey, entries.count < 16_000,
      find(key.span, from: 0, to: key.count, in: parent) == nil
    else { return }
    let (head, tail) = JSONKeyTable.words(key.span, from: 0, to: key.count)
    entries.append(
      Entry(
        head: head, tail: tail, offset: UInt32(keys.count), length: UInt16(key.count),
        parent: parent, payload: payload))
    keys.append(contentsOf: key)
    if entries.count * 4 > slots.count {
      slots = Array(repeating: .max, count: slots.count * 4)
      for index in entries.indices { place(index) }
    } else {
      place(entries.count - 1)
    }
  }

  /// The payload of the key in `start..<end` of `bytes` within the object `parent`, or `nil`.
  ///
  /// O(1) on average.
  @inline(__always)
  package func find(_ bytes: Span<UInt8>, from start: Int, to end: Int, in parent: UInt16)
    -> UInt16?
  {
    let length = end - start
    guard length > 0, length <= JSONKeyTable.longestKey else { return nil }
    let (head, tail) = JSONKeyTable.words(bytes, from: start, to: end)
    var slot = JSONKeyTable.hash(head, tail, length, parent) & (slots.count - 1)
    while slots[slot] != .max {
      let entry = entries[Int(slots[slot])]
      if entry.head == head, entry.tail == tail, Int(entry.length) == length,
        entry.parent == parent, length <= 16 || middleMatches(entry, bytes, from: start)
      {
        return entry.payload
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  private mutating func place(_ index: Int) {
    let entry = entries[index]
    var slot =
      JSONKeyTable.hash(entry.head, entry.tail, Int(entry.length), entry.parent)
      & (slots.count - 1)
    while slots[slot] != .max { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = UInt16(truncatingIfNeeded: index)
  }

  /// Compares what lies between a long key's first and last eight bytes.
  private func middleMatches(_ entry: Entry, _ bytes: Span<UInt8>, from start: Int) -> Bool {
    for index in 8..<Int(entry.length) - 8
    where keys[Int(entry.offset) + index].asciiLowercased != bytes[start + index].asciiLowercased {
      return false
    }
    return true
  }

  @inline(__always)
  private static func hash(_ head: UInt64, _ tail: UInt64, _ length: Int, _ parent: UInt16) -> Int {
    let extra = UInt64(truncatingIfNeeded: length) | UInt64(parent) << 16
    return Int(truncatingIfNeeded: (head ^ (tail &* 0x9E37_79B9_7F4A_7C15) ^ extra << 40).mixed)
  }

  /// A key's first and last eight bytes with the bit set that tells capitals apart.
  ///
  /// That bit also makes a few marks alike (`_` and DEL); no key in use differs by them alone.
  @inline(__always)
  private static func words(_ bytes: Span<UInt8>, from start: Int, to end: Int)
    -> (head: UInt64, tail: UInt64)
  {
    let length = end - start
    let fold: UInt64 = 0x2020_2020_2020_2020
    if length >= 8 {
      let head = bytes.loadWord(at: start) | fold
      return (head, length > 8 ? bytes.loadWord(at: end - 8) | fold : 0)
    }
    let mask = UInt64.max >> UInt64(64 - 8 * length)
    if start + 8 <= bytes.count { return ((bytes.loadWord(at: start) | fold) & mask, 0) }
    var head: UInt64 = 0
    for index in 0..<length { head |= UInt64(bytes[start + index]) << UInt64(8 * index) }
    return ((head | fold) & mask, 0)
  }
}
