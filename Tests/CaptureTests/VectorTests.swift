import Testing

@testable import Capture

@Suite("Bytes looked at sixteen at a time")
struct VectorTests {
  /// Heads of all lengths, most bytes of them such as matter; the same in every run.
  private static let samples: [[UInt8]] = {
    var state: UInt64 = 7
    return (0..<3000).map { length in
      (0..<(length % 67)).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        let alphabet: [UInt8] = [0x0A, 0x0D, 0x0A, 0x0D, 0x00, 0xFF, 0x61, 0x61, 0x61, 0x61]
        // Some are rich in line ends, some have hardly any.
        let choice = Int(state >> 40) % (length % 3 == 0 ? 10 : 40)
        return choice < alphabet.count ? alphabet[choice] : 0x62
      }
    }
  }()

  @Test("end a head where an empty line ends")
  func emptyLine() {
    for bytes in Self.samples {
      for start in [0, 1, 5, 16, 17] where start <= bytes.count {
        let wanted = (start..<bytes.count).lazy.compactMap { index -> Int? in
          guard bytes[index] == 0x0A else { return nil }
          let rest = bytes[(index + 1)...]
          if rest.first == 0x0A { return index + 2 }
          return rest.starts(with: [0x0D, 0x0A]) ? index + 3 : nil
        }.first
        let end = bytes.span.emptyLineEnd(from: start)
        #expect(end == wanted, "\(bytes) from \(start)")
      }
    }
  }

  @Test("show zero bytes and carriage returns that stand alone")
  func oddBytes() {
    for bytes in Self.samples {
      let odd = bytes.span.oddBytes()
      let returns = bytes.span.plainReturns()
      #expect(
        returns == -1 && (bytes.count < 16 || odd.hasZero)
          || returns == bytes.count(where: { $0 == 0x0D }) && !odd.hasZero, "\(bytes)")
      let isBare = zip(bytes, bytes.dropFirst()).contains { $0 == 0x0D && $1 != 0x0A }
      #expect(odd.hasZero == bytes.contains(0), "\(bytes)")
      #expect(odd.hasBareReturn == isBare, "\(bytes)")
    }
  }

  @Test("add up to the Internet checksum")
  func checksum() {
    for bytes in Self.samples {
      var sum: UInt64 = 0
      for index in stride(from: 0, to: bytes.count, by: 2) {
        sum += UInt64(bytes[index]) << 8
        if index + 1 < bytes.count { sum += UInt64(bytes[index + 1]) }
      }
      let found = Checksum.sum(bytes.span)
      #expect(Checksum.fold(found) == Checksum.fold(sum), "\(bytes)")
    }
  }
}
