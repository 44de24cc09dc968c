import Testing
import Traffic

@Suite("The account of refusals")
struct RefusalsTests {
  @Test("counts all and keeps the first five of each reason")
  func limit() {
    var refusals = Refusals()
    for position in 0..<8 {
      refusals.add(.badTime, position: position, column: position + 1)
      refusals.add(.tooLong, position: position)
    }
    #expect(refusals.count(.badTime) == 8)
    #expect(refusals.total == 16)
    let kept = refusals.examples.filter { $0.reason == .badTime }
    #expect(kept.map(\.position) == [0, 1, 2, 3, 4])
    #expect(kept.map(\.column) == [1, 2, 3, 4, 5])
    #expect(refusals.examples.count == 10)
  }

  @Test("merged keeps the earliest five and moves the later batch's positions")
  func merge() {
    var total = Refusals()
    var first = Refusals()
    var second = Refusals()
    for position in 0..<3 { first.add(.badTime, position: position, column: 4) }
    for position in 0..<7 { second.add(.badTime, position: position) }
    second.add(.badURL, position: 9)
    total.merge(first, base: 1)
    total.merge(second, base: 101)
    let kept = total.examples.filter { $0.reason == .badTime }
    #expect(kept.map(\.position) == [1, 2, 3, 101, 102])
    #expect(kept.map(\.column) == [4, 4, 4, 0, 0])
    #expect(total.count(.badTime) == 10)
    #expect(total.examples.last?.position == 110)
  }

  @Test("is the same however the input was cut into batches", arguments: 1...6)
  func associative(_ cut: Int) {
    let reasons: [LineError] = [.badTime, .tooLong, .badTime, .badStatus, .badTime, .badTime]
    let all = (0..<30).map { (reasons[$0 % 6], $0) }
    var whole = Refusals()
    for (reason, position) in all { whole.add(reason, position: position) }
    var merged = Refusals()
    for start in stride(from: 0, to: 30, by: cut) {
      var part = Refusals()
      for (reason, position) in all[start..<min(start + cut, 30)] {
        part.add(reason, position: position - start)
      }
      merged.merge(part, base: start)
    }
    #expect(merged.counts == whole.counts)
    #expect(merged.examples == whole.examples)
  }

  @Test("merged with an empty one stays as it is, and forgets all when reset")
  func zero() {
    var refusals = Refusals()
    refusals.add(.notHTTP, position: 2)
    let before = refusals.examples
    refusals.merge(Refusals(), base: 50)
    #expect(refusals.examples == before)
    #expect(refusals.total == 1)
    refusals.reset()
    #expect(refusals.total == 0)
    #expect(refusals.examples.isEmpty)
    refusals.add(.notHTTP, position: 3)
    #expect(refusals.count(.notHTTP) == 1)
  }
}

@Suite("The reasons for refusal")
struct LineErrorTests {
  @Test("have names of their own in kebab case")
  func names() {
    let names = LineError.allCases.map(\.name)
    #expect(Set(names).count == names.count)
    #expect(names.count == 29)
    #expect(names.first == "not-this-format")
    #expect(names.last == "gap")
  }

  @Test("say what is wrong and how to mend it", arguments: LineError.allCases)
  func texts(_ reason: LineError) {
    #expect(!reason.name.isEmpty)
    #expect(reason.name.allSatisfy { $0 == "-" || ("a"..."z").contains($0) })
    #expect(!reason.name.hasPrefix("-") && !reason.name.hasSuffix("-"))
    for text in [reason.message, reason.mend] {
      #expect(!text.isEmpty)
      #expect(!text.hasSuffix("."))
    }
  }

  @Test(
    "are called what their cases are called",
    arguments: [
      (LineError.unterminatedQuote, "unterminated-quote"), (.badTime, "bad-time"),
      (.badStatus, "bad-status"), (.badRequest, "bad-request"), (.tooLong, "too-long"),
      (.invalidJSON, "invalid-json"), (.missingField, "missing-field"), (.badURL, "bad-url"),
      (.truncatedInput, "truncated-input"), (.packetCut, "packet-cut"),
      (.packetMalformed, "packet-malformed"), (.unsupportedLinkType, "unsupported-link-type"),
      (.fragmentLost, "fragment-lost"), (.segmentLost, "segment-lost"), (.notHTTP, "not-http"),
      (.messageMalformed, "message-malformed"), (.responseUnmatched, "response-unmatched"),
      (.encrypted, "encrypted"),
    ])
  func cases(_ reason: LineError, _ name: String) { #expect(reason.name == name) }
}

@Suite("A place")
struct PlaceTests {
  @Test("in an input comes after those of earlier inputs, lines and columns")
  func positions() {
    let places = [
      Position(source: 0, number: 9, column: 9), Position(source: 1, number: 1),
      Position(source: 1, number: 1, column: 2), Position(source: 1, number: 2),
    ]
    #expect(Array(places.reversed()).sorted() == places)
  }

  @Test("in a batch's bytes is its range", arguments: [0..<0, 5..<5, 3..<9])
  func ranges(_ range: Range<Int>) {
    let place = ByteRange(range.lowerBound, range.upperBound)
    #expect(place.range == range)
    #expect(place.isEmpty == range.isEmpty)
    #expect(place == ByteRange(offset: range.lowerBound, length: range.count))
  }
}
