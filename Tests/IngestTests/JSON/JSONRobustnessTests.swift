import Ingest
import Testing
import Traffic

@Suite("JSON lines that are broken")
struct JSONRobustnessTests {
  static let samples = [CaddyFormatTests.preflight, OperatorJSONTests.line]

  private func formats() -> [JSONLinesFormat] {
    [.caddy] + Self.samples.compactMap(operatorFormat)
  }

  @Test("are refused with the column at which they stopped being JSON")
  func columns() throws {
    let format = try #require(operatorFormat(OperatorJSONTests.line))
    let text = "not json\n\(OperatorJSONTests.line)\n{\"status\" 1}\n\n{\"other\":1}\n"
    let parsed = ParsedBatch(text, format)
    #expect(parsed.batch.records.map(\.position) == [1])
    #expect(parsed.batch.positionCount == 5)
    let examples = parsed.batch.refusals.examples
    #expect(examples.map(\.reason) == [.invalidJSON, .invalidJSON, .missingField])
    #expect(examples.map(\.position) == [0, 2, 4])
    #expect(examples.map(\.column) == [1, 11, 12])
  }

  @Test("do not trap when cut anywhere, and only the whole line is an exchange", arguments: samples)
  func prefixes(_ line: String) throws {
    let bytes = Array(line.utf8)
    for format in formats() {
      for end in bytes.indices {
        let parsed = ParsedBatch(Array(bytes[..<end]), format)
        #expect(parsed.batch.records.isEmpty)
        #expect(parsed.batch.positionCount == (end == 0 ? 0 : 1))
      }
    }
  }

  @Test("do not trap when one byte is changed", arguments: samples)
  func changes(_ line: String) throws {
    let bytes = Array(line.utf8)
    let wrong: [UInt8] = [
      0, 0x0A, 0x22, 0x2C, 0x2D, 0x3A, 0x5B, 0x5C, 0x5D, 0x7B, 0x7D, 0x39, 0xFF,
    ]
    for format in [JSONLinesFormat.caddy, try #require(operatorFormat(line))] {
      for index in bytes.indices {
        for byte in wrong {
          var changed = bytes
          changed[index] = byte
          let parsed = ParsedBatch(changed, format)
          #expect(parsed.placesAreSound)
        }
      }
    }
  }

  @Test("do not trap the recognition", arguments: samples)
  func recognition(_ line: String) {
    let bytes = Array(line.utf8)
    for end in stride(from: 0, to: bytes.count, by: 7) {
      let candidates = LogRecognition.candidates(head: Array(bytes[..<end]))
      #expect(candidates.isEmpty)
    }
  }

  @Test("give the same whether or not the last one has its newline, and after a mark")
  func ends() throws {
    let format = try #require(operatorFormat(OperatorJSONTests.line))
    let plain = ParsedBatch(OperatorJSONTests.line, format)
    let ended = ParsedBatch(OperatorJSONTests.line + "\r\n", format)
    let marked = ParsedBatch("\u{FEFF}" + OperatorJSONTests.line, format)
    #expect(plain.transcript == ended.transcript)
    #expect(plain.transcript == marked.transcript)
    #expect(plain.batch.records.count == 1)
  }

  @Test("hold two exchanges where two writers met")
  func glued() throws {
    let format = try #require(operatorFormat(OperatorJSONTests.line))
    let parsed = ParsedBatch(OperatorJSONTests.line + OperatorJSONTests.line, format)
    #expect(parsed.batch.records.map(\.position) == [0, 0])
  }

  @Test("do not recurse, however deep they nest")
  func deep() {
    let nest = String(repeating: #"{"request":"#, count: 50_000)
    let parsed = ParsedBatch(nest, .caddy)
    #expect(parsed.batch.refusals.count(.invalidJSON) == 1)
  }

  @Test("with an unreadable value keep the rest")
  func faults() throws {
    let format = try #require(operatorFormat(OperatorJSONTests.line))
    let status = ParsedBatch(
      OperatorJSONTests.line.replacing(#""status":200"#, with: #""status":"x""#), format)
    #expect(status.batch.records.count == 1)
    #expect(status.batch.refusals.count(.badStatus) == 1)
    let time = ParsedBatch(
      OperatorJSONTests.line.replacing("1795365302.516", with: #""soon""#), format)
    #expect(time.state(.start) == .notObservable)
    #expect(time.batch.refusals.count(.badTime) == 1)
  }

  @Test("are read alike whichever line stands before them")
  func neighbours() throws {
    let format = try #require(operatorFormat(OperatorJSONTests.line))
    let whole = OperatorJSONTests.line
    let lines = [
      whole, whole.replacing(",\"", with: " , \""), whole.replacing("\":", with: "\" : "),
      whole.replacing(#""status":200"#, with: #""status":0200"#),
      whole.replacing(#""status":200"#, with: #""up":0.1, 0.2,"status":200"#),
      whole.replacing(#""status":200,"#, with: ""), #"{"status":200}"#, #"{"status":{"status":1}}"#,
      #"{"status":200,"request_method":"GET","#,
      #"{"x":["a"],"request_uri":["/b"],"status":["201"]}"#,
      #"{"request_method":"PUT","status":404,"request_uri":"/c","http_origin":"https://b.test"}"#,
      #"{"":"","request_uri":"/d","request_uri":"/e","status":200}"#,
      "{" + (0..<200).map { #""k\#($0)":\#($0)"# }.joined(separator: ",") + #","status":503}"#,
      whole.replacing("}", with: #","late":"x"}"#),
    ]
    /// What the last line says, its number left aside.
    func says(_ text: String) -> String? {
      let parsed = ParsedBatch(text, format)
      let last = text.split(separator: "\n").count - 1
      guard let found = parsed.transcript.last, found.hasPrefix("\(last) ") else { return nil }
      return String(found.dropFirst("\(last)".count))
    }
    #expect(lines.filter { says($0) != nil }.count > lines.count / 2)
    for line in lines {
      for first in lines {
        for second in lines { #expect(says("\(first)\n\(second)\n\(line)") == says(line)) }
      }
    }
  }
}
