import Testing
import Traffic

@Suite("Bytes against a plain model")
struct BytesTests {
  /// Few different bytes, so that random strings meet: blanks, both cases, and the edges of ASCII.
  private static let alphabet: [UInt8] = [0x20, 0x09, 0x41, 0x61, 0x5A, 0x7A, 0x40, 0x5B, 0xFF]

  private func lowercased(_ bytes: [UInt8]) -> [UInt8] {
    bytes.map { (0x41...0x5A).contains($0) ? $0 + 0x20 : $0 }
  }

  @Test("compare with and without case", arguments: 0..<200 as Range<UInt64>)
  func comparisons(_ seed: UInt64) {
    var generator = SeededGenerator(seed)
    for _ in 0..<50 {
      let left = generator.bytes(3, of: Self.alphabet)
      let right = generator.bytes(3, of: Self.alphabet)
      let same = left.span.equals(right.span)
      #expect(same == (left == right))
      let alike = left.span.equalsIgnoringCase(right.span)
      #expect(alike == (lowercased(left) == lowercased(right)))
      let hashes = (left.span.hash(seed: 7), right.span.hash(seed: 7))
      #expect((hashes.0 == hashes.1) == (left == right))
    }
  }

  @Test("compare with literals", arguments: ["origin", "ORIGIN", "Origin", "origi", "origins", ""])
  func literals(_ text: String) {
    let bytes = utf8(text)
    let same = bytes.span.equals("origin")
    let alike = bytes.span.equalsIgnoringCase("origin")
    let starts = bytes.span.starts(with: "origin")
    #expect(same == (text == "origin"))
    #expect(alike == (text.lowercased() == "origin"))
    #expect(starts == text.hasPrefix("origin"))
    let startsEmpty = bytes.span.starts(with: "")
    #expect(startsEmpty)
  }

  @Test("do not take other bytes for letters")
  func caseEdges() {
    for byte in UInt8.min...UInt8.max {
      let expected = (0x41...0x5A).contains(byte) ? byte + 0x20 : byte
      #expect(byte.asciiLowercased == expected)
    }
    // `@` and `[` stand beside the capitals, and differ from a backquote and a brace by one bit.
    let same = utf8("@[").span.equalsIgnoringCase("`{")
    #expect(!same)
  }

  @Test("compare with long literals byte by byte, letters alone without case")
  func longLiterals() {
    let name = "access-control-allow-origin"
    let upper = utf8("Access-Control-ALLOW-Origin").span.equalsIgnoringCase(
      "access-control-allow-origin")
    #expect(upper)
    for index in utf8(name).indices {
      for byte in UInt8.min...UInt8.max {
        var bytes = utf8(name)
        let old = bytes[index]
        bytes[index] = byte
        let isSame = bytes.span.equals("access-control-allow-origin")
        let isAlike = bytes.span.equalsIgnoringCase("access-control-allow-origin")
        #expect(isSame == (byte == old))
        #expect(isAlike == (byte == old || byte.asciiLowercased == old))
      }
    }
  }

  @Test("made small in a word are those made small alone")
  func words() {
    for byte in UInt8.min...UInt8.max {
      for place in 0..<8 as Range<UInt64> {
        let others: UInt64 = 0x415A_405B_617A_C1DA & ~(0xFF << (place * 8))
        let word = others | UInt64(byte) << (place * 8)
        let lower = (0..<8 as Range<UInt64>).reduce(UInt64(0)) {
          $0 | UInt64(UInt8(truncatingIfNeeded: word >> ($1 * 8)).asciiLowercased) << ($1 * 8)
        }
        #expect(word.asciiLowercased == lower)
      }
    }
  }

  @Test("contain what the model contains", arguments: 0..<200 as Range<UInt64>)
  func contains(_ seed: UInt64) {
    var generator = SeededGenerator(seed)
    for _ in 0..<20 {
      let bytes = generator.bytes(8, of: utf8("aAbB "))
      let text = String(decoding: bytes, as: UTF8.self)
      let exact = bytes.span.contains("aab")
      let alike = bytes.span.contains("aab", ignoringCase: true)
      #expect(exact == text.contains("aab"))
      #expect(alike == text.lowercased().contains("aab"))
      let single = bytes.span.contains("b", ignoringCase: true)
      #expect(single == text.lowercased().contains("b"))
      let empty = bytes.span.contains("")
      #expect(empty)
    }
  }

  @Test("are found from a place on", arguments: 0..<50 as Range<UInt64>)
  func firstIndex(_ seed: UInt64) {
    var generator = SeededGenerator(seed)
    let bytes = generator.bytes(20, of: utf8("ab,"))
    for start in 0...bytes.count + 1 {
      let found = bytes.span.firstIndex(of: 0x2C, from: start)
      let expected = start < bytes.count ? bytes[start...].firstIndex(of: 0x2C) : nil
      #expect(found == expected)
    }
  }

  @Test("lose the blanks at both ends and nothing else", arguments: 0..<200 as Range<UInt64>)
  func trimming(_ seed: UInt64) {
    var generator = SeededGenerator(seed)
    let bytes = generator.bytes(6, of: [0x20, 0x09, 0x0A, 0x61, 0xA0])
    var model = bytes[...]
    while let first = model.first, first == 0x20 || first == 0x09 { model.removeFirst() }
    while let last = model.last, last == 0x20 || last == 0x09 { model.removeLast() }
    let trimmed = copy(bytes.span.trimmingBlanks())
    #expect(trimmed == Array(model))
  }

  @Test(
    "are a number only if digits alone spell one that fits",
    arguments: [
      ("0", 0), ("007", 7), ("9223372036854775807", Int.max), ("9223372036854775808", nil),
      ("9999999999999999999", nil), ("99999999999999999999999", nil), ("", nil), ("-1", nil),
      ("+1", nil), ("1 ", nil), ("1_0", nil), ("0x1", nil), ("/", nil), (":", nil),
      ("00000000000000000001", nil),
    ] as [(String, Int?)])
  func decimal(_ text: String, _ number: Int?) {
    let bytes = utf8(text)
    let value = bytes.span.decimal
    #expect(value == number)
  }

  @Test("have a hash that depends on every byte, the length and the seed")
  func hashes() {
    for count in 0..<40 {
      let zeros = [UInt8](repeating: 0, count: count)
      let longer = [UInt8](repeating: 0, count: count + 1)
      let base = zeros.span.hash()
      let again = Array(zeros).span.hash()
      #expect(base == again)
      #expect(base == zeros.span.placedHash())
      #expect(base != longer.span.hash())
      #expect(base != zeros.span.hash(seed: 1))
      for index in zeros.indices {
        var changed = zeros
        changed[index] = 1
        #expect(changed.span.hash() != base)
      }
    }
  }

  @Test("have no word that makes their hash forget what else there is", arguments: [0, 8, 16, 24])
  func wordsOfNoEffect(_ offset: Int) {
    // The word by which the hash multiplies.
    let word = [UInt8]([0x93, 0xFD, 0x59, 0x66, 0xB8, 0xFE, 0xE8, 0xD6])
    for length in [40, 48, 64] {
      var hashes: Set<UInt64> = []
      for (seed, filler) in [(1, 0x61), (2, 0x61), (1, 0x62)] as [(UInt64, UInt8)] {
        var text = [UInt8](repeating: filler, count: length)
        text.replaceSubrange(offset..<offset + 8, with: word)
        hashes.insert(text.span.hash(seed: seed))
        text.replaceSubrange(length - 16..<length - 8, with: word)
        hashes.insert(text.span.hash(seed: seed))
      }
      #expect(hashes.count == (offset == length - 16 ? 3 : 6))
    }
  }

  @Test("have the same hash in every run")
  func stableHash() {
    // Pinned: reports that sample by hash must not change between runs or machines.
    let empty = [UInt8]().span.hash()
    let origin = utf8("https://app.example.com").span.hash()
    #expect(empty == Self.pinnedHashes.empty)
    #expect(origin == Self.pinnedHashes.origin)
  }

  private static let pinnedHashes: (empty: UInt64, origin: UInt64) = (
    11_400_714_819_323_198_485, 1_643_650_270_732_581_709
  )

  @Test("that are digits, hexadecimal or of a token are told apart")
  func classes() {
    let token = Set(
      utf8("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    for byte in UInt8.min...UInt8.max {
      let scalar = Character(Unicode.Scalar(byte))
      #expect(byte.isToken == token.contains(byte))
      #expect(byte.isDigit == ("0"..."9").contains(scalar))
      #expect(byte.isBlank == (byte == 0x20 || byte == 0x09))
      let hex = byte < 0x80 ? scalar.hexDigitValue : nil
      #expect(byte.hexValue.map(Int.init) == hex)
    }
  }

  @Test("become text, what is not UTF-8 a replacement character")
  func text() {
    let text = String(decodingUTF8: [0x61, 0xFF, 0xC3, 0xBC].span)
    #expect(text == "a\u{FFFD}ü")
    #expect(String(decodingUTF8: [UInt8]().span).isEmpty)
  }

  @Test("are searched within a range, wherever that begins and ends")
  func position() {
    let bytes: [UInt8] = (0..<50).map { $0 % 7 == 3 ? 0x3A : 0x61 }
    for start in 0...bytes.count {
      for end in start...bytes.count {
        let wanted = bytes[start..<end].firstIndex(of: 0x3A) ?? end
        let found = bytes.span.position(of: 0x3A, from: start, to: end)
        #expect(found == wanted)
      }
    }
  }

  @Test("are a literal, case apart, with no other byte in any place")
  func ignoringCase() {
    let name = Array("Access-Control-Max-Age_1{".utf8)
    for index in name.indices {
      for byte in UInt8.min...UInt8.max {
        var other = name
        other[index] = byte
        let isSame = byte.asciiLowercased == name[index].asciiLowercased
        let found = other.span.equalsIgnoringCase("access-control-max-age_1{")
        #expect(found == isSame)
      }
    }
  }
}
