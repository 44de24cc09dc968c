import Testing

@testable import Analysis

@Suite("Quantiles of durations")
struct QuantileSketchTests {
  private func sketch(_ values: some Sequence<Int64>) -> QuantileSketch {
    var sketch = QuantileSketch()
    for value in values { sketch.add(value) }
    return sketch
  }

  /// Durations from microseconds to hours, in nanoseconds.
  private func durations(_ count: Int, seed: UInt64) -> [Int64] {
    hashes(count, seed: seed).map { number in
      let scale = Int64(1) << Int64(number >> 58 % 33)
      return 40_000 + Int64(number & 0xFFFF) * scale / 64
    }
  }

  @Test("lie within three per cent of the sorted truth", arguments: [1, 2, 10, 999, 20_000])
  func accuracy(_ count: Int) {
    for seed in 1...3 as ClosedRange<UInt64> {
      let values = durations(count, seed: seed)
      let sorted = values.sorted()
      let sketch = sketch(values)
      for quantile in [0, 0.25, 0.5, 0.9, 0.95, 0.99, 1] {
        let truth = Double(sorted[Int((Double(count - 1) * quantile).rounded())])
        let estimate = Double(sketch.value(at: quantile))
        #expect(abs(estimate - truth) <= 0.03 * truth, "\(quantile) of \(count)")
      }
      #expect(sketch.total == values.reduce(0, +))
      #expect(sketch.count == count)
    }
  }

  @Test("never fall as the share rises")
  func monotone() {
    let sketch = sketch(durations(500, seed: 9))
    var last: Int64 = 0
    for step in -1...101 {
      let value = sketch.value(at: Double(step) / 100)
      #expect(value >= last)
      last = value
    }
  }

  @Test(
    "take every number and stop the sum at the largest",
    arguments: [
      Int64.min, -1, 0, 1, 999, 1000, 31_999, 32_000, 1 << 50, 1 << 62, .max,
    ])
  func extremes(_ value: Int64) {
    let sketch = sketch([value, value, value])
    #expect(sketch.count == 3)
    #expect(sketch.total >= 0)
    #expect(sketch.value(at: 0.5) >= 0)
    if value > 1 << 61 { #expect(sketch.total == .max) }
    var twice = sketch
    twice.merge(sketch)
    #expect(twice.count == 6)
    if value > 1 << 61 { #expect(twice.total == .max) }
  }

  @Test("count further than 32 bits reach")
  func many() {
    var whole = sketch([5_000_000])
    for _ in 0..<40 { whole.merge(whole) }
    #expect(whole.count == 1 << 40)
    #expect(whole.value(at: 0.5) > 4_900_000)
  }

  @Test("are no longer than all together, and of one duration what it is")
  func whole() {
    for duration in [0, 700, 320_000_000, 987_654_321_012] as [Int64] {
      let one = sketch([duration])
      for quantile in [0, 0.5, 0.99, 1] { #expect(one.value(at: quantile) == one.total) }
      let some = sketch([0, duration, 0])
      #expect(some.value(at: 1) <= some.total)
    }
  }

  @Test("are 0 of nothing")
  func nothing() {
    #expect(QuantileSketch().value(at: 0.5) == 0)
    #expect(QuantileSketch().total == 0)
  }

  @Test("are the same for any division of the whole")
  func division() {
    let values = durations(300, seed: 4)
    let whole = sketch(values)
    for cut in [0, 1, 100, 299, 300] {
      var first = sketch(values[..<cut])
      first.merge(sketch(values[cut...]))
      #expect(first == whole)
    }
    var nested = sketch(values[..<100])
    var tail = sketch(values[100..<200])
    tail.merge(sketch(values[200...]))
    nested.merge(tail)
    #expect(nested == whole)
  }
}
