import Testing
import Traffic

@testable import Analysis

/// Numbers that look random and are the same in every run.
func hashes(_ count: Int, seed: UInt64 = 1) -> [UInt64] {
  var generator = Numbers(seed: seed)
  return (0..<count).map { _ in generator.next() }
}

/// SplitMix64.
struct Numbers: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
    return value ^ value >> 31
  }
}

@Suite("Counting what is different")
struct DistinctCountTests {
  private func count(_ hashes: some Sequence<UInt64>) -> DistinctCount {
    var count = DistinctCount()
    for hash in hashes { count.add(hash) }
    return count
  }

  @Test("is exact up to 64", arguments: [0, 1, 63, 64])
  func exact(_ number: Int) {
    let all = hashes(number)
    #expect(count(all + all).count == number)
    #expect(count(all).isEmpty == (number == 0))
  }

  @Test(
    "is right within five per cent",
    arguments: [65, 100, 1000, 5000, 10_000, 12_000, 20_000, 100_000])
  func estimate(_ number: Int) {
    for seed in 1...5 as ClosedRange<UInt64> {
      let estimate = Double(count(hashes(number, seed: seed)).count)
      #expect(abs(estimate - Double(number)) < 0.05 * Double(number), "seed \(seed)")
    }
  }

  @Test("comes close on average")
  func average() {
    let errors = (1...30).map { seed in
      abs(Double(count(hashes(100_000, seed: UInt64(seed))).count) / 100_000 - 1)
    }
    #expect(errors.reduce(0, +) / 30 < 0.02)
  }

  @Test("gives the same for any division of the whole", arguments: [0, 1, 40, 64, 65, 90, 3000])
  func division(_ number: Int) {
    let all = hashes(number)
    let whole = count(all)
    for cut in Set([0, 1, number / 3, number / 2, max(0, number - 1), number]) where cut <= number {
      var first = count(all[..<cut])
      first.merge(count(all[cut...]))
      #expect(first == whole)
      #expect(first.count == whole.count)
      var again = first
      again.merge(whole)
      #expect(again == whole)
    }
  }

  @Test("merges associatively, and nothing is its zero")
  func laws() {
    let parts = [count(hashes(10)), count(hashes(70, seed: 2)), count(hashes(5000, seed: 3))]
    var left = parts[0]
    left.merge(parts[1])
    left.merge(parts[2])
    var tail = parts[1]
    tail.merge(parts[2])
    var right = parts[0]
    right.merge(tail)
    #expect(left == right)
    for part in parts {
      var before = DistinctCount()
      before.merge(part)
      var after = part
      after.merge(DistinctCount())
      #expect(before == part)
      #expect(after == part)
    }
  }
}
