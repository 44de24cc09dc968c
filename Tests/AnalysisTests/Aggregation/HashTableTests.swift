import Testing

@testable import Analysis

@Suite("The table of values under hashes")
struct HashTableTests {
  /// Keys that look random, that share their low bits, and that follow each other.
  static let families: [String: [UInt64]] = [
    "random": hashes(3000),
    "few, often": hashes(3000).map { $0 % 97 },
    "multiples of 2^44": (0..<2000).map { UInt64($0) << 44 },
    "neighbours": (0..<2000).map { UInt64.max - UInt64($0) },
    "zero": [0, 0, 1, 0],
  ]

  @Test("counts as a dictionary does", arguments: families.keys.sorted())
  func dictionary(_ name: String) throws {
    let keys = try #require(Self.families[name])
    var table = HashTable<Int>(limit: .max)
    var truth: [UInt64: Int] = [:]
    var order: [UInt64] = []
    for key in keys {
      #expect((table.index(of: key) == nil) == (truth[key] == nil))
      if truth[key] == nil { order.append(key) }
      truth[key, default: 0] += 1
      if let index = table.index(of: key, initial: 0) { table.values[index] += 1 }
    }
    #expect(table.keys == order)
    #expect(table.count == truth.count)
    for (key, value) in truth {
      #expect(table.index(of: key).map { table.values[$0] } == value)
    }
    #expect(table.index(of: 0xDEAD_BEEF_DEAD_BEEF) == nil)
  }

  @Test(
    "takes no more keys than its limit, and still finds those it has", arguments: [0, 1, 32, 500])
  func limit(_ limit: Int) {
    let keys = hashes(1000)
    var table = HashTable<UInt64>(limit: limit)
    for key in keys { _ = table.index(of: key, initial: key) }
    #expect(table.count == limit)
    #expect(table.values == Array(keys.prefix(limit)))
    for (number, key) in keys.enumerated() {
      let index = table.index(of: key, initial: 0)
      #expect(index == (number < limit ? number : nil))
    }
  }
}
