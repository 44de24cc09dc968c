import Testing
import Traffic

@Suite("A header's list of values")
struct HeaderListTests {
  private func pieces(_ value: [UInt8]) -> [[UInt8]] {
    var list = HeaderList(value.span)
    var pieces: [[UInt8]] = []
    while let piece = list.next() { pieces.append(copy(piece)) }
    return pieces
  }

  /// The standard's algorithm, step by step.
  ///
  /// - SeeAlso: https://fetch.spec.whatwg.org/#header-value-get-decode-and-split
  private func model(_ input: [UInt8]) -> [[UInt8]] {
    var values: [[UInt8]] = []
    var position = 0
    var temporary: [UInt8] = []
    while true {
      while position < input.count, input[position] != 0x22, input[position] != 0x2C {
        temporary.append(input[position])
        position += 1
      }
      if position < input.count, input[position] == 0x22 {
        collectQuotedString(input, &position, &temporary)
        if position < input.count { continue }
      }
      while let first = temporary.first, first == 0x20 || first == 0x09 { temporary.removeFirst() }
      while let last = temporary.last, last == 0x20 || last == 0x09 { temporary.removeLast() }
      values.append(temporary)
      temporary = []
      if position >= input.count { return values }
      position += 1
    }
  }

  private func collectQuotedString(
    _ input: [UInt8], _ position: inout Int, _ value: inout [UInt8]
  ) {
    value.append(input[position])
    position += 1
    while position < input.count {
      let byte = input[position]
      value.append(byte)
      position += 1
      if byte == 0x22 { return }
      if byte == 0x5C, position < input.count {
        value.append(input[position])
        position += 1
      }
    }
  }

  @Test(
    "splits at commas outside quotes",
    arguments: [
      ("", [""]), ("a", ["a"]), ("a,b", ["a", "b"]), (" a ,\tb\t", ["a", "b"]), (",", ["", ""]),
      ("a,", ["a", ""]), (",,a", ["", "", "a"]), (#""a,b",c"#, [#""a,b""#, "c"]),
      (#""a\",b",c"#, [#""a\",b""#, "c"]), (#"a\,b"#, [#"a\"#, "b"]), (#""a,b"#, [#""a,b"#]),
      (#"x"a,b"y,c"#, [#"x"a,b"y"#, "c"]), (#""\"#, [#""\"#]), (#""\\",b"#, [#""\\""#, "b"]),
      ("*, x", ["*", "x"]),
    ])
  func examples(_ value: String, _ expected: [String]) {
    let found = pieces(utf8(value)).map { String(decoding: $0, as: UTF8.self) }
    #expect(found == expected)
  }

  @Test("splits like the standard's algorithm", arguments: 0..<300 as Range<UInt64>)
  func random(_ seed: UInt64) {
    var generator = SeededGenerator(seed)
    for _ in 0..<30 {
      let value = generator.bytes(10, of: utf8("a,\"\\ \t"))
      #expect(pieces(value) == model(value))
    }
  }

  @Test("stays at its end")
  func end() {
    let value = utf8("a")
    var list = HeaderList(value.span)
    var ends: [Bool] = []
    for _ in 0..<4 {
      let isEnd = list.next() == nil
      ends.append(isEnd)
    }
    #expect(ends == [false, true, true, true])
  }
}
