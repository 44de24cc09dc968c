import CORSEngine
import Testing
import Traffic

@testable import Analysis

@Suite("Figures under invented origins and paths")
struct CardinalityTests {
  @Test("keep the true top ten, bound their tables and say what was folded")
  func flood() {
    var aggregate = Aggregate()
    var numbers = Numbers(seed: 5)
    func refuse(_ origin: Int, _ route: Int, at number: Int) {
      var observation = Observation()
      observation.judgement.kind = .cors
      observation.judgement.outcome = .blocked
      observation.judgement.phase = .actual
      observation.judgement.reason = .allowOriginMissing
      observation.origin = UInt64(origin).mixed | 1
      observation.target = 7
      observation.route = UInt64(route &+ 1_000_000).mixed | 1
      aggregate.add([
        JoinedObservation(observation, at: Position(source: 0, number: number))
      ])
    }
    // The flood begins before the true origins, and goes on among them.
    var number = 0
    for flood in 0..<200_000 {
      number += 1
      refuse(1000 + flood, 1000 + flood, at: number)
      guard flood > 60_000, flood % 20 == 0 else { continue }
      for origin in 0..<10 where Int.random(in: 0...10, using: &numbers) <= origin {
        number += 1
        refuse(origin, origin, at: number)
      }
    }
    #expect(aggregate.rows.count <= 2 * Aggregate.rowLimit)
    #expect(aggregate.origins.count <= Aggregate.tableLimit)
    #expect(aggregate.folded > 0 && aggregate.overflow > 0)
    #expect(aggregate.rows.values.reduce(0) { $0 + $1.fetches } + aggregate.overflow == number)
    let top = aggregate.rows.sorted { $0.value.fetches > $1.value.fetches }.prefix(10)
    let expected = Set((0..<10).map { UInt64($0).mixed | 1 })
    #expect(Set(top.map(\.key.origin)) == expected)
    let kept = zip(aggregate.origins.keys, aggregate.origins.values)
      .sorted { $0.1.requests > $1.1.requests }.prefix(10)
    #expect(Set(kept.map(\.0)) == expected)
  }

  @Test("keep the names of what is frequent when there is room for no more")
  func names() {
    var names = Names()
    let text = Array(repeating: UInt8(0x61), count: 400)
    for key in 0..<60_000 { names.note(UInt64(key).mixed, text.span) }
    #expect(names.isFull)
    names.prune(first: 10) { $0 == UInt64(9_000).mixed }
    #expect(!names.isFull)
    #expect(names.contains(UInt64(3).mixed) && names.contains(UInt64(9_000).mixed))
    #expect(!names.contains(UInt64(40_000).mixed))
    #expect(names.text(UInt64(9_000).mixed) == String(decoding: text, as: UTF8.self))
  }

  @Test("leave room for further texts, however many are wanted", arguments: [9, 500])
  func crowd(_ length: Int) {
    var names = Names()
    let text = Array(repeating: UInt8(0x61), count: length)
    var prunes = 0
    for key in UInt64(0)..<100_000 where prunes < 100 {
      if names.isFull {
        names.prune(first: 10) { _ in true }
        prunes += 1
      }
      names.note(key.mixed, text.span)
    }
    #expect((1...60).contains(prunes))
    #expect(names.contains(UInt64(0).mixed) && names.contains(UInt64(99_999).mixed))
  }

  @Test("of a table give way by weight, the order of the others kept")
  func pruning() {
    var table = HashTable<Int>(limit: 100)
    for key in 1...100 { _ = table.index(of: UInt64(key), initial: key % 10) }
    #expect(table.index(of: 101, initial: 0) == nil)
    table.prune(to: 20, weights: table.values)
    #expect(table.values == Array(repeating: [8, 9], count: 10).flatMap { $0 })
    for key in table.keys { #expect(table.index(of: key) != nil) }
    #expect(table.index(of: 101, initial: 0) == 20)
  }

  @Test("are found in tables of any size, and no others")
  func sizes() {
    var table = HashTable<Int>(limit: 300)
    for key in UInt64(0)...400 {
      let isHeld = table.index(of: key.mixed) != nil
      #expect(!isHeld)
      let place = table.index(of: key.mixed, initial: Int(key))
      #expect(place == (key < 300 ? Int(key) : nil))
    }
    for key in UInt64(0)..<300 { #expect(table.index(of: key.mixed) == Int(key)) }
  }

  @Test(
    "of a table keep the heaviest, however far weights lie apart", arguments: [1, 3, 50, 1_000])
  func weights(_ spread: Int) {
    var numbers = Numbers(seed: UInt64(spread))
    for _ in 0..<20 {
      var table = HashTable<Int>(limit: 200)
      for key in 1...200 {
        let weight = 7 + Int.random(in: 0..<spread, using: &numbers)
        _ = table.index(of: UInt64(key).mixed, initial: weight)
      }
      let old = table.values
      let kept = Int.random(in: 1...199, using: &numbers)
      let least = old.sorted(by: >)[kept - 1]
      let pruned = table.prune(to: kept, weights: old)
      #expect(pruned.least == least)
      #expect(table.values.sorted(by: >) == Array(old.sorted(by: >).prefix(kept)))
      #expect(pruned.gone == old.reduce(0, +) - table.values.reduce(0, +))
    }
  }
}
