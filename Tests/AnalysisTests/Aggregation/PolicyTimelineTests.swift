import Testing
import Traffic

@testable import Analysis

@Suite("The timeline of a policy")
struct PolicyTimelineTests {
  /// A fetch at so many minutes, refused or not.
  private typealias Fetch = (minute: Double, isBlocked: Bool)

  private func timeline(_ fetches: [Fetch]) -> PolicyTimeline {
    fetches.enumerated().reduce(into: PolicyTimeline()) { timeline, item in
      timeline.add(
        Timestamp(seconds: 1_790_000_000 + item.element.minute * 60),
        isBlocked: item.element.isBlocked, at: Position(source: 0, number: item.offset + 1))
    }
  }

  private func turns(_ fetches: [Fetch]) -> [String] {
    timeline(fetches).turns.map { "\($0.blocks ? "blocks" : "lets") \($0.position.number)" }
  }

  private func span(_ minutes: ClosedRange<Int>, blocked: Bool) -> [Fetch] {
    minutes.map { (Double($0), blocked) }
  }

  @Test("shows from where fetches are refused, and from where they pass again")
  func incident() {
    #expect(
      turns(span(0...9, blocked: false) + span(10...19, blocked: true)) == ["blocks 11"])
    #expect(
      turns(
        span(0...9, blocked: false) + span(10...19, blocked: true) + span(20...29, blocked: false)
      ) == ["blocks 11", "lets 21"])
  }

  @Test("finds the very fetch within a slice")
  func withinSlice() {
    let fetches: [Fetch] =
      span(0...5, blocked: false) + [(6.1, false), (6.5, true), (6.9, true)]
      + span(7...9, blocked: true)
    #expect(turns(fetches) == ["blocks 8"])
  }

  @Test("finds a turn within the first minute")
  func withinMinute() {
    func seconds(_ blocked: [Bool]) -> [String] {
      turns(blocked.enumerated().map { (Double($0.offset) / 60, $0.element) })
    }
    let (before, after) = (Array(repeating: false, count: 4), Array(repeating: true, count: 4))
    #expect(seconds(before + after) == ["blocks 5"])
    #expect(seconds(after + before) == ["lets 5"])
    #expect(seconds((0..<8).map { $0 % 2 == 0 }) == [])
  }

  @Test("stays quiet where nothing turns")
  func quiet() {
    #expect(turns([]).isEmpty)
    #expect(turns(span(0...40, blocked: false)).isEmpty)
    #expect(turns(span(0...40, blocked: true)).isEmpty)
    // One node of two refuses.
    #expect(turns((0...60).map { (Double($0), $0 % 2 == 0) }).isEmpty)
    // A few errors are no policy.
    #expect(turns((0...60).map { (Double($0), $0 % 20 == 3) }).isEmpty)
    // Too few to tell.
    #expect(turns([(0, false), (1, false), (2, true), (3, true)]).isEmpty)
  }

  @Test("does not depend on the order of fetches, nor on how they are divided")
  func laws() {
    var numbers = Numbers(seed: 3)
    for round in 0..<30 {
      let fetches: [Fetch] = (0..<300).map { _ in
        let minute = Double.random(in: 0...Double(round * 40 + 1), using: &numbers)
        return (minute, minute > Double(round * 20))
      }.sorted { $0.minute < $1.minute }
      let indexed = Array(fetches.enumerated())
      func timeline(_ part: [(offset: Int, element: Fetch)]) -> PolicyTimeline {
        part.reduce(into: PolicyTimeline()) { timeline, item in
          timeline.add(
            Timestamp(seconds: 1_790_000_000 + item.element.minute * 60),
            isBlocked: item.element.isBlocked, at: Position(source: 0, number: item.offset))
        }
      }
      let whole = describe(timeline(indexed))
      let shuffled = indexed.shuffled(using: &numbers)
      #expect(describe(timeline(shuffled)) == whole)
      let cut = Int.random(in: 0...300, using: &numbers)
      var first = timeline(Array(shuffled[..<cut]))
      let second = timeline(Array(shuffled[cut...]))
      var reversed = second
      reversed.merge(first)
      first.merge(second)
      #expect(describe(first) == whole && describe(reversed) == whole)
      #expect(first.slices.count <= PolicyTimeline.limit)
    }
  }

  private func describe(_ timeline: PolicyTimeline) -> String {
    "\(timeline.width) \(timeline.slices)"
  }
}
