/// Values under 64-bit hashes, of which the oldest give way once the table has its full size.
///
/// Open-addressed with a short reach. It begins small and grows with what is kept, for most inputs
/// need a small part of it; where things stand depends on nothing but the order of what came.
struct RecentTable<Value: RecentValue>: Sendable {
  private static var firstSize: Int { 1 << 9 }
  private static var lastSize: Int { 1 << 16 }
  private static var reach: Int { 8 }

  /// Some bits of each key, so that looking one up in vain touches little memory; 0 where there is
  /// none.
  private var marks: [UInt16] = []
  private(set) var keys: [UInt64] = []
  /// The values, beside ``keys``; where the key is 0 there is none.
  var values: [Value] = []

  /// Makes an empty table.
  init() {}

  /// Asks ahead for what the search for `key` waits for.
  @inline(__always)
  func bringNear(_ key: UInt64) {
    marks.bringNear(Int(truncatingIfNeeded: key.multiplied) & (marks.count &- 1))
  }

  /// Asks ahead for what keeping a value of `key` waits for.
  @inline(__always)
  func bringPlaceNear(_ key: UInt64) {
    let slot = Int(truncatingIfNeeded: key.multiplied) & (keys.count &- 1)
    keys.bringNear(slot)
    keys.bringNear(slot &+ RecentTable.reach &- 1)
    values.bringNear(slot, count: RecentTable.reach)
  }

  /// Where the value of `key` stands, or `nil`.
  @inline(__always)
  func index(of key: UInt64) -> Int? {
    guard marks.count > 0 else { return nil }
    let bits = key.multiplied
    let mark = RecentTable.mark(bits)
    let first = Int(truncatingIfNeeded: bits)
    for step in 0..<RecentTable.reach {
      let slot = (first &+ step) & (marks.count - 1)
      if marks[slot] == mark, keys[slot] == key { return slot }
      if marks[slot] == 0 { return nil }
    }
    return nil
  }

  private static func mark(_ bits: UInt64) -> UInt16 {
    UInt16(truncatingIfNeeded: bits >> 48) | 1
  }

  /// How many of the values are as `isMeant` says.
  func count(where isMeant: (Value) -> Bool) -> Int {
    keys.indices.count { keys[$0] != 0 && isMeant(values[$0]) }
  }

  /// Keeps `value` under `key`.
  ///
  /// - Returns: The value that gave way to it, and whether that was the key's own.
  mutating func keep(_ key: UInt64, _ value: Value) -> (old: Value, isOwn: Bool)? {
    if keys.isEmpty { resize(to: RecentTable.firstSize) }
    var slot = self.slot(for: key)
    while keys[slot] != key, keys[slot] != 0, keys.count < RecentTable.lastSize {
      resize(to: keys.count * 2)
      slot = self.slot(for: key)
    }
    let old = keys[slot] == 0 ? nil : (values[slot], keys[slot] == key)
    marks[slot] = RecentTable.mark(key.multiplied)
    keys[slot] = key
    values[slot] = value
    return old
  }

  /// The slot that holds `key`, or the one among its neighbours that is empty or oldest.
  private func slot(for key: UInt64) -> Int {
    let first = Int(truncatingIfNeeded: key.multiplied)
    var oldest = first & (keys.count &- 1)
    for step in 0..<RecentTable.reach {
      let slot = (first &+ step) & (keys.count &- 1)
      if keys[slot] == key || keys[slot] == 0 { return slot }
      if values[slot].rank < values[oldest].rank { oldest = slot }
    }
    return oldest
  }

  /// Moves everything to a table of at least `size`, in which all of it finds room.
  private mutating func resize(to size: Int) {
    let (oldKeys, oldValues) = (keys, values)
    var size = size
    while true {
      marks = Array(repeating: 0, count: size)
      keys = Array(repeating: 0, count: size)
      values = Array(repeating: Value(), count: size)
      var fits = true
      for index in oldKeys.indices where oldKeys[index] != 0 {
        let slot = self.slot(for: oldKeys[index])
        if keys[slot] != 0 { fits = false }
        marks[slot] = RecentTable.mark(oldKeys[index].multiplied)
        keys[slot] = oldKeys[index]
        values[slot] = oldValues[index]
      }
      if fits || size >= RecentTable.lastSize { return }
      size *= 2
    }
  }
}

/// What a ``RecentTable`` keeps.
protocol RecentValue: Sendable, BitwiseCopyable {
  /// Makes what stands where there is no value yet.
  init()
  /// The value with the least gives way first.
  var rank: Int64 { get }
}
