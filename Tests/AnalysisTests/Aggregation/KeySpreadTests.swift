import Testing

@testable import Analysis

@Suite("Spreading keys over a table's slots")
struct KeySpreadTests {
  @Test("keeps keys apart that were picked to meet in one slot")
  func picked() {
    let spread = KeySpread()
    var numbers = Numbers(seed: 3)
    // What undoes a multiplier that does not change from run to run.
    let factor: UInt64 = 0x9E37_79B9_7F4A_7C15
    var inverse = factor
    for _ in 0..<6 { inverse = inverse &* (2 &- factor &* inverse) }
    let slots: UInt64 = 1 << 15
    let keys = (0..<2000).map { _ in
      let bits = numbers.next() & ~(slots - 1) | 77
      return (bits >> 32 | bits << 32) &* inverse
    }
    #expect(keys.allSatisfy { $0.multiplied & (slots - 1) == 77 })
    #expect(Set(keys.map { spread.bits(of: $0) & (slots - 1) }).count > 1500)
  }

  @Test("keeps keys apart that differ in one bit, and is the same in all tables of a run")
  func apart() {
    let keys = (0..<64).flatMap { [UInt64(1) << UInt64($0), ~(UInt64(1) << UInt64($0))] }
    #expect(Set(keys.map { KeySpread().bits(of: $0) }).count == keys.count)
    #expect(keys.map { KeySpread().bits(of: $0) } == keys.map { KeySpread().bits(of: $0) })
  }
}
