import Ingest
import Testing
import Traffic

@Suite("The JSON scanner")
struct JSONScannerTests {
  @Test(
    "goes past any value and stops behind it",
    arguments: [
      #""text""#, #""a\"b""#, "12", "000", "-1.5e3", "true", "null", "{}", "[]",
      #"{"a":[1,{"b":"}]"}],"c":"\\"}"#, #"[[[["x"]]]]"#, "\"raw\u{1}control\"",
      #""a string that is longer than sixteen bytes, and than thirty-two of them, and sixty-four""#,
    ])
  func skips(_ value: String) {
    let text = Array("  \(value) ,rest".utf8)
    var scanner = JSONScanner(text.span, from: 0, to: text.count)
    let passed = scanner.skipValue()
    let cursor = scanner.cursor
    #expect(passed)
    #expect(cursor == value.utf8.count + 2)
  }

  @Test(
    "says that the bytes ran out",
    arguments: [#""open"#, #""open\"#, "{", #"{"a":[1,2"#, #"["a"#, "[[", ""])
  func runsOut(_ value: String) {
    let text = Array(value.utf8)
    var scanner = JSONScanner(text.span, from: 0, to: text.count)
    let passed = scanner.skipValue()
    let ranOut = scanner.ranOut
    #expect(!passed)
    #expect(ranOut)
  }

  @Test("passes a million open brackets without recursing")
  func depth() {
    let text = Array(repeating: UInt8(ascii: "["), count: 1_000_000)
    var scanner = JSONScanner(text.span, from: 0, to: text.count)
    let passed = scanner.skipValue()
    #expect(!passed)
  }

  @Test("finds the end of a string at every offset and length")
  func stringEnds() {
    for length in 0..<150 {
      for stop in [UInt8(ascii: "\""), UInt8(ascii: "\\")] {
        var text = Array(repeating: UInt8(ascii: "x"), count: length + 40)
        text[length] = stop
        let found = JSONSearch.stringStop(in: text.span, from: 0, to: text.count)
        #expect(found == length)
        expect(JSONSearch.stringStop(in: text.span, from: 0, to: length), length)
      }
    }
  }

  @Test("finds brackets and quotes at every offset")
  func structure() {
    for length in 0..<70 {
      for stop in "{}[]\"".utf8 {
        var text = Array(repeating: UInt8(ascii: "z"), count: length + 40)
        text[length] = stop
        expect(JSONSearch.structure(in: text.span, from: 0, to: text.count), length)
        expect(JSONSearch.structure(in: text.span, from: 0, to: length), length)
      }
    }
  }

  @Test("of nonsense ranges looks nowhere")
  func ranges() {
    let text = Array("\"\"\"".utf8)
    expect(JSONSearch.stringStop(in: text.span, from: 5, to: 3), 3)
    expect(JSONSearch.stringStop(in: text.span, from: 0, to: 9), 9)
    expect(JSONSearch.structure(in: text.span, from: -1, to: 3), 3)
  }
}

@Suite("The table of keys")
struct JSONKeyTableTests {
  private static let names = [
    "a", "ab", "origin", "x-request", "access-control-allow-methods",
    "access-control-allow-headers", "access-control-request-headers", "sixteen-bytes-16",
    "seventeen-bytes-17",
  ]

  @Test("finds each key whatever its case, and no other")
  func finds() {
    var table = JSONKeyTable()
    for (index, name) in Self.names.enumerated() {
      table.insert(Array(name.utf8), in: 3, payload: UInt16(index))
    }
    for (index, name) in Self.names.enumerated() {
      let bytes = Array("..\(name.uppercased())".utf8)
      expect(table.find(bytes.span, from: 2, to: bytes.count, in: 3), UInt16(index))
      expect(table.find(bytes.span, from: 2, to: bytes.count, in: 4), nil)
      expect(table.find(bytes.span, from: 1, to: bytes.count, in: 3), nil)
      expect(table.find(bytes.span, from: 3, to: bytes.count, in: 3), nil)
    }
  }

  @Test("tells long keys apart that differ in the middle")
  func middles() {
    var table = JSONKeyTable()
    table.insert(Array("prefix-8-one-suffix-8".utf8), in: 0, payload: 1)
    table.insert(Array("prefix-8-two-suffix-8".utf8), in: 0, payload: 2)
    let bytes = Array("prefix-8-two-suffix-8".utf8)
    expect(table.find(bytes.span, from: 0, to: bytes.count, in: 0), 2)
    let other = Array("prefix-8-six-suffix-8".utf8)
    expect(table.find(other.span, from: 0, to: other.count, in: 0), nil)
  }

  @Test("keeps the first payload of a key, and holds many")
  func many() {
    var table = JSONKeyTable()
    for index in 0..<500 { table.insert(Array("key-\(index)".utf8), in: 0, payload: UInt16(index)) }
    table.insert(Array("KEY-7".utf8), in: 0, payload: 999)
    for index in 0..<500 {
      let bytes = Array("key-\(index)".utf8)
      expect(table.find(bytes.span, from: 0, to: bytes.count, in: 0), UInt16(index))
    }
  }
}

/// Compares what was found; a span cannot be captured by the expectation itself.
private func expect<Value: Equatable>(_ found: Value?, _ wanted: Value?) {
  #expect(found == wanted)
}
