/// Values under 64-bit hashes, in the order in which their keys were first seen.
///
/// Open-addressed and of bounded size; the keys are hashes already, so no second hash is made.
package struct HashTable<Value: Sendable>: Sendable {
  private var slots: [Int32]
  /// The keys, in the order first seen.
  package private(set) var keys: [UInt64] = []
  /// The values, beside ``keys``.
  package var values: [Value] = []
  private let limit: Int

  /// Makes a table that holds at most `limit` keys.
  package init(limit: Int) {
    slots = Array(repeating: -1, count: 64)
    self.limit = limit
  }

  /// How many keys there are.
  package var count: Int { keys.count }

  /// Where the value of `key` stands in ``values``, or `nil`.
  package func index(of key: UInt64) -> Int? {
    var slot = Int(truncatingIfNeeded: key.multiplied) & (slots.count - 1)
    while slots[slot] >= 0 {
      let index = Int(slots[slot])
      if keys[index] == key { return index }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  /// Where the value of `key` stands; a new key gets `initial` while there is room, else `nil`.
  package mutating func index(of key: UInt64, initial: @autoclosure () -> Value) -> Int? {
    var slot = Int(truncatingIfNeeded: key.multiplied) & (slots.count - 1)
    while slots[slot] >= 0 {
      let index = Int(slots[slot])
      if keys[index] == key { return index }
      slot = (slot + 1) & (slots.count - 1)
    }
    guard keys.count < limit else { return nil }
    slots[slot] = Int32(keys.count)
    keys.append(key)
    values.append(initial())
    if keys.count * 2 > slots.count { grow() }
    return keys.count - 1
  }

  /// Forgets keys but the `count` whose values weigh most, in the order first seen as before.
  ///
  /// O(n log n). Of equal weights the keys seen first stay.
  package mutating func prune(to count: Int, weight: (Value) -> Int) {
    guard keys.count > count else { return }
    let kept = keys.indices.map { (index: $0, weight: weight(values[$0])) }
      .sorted { $0.weight != $1.weight ? $0.weight > $1.weight : $0.index < $1.index }
      .prefix(count).map(\.index).sorted()
    let (oldKeys, oldValues) = (keys, values)
    keys = kept.map { oldKeys[$0] }
    values = kept.map { oldValues[$0] }
    slots = Array(repeating: -1, count: slots.count)
    fill()
  }

  private mutating func grow() {
    slots = Array(repeating: -1, count: slots.count * 2)
    fill()
  }

  private mutating func fill() {
    for (index, key) in keys.enumerated() {
      var slot = Int(truncatingIfNeeded: key.multiplied) & (slots.count - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int32(index)
    }
  }
}

extension UInt64 {
  /// The bits spread once more, for tables that use the low ones.
  var multiplied: UInt64 { (self &* 0x9E37_79B9_7F4A_7C15) >> 20 }
}
