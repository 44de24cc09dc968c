import Testing
import Traffic

@testable import Analysis

@Suite("Counts by time")
struct TimelineTests {
  private func timeline(_ seconds: some Sequence<Int64>) -> Timeline {
    var timeline = Timeline()
    for second in seconds {
      timeline.add(Timestamp(nanoseconds: second * 1_000_000_000)) { counts in
        counts.exchanges += 1
        if second & 1 == 0 { counts.preflights += 1 }
      }
    }
    return timeline
  }

  struct Series: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let seconds: [Int64]

    init(_ name: String, _ seconds: [Int64]) {
      testDescription = name
      self.seconds = seconds
    }
  }

  /// Times that need slices of every length.
  static let series: [Series] = [
    Series("nothing", []),
    Series("one second", [1_767_225_600]),
    Series("one minute", (0..<60).map { 1_767_225_600 + $0 }),
    Series("as many minutes as there are slices", (0..<1440).map { $0 * 60 }),
    Series("one minute more", (0..<1441).map { $0 * 60 }),
    Series("one minute more, in the middle of a wider slice", (3..<1444).map { $0 * 60 }),
    Series("a week", (0..<5000).map { $0 * 121 }),
    Series("a year", (0..<5000).map { $0 * 6311 }),
    Series("thirty years", (0..<5000).map { $0 * 189_301 }),
    Series("around 1970", (-3000..<3000).map { $0 * 61 }),
    Series("far apart", [-9_000_000_000, 0, 9_000_000_000]),
  ]

  @Test("do not depend on the order", arguments: series)
  func order(_ series: Series) {
    let seconds = series.seconds
    var generator = Numbers(seed: 5)
    let straight = timeline(seconds)
    let shuffled = timeline(seconds.shuffled(using: &generator))
    let backwards = timeline(seconds.reversed())
    #expect(straight == shuffled)
    #expect(straight == backwards)
  }

  @Test("stay few, begin at whole slices and lose nothing", arguments: series)
  func bounds(_ series: Series) {
    let seconds = series.seconds
    var whole = timeline(seconds)
    whole.merge(Timeline())
    let slices = whole.sorted
    #expect(slices.count <= Timeline.limit)
    #expect(slices.allSatisfy { $0.start % whole.width == 0 })
    #expect(zip(slices, slices.dropFirst()).allSatisfy { $0.start < $1.start })
    #expect(slices.reduce(0) { $0 + $1.counts.exchanges } == seconds.count)
    #expect(
      slices.reduce(0) { $0 + $1.counts.preflights } == seconds.filter { $0 & 1 == 0 }.count)
    for second in seconds {
      #expect(slices.contains { $0.start <= second && second < $0.start + whole.width })
    }
  }

  @Test("take every instant that can be told")
  func extremes() {
    for many in [0, 1441] as [Int64] {
      var whole = timeline((0..<many).map { $0 * 604_801 })
      for instant in [Int64.min, -1, 0, 1, .max] {
        whole.add(Timestamp(nanoseconds: instant)) { $0.judged += 1 }
      }
      #expect(whole.sorted.reduce(0) { $0 + $1.counts.judged } == 5)
      #expect(whole.sorted.count <= Timeline.limit)
    }
  }

  @Test("are as short as the limit allows")
  func width() {
    #expect(timeline((0..<1440).map { $0 * 60 }).width == 60)
    var more = timeline((0..<1441).map { $0 * 60 })
    more.merge(Timeline())
    #expect(more.width == 300)
    #expect(more.sorted.count == 289)
  }

  @Test("are the same for any division of the whole", arguments: series)
  func division(_ series: Series) {
    let seconds = series.seconds
    let whole = timeline(seconds)
    for cut in Set([0, 1, seconds.count / 2, seconds.count]) where cut <= seconds.count {
      var first = timeline(seconds[..<cut])
      first.merge(timeline(seconds[cut...]))
      #expect(first == whole)
    }
    let third = seconds.count / 3
    var left = timeline(seconds[..<third])
    left.merge(timeline(seconds[third..<(2 * third)]))
    left.merge(timeline(seconds[(2 * third)...]))
    var tail = timeline(seconds[third..<(2 * third)])
    tail.merge(timeline(seconds[(2 * third)...]))
    var right = timeline(seconds[..<third])
    right.merge(tail)
    #expect(left == right)
    #expect(left == whole)
  }
}
