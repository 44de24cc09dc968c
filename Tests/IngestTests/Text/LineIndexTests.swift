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
    var index = LineIndex()
    for end in stride(from: 0, through: bytes.count, by: 41) {
      for start in stride(from: 0, through: end, by: 67) {
        index.read(bytes.span, from: start, to: end, chosen: 0x22, marker: 0x5C)
        var lineEnd = start
        while lineEnd < end, bytes[lineEnd] != 0x0A { lineEnd += 1 }
        #expect(index.end == lineEnd)
        #expect(index.isWhole == true)
        #expect(index.hasMarker == bytes[start..<lineEnd].contains(0x5C))
        var next = lineEnd
        for offset in (start...lineEnd).reversed() {
          if offset < lineEnd, bytes[offset] == 0x22 { next = offset }
          if index.places.next(from: offset) != next {
            Issue.record("from \(offset) of \(start)..<\(end): \(index.places.next(from: offset))")
            return
          }
        }
      }
    }
  }

  @Test(
    "tells that it does not reach to the end of a long line",
    arguments: [4_095, 4_096, 4_097, 9_000])
  func longLine(_ count: Int) {
    let line = Self.bytes(count, seed: 7, lines: false)
    for rest in [[], [0x0A], [0x0A] + Array(repeating: 0x61, count: 100)] as [[UInt8]] {
      var index = LineIndex()
      index.read((line + rest).span, from: 0, to: count + rest.count, chosen: 0x22, marker: 0x01)
      #expect(index.end == count)
      #expect(index.isWhole == (count < 4_096))
      #expect(index.hasMarker == false)
    }
  }
}
