import Testing

@testable import Analysis

@Suite("The table in which the oldest give way")
struct RecentTableTests {
  private struct Item: RecentValue, Equatable {
    var rank: Int64 = 0
  }

  @Test("keeps all that there is room for, as a dictionary does", arguments: [1, 40, 700, 9000])
  func keeps(_ count: Int) throws {
    let keys = hashes(count).filter { $0 != 0 }
    var table = RecentTable<Item>()
    var truth: [UInt64: Item] = [:]
    for (index, key) in keys.enumerated() {
      let item = Item(rank: Int64(index))
      let given = table.keep(key, item)
      #expect(given?.old == truth[key])
      #expect(given?.isOwn == (truth[key] == nil ? nil : true))
      truth[key] = item
    }
    for (key, item) in truth {
      let index = try #require(table.index(of: key))
      #expect(table.values[index] == item)
    }
    #expect(table.index(of: 0xDEAD_BEEF) == nil)
  }

  @Test("is small where little is kept")
  func small() {
    var table = RecentTable<Item>()
    #expect(table.keys.isEmpty)
    for key in hashes(100) { _ = table.keep(key, Item()) }
    #expect(table.keys.count <= 1024)
  }

  @Test("lets the oldest neighbour give way once it is full, and never grows without bound")
  func givesWay() throws {
    var table = RecentTable<Item>()
    var gone = 0
    let keys = hashes(200_000)
    for (index, key) in keys.enumerated() {
      guard let (old, isOwn) = table.keep(key, Item(rank: Int64(index))), !isOwn else { continue }
      gone += 1
      #expect(old.rank < Int64(index))
    }
    #expect(table.keys.count == 1 << 16)
    #expect(gone > 100_000)
    let last = try #require(keys.last)
    #expect(table.index(of: last) != nil)
  }
}
