// Unsafe: looks at places through views that do not outlive the index.
import Testing
import Traffic

@testable import Ingest

@Suite("The index of a line")
struct LineIndexTests {
  /// Bytes of which few are line ends, and some are quotes and backslashes.
  private static func bytes(_ count: Int, seed: UInt64, lines: Bool) -> [UInt8] {
    var state = seed
    return (0..<count).map { _ in
      state = (state &+ 0x9E37_79B9_7F4A_7C15).mixed
      switch state % 97 {
      case 0 where lines: return 0x0A
      case 1...8: return 0x22
      case 9 where state >> 32 & 7 == 0: return 0x5C
      default: return UInt8(truncatingIfNeeded: state >> 40) & 0x7F | 0x40
      }
    }
  }

  @Test(
    "shows what a look at each byte shows, wherever the search ends",
    arguments: 1...6 as ClosedRange<UInt64>)
  func agreement(_ seed: UInt64) {
    let bytes = Self.bytes(400, seed: seed, lines: seed % 2 == 0)
    var memory: [UInt8] = []
    LineIndex.use(&memory) { index in
      for end in stride(from: 0, through: bytes.count, by: 41) {
        for first in stride(from: 0, through: end, by: 67) {
          var place = LinePlace(start: first, position: first % 5)
          index.read(bytes.span, from: place, to: end, chosen: 0x22, marker: 0x5C)
          let (chosen, lineEnds) = unsafe (index.chosen, index.lineEnds)
          for start in first..<end {
            if start > first, bytes[start - 1] == 0x0A { place.position += 1 }
            place.start = start
            let line = bytes[start..<end]
            let newline = line.firstIndex(of: 0x0A) ?? end
            let quote = line.firstIndex(of: 0x22) ?? end
            let marker = line.firstIndex(of: 0x5C) ?? end
            guard index.lineEnd(of: place) == newline,
              min(lineEnds[place.position], end) == newline,
              min(chosen.next(from: start), end) == quote,
              index.hasMarker(start, newline) == (marker < newline)
            else {
              Issue.record("from \(start) of \(first)..<\(end)")
              return
            }
          }
        }
      }
    }
  }

  @Test(
    "shows no end of a line that is longer than its stretch",
    arguments: [8_127, 8_191, 8_192, 8_193, 9_000], [0, 1, 63, 64])
  func longLine(_ count: Int, _ start: Int) {
    let line = Self.bytes(start + count, seed: 7, lines: false)
    for rest in [[], [0x0A], [0x0A] + Array(repeating: 0x61, count: 100)] as [[UInt8]] {
      let bytes = line + rest
      var memory: [UInt8] = []
      LineIndex.use(&memory) { index in
        let place = LinePlace(start: start, position: 0)
        index.read(bytes.span, from: place, to: bytes.count, chosen: 0x22, marker: 0x01)
        let reach = min(bytes.count, start & ~63 + 8_192)
        let end: Int? = reach > line.count || reach == bytes.count ? line.count : nil
        #expect(index.reach == reach)
        #expect(index.lineEnd(of: place) == end)
        #expect(index.hasMarker(start, reach) == false)
      }
    }
  }

  @Test("is no line's marker that ends lines")
  func lineFeedAsMarker() {
    let bytes = utf8("ab\ncd\n")
    var memory: [UInt8] = []
    LineIndex.use(&memory) { index in
      let place = LinePlace(start: 0, position: 0)
      index.read(bytes.span, from: place, to: bytes.count, chosen: 0x0A, marker: 0x0A)
      #expect(index.lineEnd(of: place) == 2)
      #expect(index.hasMarker(0, 2) == false)
    }
  }
}
