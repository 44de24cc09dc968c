import CZlib
import Ingest
import Testing
import Traffic

@Suite("Deflated data")
struct InflateAgreementTests {
  /// Numbers that are the same in every run.
  struct Dice {
    var state: UInt64 = 0x9E37_79B9_7F4A_7C15

    mutating func next(_ bound: Int) -> Int {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return Int(truncatingIfNeeded: state >> 33) % bound
    }
  }

  /// Contents of the kinds that make a packer choose otherwise: lines, runs, noise, and what came
  /// long before.
  static let contents: [[UInt8]] = {
    var dice = Dice()
    let lines = (0..<1200).flatMap { line in
      utf8("203.0.113.\(line % 256) - - \"GET /a/\(dice.next(9_000)) HTTP/1.1\" 200 \(line * 7)\n")
    }
    let noise = (0..<70_000).map { _ in UInt8(dice.next(256)) }
    let few = (0..<50_000).map { _ in UInt8(0x61 + dice.next(3)) }
    let runs = (0..<300).flatMap { _ in
      [UInt8](repeating: UInt8(dice.next(256)), count: 1 + dice.next(700))
    }
    // Patterns of each length up to that at which whole vectors are copied, and behind it.
    let patterns = (1...40).flatMap { count in
      let pattern = (0..<count).map { UInt8($0 * 5 + count) }
      return (0..<30).flatMap { _ in pattern }
    }
    let far = Array(noise[..<32_768]) + Array(noise[..<900])
    return [[], [0x0A], utf8("one line\n"), lines, noise, few, runs, patterns, far]
  }()

  static let manners: [Deflation.Manner] = [0, 1, 3, 6, 9].flatMap { level in
    [Z_DEFAULT_STRATEGY, Z_HUFFMAN_ONLY, Z_RLE, Z_FIXED].flatMap { strategy in
      [1, 9].map { Deflation.Manner(level: level, strategy: strategy, memory: $0) }
    }
  }

  @Test("is what was packed, however it was", arguments: manners.indices)
  func content(_ index: Int) {
    for content in Self.contents {
      let packed = Deflation.gzip(content, Self.manners[index])
      for size in [1 << 16, 777] {
        let result = drain(InflateStream(MemoryStream(packed)), by: size)
        #expect(result.bytes == content)
        #expect(result.errors.isEmpty)
      }
    }
  }

  @Test("that is damaged or cut gives what zlib gives of it", arguments: contents.indices)
  func damage(_ index: Int) {
    var dice = Dice()
    let content = Array(Self.contents[index].prefix(6_000))
    for manner in Self.manners where manner.memory == 9 {
      let packed = Deflation.raw(content, manner)
      for _ in 0..<25 {
        var damaged = packed
        if dice.next(3) == 0 {
          damaged.removeLast(dice.next(damaged.count))
        } else {
          // The first bytes are those of a block's codes.
          let most = dice.next(2) == 0 ? min(damaged.count, 90) : damaged.count
          damaged[dice.next(most)] ^= 1 << UInt8(dice.next(8))
        }
        let expected = Deflation.inflated(damaged, most: 1 << 22)
        let result = drain(InflateStream(raw: MemoryStream(damaged)), by: 5_000)
        #expect(result.bytes == expected.content)
        #expect(result.errors.isEmpty == expected.ended)
      }
    }
  }

  @Test("of another member is out of reach")
  func reach() {
    let earlier = utf8("what stands in the member before")
    let copying = Deflation.gzip(earlier, Deflation.Manner(dictionary: earlier))
    let result = drain(InflateStream(MemoryStream(Deflation.gzip(earlier) + copying)), by: 100)
    // What stands before the first copy is no harm.
    #expect(result.bytes.starts(with: earlier) && result.bytes.count < 2 * earlier.count)
    #expect(result.errors.map(\.message) == ["the gzip stream is damaged"])
  }

  /// A header with all that it may have, its checksum xored with `fault`.
  private func header(flags: UInt8, name: Int, fault: UInt8 = 0) -> [UInt8] {
    var bytes: [UInt8] = [0x1F, 0x8B, 8, flags, 1, 2, 3, 4, 2, 3]
    if flags & 4 != 0 { bytes += [0x03, 0x01] + [UInt8](repeating: 0, count: 0x103) }
    if flags & 8 != 0 { bytes += [UInt8](repeating: 0x61, count: name) + [0] }
    if flags & 16 != 0 { bytes += utf8("a comment") + [0] }
    if flags & 2 != 0 {
      let sum = Deflation.checksum(bytes)
      bytes += [UInt8(truncatingIfNeeded: sum), UInt8(truncatingIfNeeded: sum >> 8) ^ fault]
    }
    return bytes
  }

  @Test("may stand behind a header of any kind", arguments: 0..<32 as Range<UInt8>)
  func headers(_ flags: UInt8) {
    let content = utf8("a line\n")
    let rest = Deflation.gzip(content).dropFirst(10)
    for name in [0, 1, 300_000] {
      let stream = InflateStream(MemoryStream(header(flags: flags, name: name) + rest))
      let result = drain(stream, by: 100)
      #expect(result.bytes == content)
      #expect(result.errors.isEmpty)
    }
    let unknown = InflateStream(MemoryStream(header(flags: flags | 0x20, name: 1) + rest))
    #expect(drain(unknown, by: 100).errors.map(\.message) == ["the gzip stream is damaged"])
    guard flags & 2 != 0 else { return }
    let wrong = InflateStream(MemoryStream(header(flags: flags, name: 1, fault: 1) + rest))
    #expect(drain(wrong, by: 100).errors.map(\.message) == ["the gzip stream is damaged"])
  }

  @Test("whose length is not the one told is damaged")
  func length() {
    var packed = Deflation.gzip(Self.contents[3])
    packed[packed.count - 1] ^= 0x80
    let result = drain(InflateStream(MemoryStream(packed)), by: 1 << 16)
    #expect(result.bytes == Self.contents[3])
    #expect(result.errors.map(\.message) == ["the gzip stream is damaged"])
  }
}
