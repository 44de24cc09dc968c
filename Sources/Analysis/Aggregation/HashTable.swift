/// Values under 64-bit hashes, in the order in which their keys were first seen.
///
/// Open-addressed and of bounded size; the keys are hashes already, so no second hash is made:
/// their bits are spread in another way in each run, which no order or result depends on. A slot
/// holds where a key stands and 46 bits of it spread, by which keys are told apart: nothing else is
/// waited for. Keys are hashes; that two of a table agree in so much is as rare as that two texts
/// share one.
package struct HashTable<Value: Sendable>: Sendable {
  private var slots: [Slot]
  /// The keys, in the order first seen.
  package private(set) var keys: [UInt64] = []
  /// The values, beside ``keys``.
  package var values: [Value] = []
  private let limit: Int
  private let spread = KeySpread()

  /// Makes a table that holds at most `limit` keys, or 262,143 if that is less.
  package init(limit: Int) {
    // There are thousands of tables that stay empty.
    slots = [.empty]
    self.limit = min(limit, Slot.indexLimit)
  }

  /// How many keys there are.
  package var count: Int { keys.count }

  /// Whether there is room for no further key.
  package var isFull: Bool { keys.count >= limit }

  /// Asks ahead for what the search for `key` waits for.
  @inline(__always)
  func bringNear(_ key: UInt64) { bringNear(spread: spread.bits(of: key)) }

  /// Asks ahead for what the search for a key waits for whose bits are spread already: all tables
  /// spread them alike.
  @inline(__always)
  func bringNear(spread bits: UInt64) {
    slots.bringNear(Int(truncatingIfNeeded: bits) & (slots.count &- 1))
  }

  /// Where the value of `key` stands in ``values``, or `nil`.
  @inline(__always)
  package func index(of key: UInt64) -> Int? {
    let bits = spread.bits(of: key)
    let tag = Slot.tag(bits)
    var place = Int(truncatingIfNeeded: bits) & (slots.count - 1)
    while true {
      let slot = slots[place]
      guard !slot.isEmpty else { return nil }
      if slot.tag == tag { return slot.index }
      place = (place + 1) & (slots.count - 1)
    }
  }

  /// Where the value of `key` stands; a new key gets `initial` while there is room, else `nil`.
  @inline(__always)
  package mutating func index(of key: UInt64, initial: @autoclosure () -> Value) -> Int? {
    // Apart, so that looking a known key up is short enough to stand where it is needed.
    index(of: key) ?? add(key, initial)
  }

  /// Adds a key that is not there yet.
  @inline(never)
  private mutating func add(_ key: UInt64, _ initial: () -> Value) -> Int? {
    guard keys.count < limit else { return nil }
    if keys.count == keys.capacity { reserve() }
    let bits = spread.bits(of: key)
    var place = Int(truncatingIfNeeded: bits) & (slots.count - 1)
    while !slots[place].isEmpty { place = (place + 1) & (slots.count - 1) }
    slots[place] = Slot(index: keys.count, tag: Slot.tag(bits))
    keys.append(key)
    values.append(initial())
    if keys.count * 2 > slots.count { grow() }
    return keys.count - 1
  }

  /// Where the value of `key` stands; a new key gets `initial` while there is room, else `nil`.
  ///
  /// Once the table is half full, a new key must pass `admission`.
  @inline(__always)
  mutating func index(
    of key: UInt64, through admission: inout Admission, initial: @autoclosure () -> Value
  ) -> Int? {
    // Where it is full, nothing that is new gets so far.
    index(of: key) ?? (isFull ? nil : add(key, through: &admission, initial))
  }

  @inline(never)
  private mutating func add(
    _ key: UInt64, through admission: inout Admission, _ initial: () -> Value
  ) -> Int? {
    guard keys.count < limit / 2 || admission.admits(key) else { return nil }
    return add(key, initial)
  }

  /// Forgets keys but the `count` whose values weigh most, in the order first seen as before.
  ///
  /// O(n log w) for weights up to w. Of equal weights the keys seen first stay.
  ///
  /// - Parameters:
  ///   - count: How many keys stay.
  ///   - weights: What each of ``values`` weighs; apart, so that no large value is copied for it.
  /// - Returns: The least weight that stays, 0 where nothing had to go, and what all that went
  ///   weighed together.
  @discardableResult
  package mutating func prune(to count: Int, weights: [Int]) -> (least: Int, gone: Int) {
    guard keys.count > count, count > 0 else { return (0, 0) }
    let least = Self.threshold(weights, count)
    var spare = count - weights.reduce(0) { $1 > least ? $0 + 1 : $0 }
    let kept = Self.gather(&keys, &values, weights) { weight in
      guard weight == least else { return weight > least }
      spare -= 1
      return spare >= 0
    }
    keys.removeSubrange(kept.count...)
    values.removeSubrange(kept.count...)
    for place in slots.indices { slots[place] = .empty }
    fill()
    return (least, kept.gone)
  }

  /// Moves to the front what `stays` by its weight, in its order.
  ///
  /// - Returns: How many keys that are, and what all others weigh together.
  private static func gather(
    _ keys: inout [UInt64], _ values: inout [Value], _ weights: [Int], _ stays: (Int) -> Bool
  ) -> (count: Int, gone: Int) {
    var keys = keys.mutableSpan
    // By its span, which exchanges values without a copy of what they refer to.
    var values = values.mutableSpan
    var count = 0
    var gone = 0
    for index in weights.indices {
      guard stays(weights[index]) else {
        gone += weights[index]
        continue
      }
      if count != index {
        keys[count] = keys[index]
        values.swapAt(count, index)
      }
      count += 1
    }
    return (count, gone)
  }

  /// The greatest weight that at least `count` weights reach.
  private static func threshold(_ weights: [Int], _ count: Int) -> Int {
    var low = weights.min() ?? 0
    var high = weights.max() ?? 0
    // Mostly it is one of the least, for which all are looked at once.
    var numbers = InlineArray<32, Int>(repeating: 0)
    for weight in weights {
      let step = UInt(bitPattern: weight &- low)
      if step < 32 { numbers[Int(step)] += 1 }
    }
    var reached = weights.count
    for step in 0..<32 {
      reached -= numbers[step]
      if reached < count { return low + step }
    }
    low += 32
    while low < high {
      let middle = low + (high - low + 1) / 2
      let reached = weights.reduce(0) { $1 >= middle ? $0 + 1 : $0 }
      if reached >= count { low = middle } else { high = middle - 1 }
    }
    return low
  }

  /// Makes room for eight times as many: large values are seldom moved, and memory that is not
  /// written yet costs nothing.
  private mutating func reserve() {
    let room = min(limit, max(32, keys.count * 8))
    keys.reserveCapacity(room)
    values.reserveCapacity(room)
  }

  private mutating func grow() {
    slots = Array(repeating: Slot.empty, count: max(64, slots.count * 2))
    fill()
  }

  private mutating func fill() {
    for (index, key) in keys.enumerated() {
      let bits = spread.bits(of: key)
      var place = Int(truncatingIfNeeded: bits) & (slots.count - 1)
      while !slots[place].isEmpty { place = (place + 1) & (slots.count - 1) }
      slots[place] = Slot(index: index, tag: Slot.tag(bits))
    }
  }

  /// Where a key stands, in 18 bits, and 46 bits of its hash.
  private struct Slot: Sendable, BitwiseCopyable {
    static var empty: Slot { Slot(bits: .max) }
    static var indexLimit: Int { 1 << 18 - 1 }

    let bits: UInt64

    private init(bits: UInt64) { self.bits = bits }

    init(index: Int, tag: UInt64) { bits = tag << 18 | UInt64(truncatingIfNeeded: index) }

    var isEmpty: Bool { bits == .max }
    var index: Int { Int(truncatingIfNeeded: bits & (1 << 18 - 1)) }
    var tag: UInt64 { bits >> 18 }

    static func tag(_ hash: UInt64) -> UInt64 { hash >> 18 }
  }
}

extension HashTable: Encodable where Value: Encodable {
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: HashTableKeys.self)
    try container.encode(limit, forKey: .limit)
    try container.encode(keys, forKey: .keys)
    try container.encode(values, forKey: .values)
  }
}

extension HashTable: Decodable where Value: Decodable {
  /// Reads what was encoded.
  ///
  /// - Throws: `DecodingError` where a key is there twice or without a value, or there are more
  ///   keys than its limit, or than any table may have.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: HashTableKeys.self)
    let limit = try container.decode(Int.self, forKey: .limit)
    guard (1...Slot.indexLimit).contains(limit) else {
      throw container.wrong(.limit, "no table has this limit")
    }
    self.init(limit: limit)
    let keys: [UInt64] = try container.list(.keys, atMost: limit)
    let values: [Value] = try container.list(.values, atMost: limit)
    guard keys.count == values.count else { throw container.wrong(.values, "not one a key") }
    for (number, key) in keys.enumerated() {
      guard index(of: key, initial: values[number]) == number else {
        throw container.wrong(.keys, "a key is there twice")
      }
    }
  }
}

private enum HashTableKeys: String, CodingKey { case limit, keys, values }
