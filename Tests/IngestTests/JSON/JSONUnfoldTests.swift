import Ingest
import Testing
import Traffic

@Suite("JSON that is not one object a line")
struct JSONUnfoldTests {
  static let pretty = """
    [
      {
        "method": "GET", "note": "a { in [ a \\" string",
        "headers": {"a": [1, 2]}
      },
      {"method": "PUT"}
    ]

    """
  static let records = """
    {
      "before": {"x": [{"y": 1}]},
      "records": [
        {"method": "GET", "list": [{"z": 1}]},
        {"method": "PUT"}
      ],
      "after": {"records": 1}
    }

    """

  private func unfold(_ text: String, by size: Int = 1000) -> [String] {
    let result = drain(JSONUnfoldStream(MemoryStream(utf8(text))), by: size)
    #expect(result.errors.isEmpty)
    return String(decoding: result.bytes, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  private func squeezed(_ lines: [String]) -> [String] {
    lines.map { $0.split(separator: " ").joined() }
  }

  @Test("is unfolded to one object a line", arguments: [1, 2, 7, 1000])
  func array(_ size: Int) {
    #expect(
      squeezed(unfold(Self.pretty, by: size)) == [
        #"{"method":"GET","note":"a{in[a\"string","headers":{"a":[1,2]}}"#, #"{"method":"PUT"}"#,
      ])
  }

  @Test("is unfolded to the records in it, not to what stands around them")
  func containers() {
    #expect(
      squeezed(unfold(Self.records)) == [
        #"{"method":"GET","list":[{"z":1}]}"#, #"{"method":"PUT"}"#,
      ])
    let trace =
      #"{"resourceSpans":[{"resource":{"a":1},"scopeSpans":[{"spans":[{"b":1},{"c":[{}]}]}]}]}"#
    #expect(unfold(trace) == [#"{"b":1}"#, #"{"c":[{}]}"#])
  }

  @Test("is told from lines of objects and from HAR files")
  func needed() {
    let table: [(String, Bool)] = [
      (Self.pretty, true), (Self.records, true), ("{\n\"a\": 1\n}\n", true),
      ("{\"a\":1}\n{\"a\":2}\n", false), ("[{\"a\":1},\n{\"a\":2}]\n", false), ("", false),
      ("{\"a\":[1,\n{\"a\":1}\n{\"a\":2}\n", false), ("text\n", false),
      ("[22/Nov/2026] text\n", false), ("[pod/a/b] {\"a\":1}\n", false),
      ("{\n\"log\": {\"version\":\"1.2\",\"creator\":{\"name\":\"x\"},\"entries\":[", false),
    ]
    for (text, expected) in table {
      let bytes = utf8(text)
      let found = JSONUnfoldStream.isNeeded(bytes.span)
      #expect(found == expected, "\(text.prefix(20))")
    }
  }

  @Test("neither traps nor loses an object that is whole, wherever it is cut")
  func cut() {
    for text in [Self.pretty, Self.records] {
      let bytes = utf8(text)
      for count in bytes.indices {
        let result = drain(JSONUnfoldStream(MemoryStream(Array(bytes[..<count]))), by: 50)
        #expect(result.bytes.count <= count + 2)
      }
      for index in bytes.indices {
        for value: UInt8 in [0, 0x0A, 0x22, 0x5C, 0x5B, 0x5D, 0x7B, 0x7D, 0xFF] {
          var changed = bytes
          changed[index] = value
          _ = drain(JSONUnfoldStream(MemoryStream(changed)), by: 50)
        }
      }
    }
  }

  @Test("goes through whole, however large its objects and their number are")
  func large() throws {
    let value = String(repeating: "v", count: 100_000)
    let text =
      "[" + (0..<20).map { "{\"n\":\($0),\"v\":\"\(value)\"}" }.joined(separator: ",") + "]"
    let source = try ByteSource(stream: MemoryStream(utf8(text))).unfolded()
    #expect(source.isUnfolded)
    let result = drain(source.stream, by: 1 << 16)
    #expect(result.bytes.split(separator: 0x0A).count == 20)
  }
}
