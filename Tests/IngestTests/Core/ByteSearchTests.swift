import Ingest
import Testing
import Traffic

@Suite("The search for bytes")
struct ByteSearchTests {
  @Test("finds the first and the last in any part of any length", arguments: 0...50)
  func model(_ count: Int) {
    // Of period 19: matches fall on every place of a 16-byte step, and on none.
    let bytes = (0..<count).map { UInt8($0 % 19) }
    for byte: UInt8 in [0, 7, 18, 200] {
      for start in 0...count {
        for end in start...count {
          let part = bytes[start..<end]
          let first = ByteSearch.first(byte, in: bytes.span, from: start, to: end)
          let last = ByteSearch.last(byte, in: bytes.span, from: start, to: end)
          if first != part.firstIndex(of: byte) ?? end || last != part.lastIndex(of: byte) {
            Issue.record("byte \(byte) in \(start)..<\(end) of \(count)")
          }
        }
      }
    }
  }

  @Test("does not take bytes for each other that differ in a bit")
  func bits() {
    for bit in 0..<8 {
      let bytes = [UInt8](repeating: 0x22 ^ (1 << UInt8(bit)), count: 33) + [0x22]
      let found = ByteSearch.first(0x22, in: bytes.span, from: 0, to: 34)
      #expect(found == 33)
    }
  }
}
