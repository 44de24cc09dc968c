import Ingest
import Testing
import Traffic

@Suite("A gzip stream")
struct InflateStreamTests {
  static let firstText = utf8("first line\nsecond line\n")
  static let secondText = utf8("third line of another member\n")

  static let first: [UInt8] = [
    0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0x4B, 0xCB, 0x2C, 0x2A, 0x2E, 0x51,
    0xC8, 0xC9, 0xCC, 0x4B, 0xE5, 0x2A, 0x4E, 0x4D, 0xCE, 0xCF, 0x4B, 0x81, 0xB0, 0x01, 0x2C, 0x5A,
    0x45, 0x5D, 0x17, 0x00, 0x00, 0x00,
  ]
  static let second: [UInt8] = [
    0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0x2B, 0xC9, 0xC8, 0x2C, 0x4A, 0x51,
    0xC8, 0xC9, 0xCC, 0x4B, 0x55, 0xC8, 0x4F, 0x53, 0x48, 0xCC, 0xCB, 0x2F, 0xC9, 0x48, 0x2D, 0x52,
    0xC8, 0x4D, 0xCD, 0x4D, 0x4A, 0x2D, 0xE2, 0x02, 0x00, 0x31, 0x57, 0x92, 0x76, 0x1D, 0x00, 0x00,
    0x00,
  ]

  private func inflate(_ bytes: [UInt8], by size: Int = 1000) -> (
    bytes: [UInt8], errors: [IngestError]
  ) { drain(InflateStream(MemoryStream(bytes)), by: size) }

  @Test("of several members gives all of them", arguments: [1, 2, 3, 7, 22, 23, 24, 1 << 16])
  func members(_ size: Int) {
    let result = inflate(Self.first + Self.second + Self.first, by: size)
    #expect(result.bytes == Self.firstText + Self.secondText + Self.firstText)
    #expect(result.errors.isEmpty)
  }

  @Test("may be padded with zeros, between members too", arguments: [1, 2, 511, 1 << 18])
  func padding(_ count: Int) {
    let zeros = [UInt8](repeating: 0, count: count)
    let result = inflate(Self.first + zeros + Self.second + zeros)
    #expect(result.bytes == Self.firstText + Self.secondText)
    #expect(result.errors.isEmpty)
  }

  @Test("that is cut gives what it holds, then says so once", arguments: 1..<first.count)
  func cut(_ count: Int) {
    for size in [1, 1000] {
      let result = inflate(Array(Self.first.prefix(count)), by: size)
      #expect(Self.firstText.starts(with: result.bytes))
      #expect(result.errors.map(\.message) == ["the gzip stream ends in the middle"])
      // The last eight bytes are checksum and length: all text stands before them.
      if count >= Self.first.count - 8 { #expect(result.bytes == Self.firstText) }
    }
  }

  @Test("that is cut in a later member keeps the earlier ones", arguments: 1..<second.count)
  func cutLater(_ count: Int) {
    let result = inflate(Self.first + Self.second.prefix(count))
    #expect(result.bytes.starts(with: Self.firstText))
    #expect((Self.firstText + Self.secondText).starts(with: result.bytes))
    #expect(result.errors.count == 1)
  }

  @Test("of nothing is empty")
  func empty() {
    let result = inflate([])
    #expect(result.bytes.isEmpty)
    #expect(result.errors.isEmpty)
  }

  @Test(
    "with a changed byte neither traps nor hangs, and a bad sum is told", arguments: first.indices)
  func damaged(_ index: Int) {
    for value: UInt8 in [0x00, 0x01, 0x7F, 0xFF] where value != Self.first[index] {
      var bytes = Self.first
      bytes[index] = value
      let result = inflate(bytes)
      #expect(result.errors.count <= 1)
      #expect(result.bytes.count < 2000)
      if index >= Self.first.count - 8 {
        #expect(result.bytes == Self.firstText)
        #expect(result.errors.map(\.message) == ["the gzip stream is damaged"])
      }
    }
  }

  @Test("followed by something else gives all of itself, then says so")
  func garbage() {
    let result = inflate(Self.first + utf8("203.0.113.7 - -"))
    #expect(result.bytes == Self.firstText)
    #expect(result.errors.map(\.message) == ["something that is not gzip follows the gzip stream"])
  }

  @Test("whose source fails gives what came before, then the source's error once")
  func sourceError() {
    let error = IngestError("cannot be read on: i/o error")
    let source = MemoryStream(Array(Self.first.prefix(30)), failing: error)
    let result = drain(InflateStream(source), by: 5)
    #expect(Self.firstText.starts(with: result.bytes))
    #expect(result.errors == [error])
  }
}
