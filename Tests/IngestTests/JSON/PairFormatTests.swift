import Ingest
import Testing
import Traffic

@Suite("Lines of names and values")
struct PairFormatTests {
  private func read(_ text: String) throws -> (name: String, parsed: ParsedBatch) {
    let bytes = utf8(text)
    let best = try #require(LogRecognition.candidates(head: bytes).first)
    return (best.format.name, ParsedBatch(bytes, parser: best.parser))
  }

  @Test("are read as LTSV, whose host is the client")
  func ltsv() throws {
    let sample = try #require(FormatRegistry.named("ltsv")).samples[0]
    let (name, parsed) = try read(sample + "\r\n")
    #expect(name == "ltsv")
    #expect(parsed.text(.client) == "203.0.113.7")
    #expect(parsed.text(.host) == "api.example.com")
    #expect(parsed.text(.method) == "GET")
    #expect(parsed.text(.target) == "/v1?a=b")
    #expect(parsed.text(.origin) == "https://app.example.com")
    #expect(parsed.text(.allowOrigin) == "*")
    #expect(parsed.state(.requestMethod) == .absent)
    #expect(parsed.state(.vary) == .notObservable)
    #expect(parsed.batch.records[0].duration == 2_000_000)
  }

  @Test("are read as logfmt, quotes and all")
  func logfmt() throws {
    let sample = try #require(FormatRegistry.named("logfmt")).samples[0]
    let (name, parsed) = try read(sample + "\n")
    #expect(name == "logfmt")
    #expect(parsed.text(.target) == "/v1?a=b")
    #expect(parsed.text(.userAgent) == #"Mozilla/5.0 (X11; "x")"#)
    #expect(parsed.text(.origin) == "https://app.example.com")
    #expect(parsed.batch.records[0].duration == 1_200_000)
    #expect(parsed.batch.records[0].status == 200)
  }

  /// What stands for the protocol, the scheme that it tells, and the protocol that is left.
  static let protocols: [(String, String?, String?)] = [
    ("protocol=https", "https", nil), ("protocol=http", "http", nil),
    ("scheme=http protocol=https", "http", nil), ("protocol=HTTP/1.1", nil, "HTTP/1.1"),
    ("protocol=grpc", nil, nil), ("protocol=httpx", nil, "httpx"),
    ("tls_version=tls1.3 protocol=http", "http", nil),
  ]

  @Test("may have the scheme for the protocol, as Heroku's router does", arguments: protocols)
  func scheme(words: String, scheme: String?, version: String?) throws {
    let text = "at=info method=GET path=\"/a\" host=app.example.com status=200 bytes=13 \(words)\n"
    let (name, parsed) = try read(text)
    #expect(name == "logfmt")
    #expect(parsed.text(.scheme) == scheme)
    #expect(parsed.text(.protocol) == version)
    let object = words.split(separator: " ").map { pair in
      let parts = pair.split(separator: "=")
      return "\"\(parts[0])\":\"\(parts[1])\""
    }
    let line = #"{"method":"GET","path":"/a","status":200,"# + object.joined(separator: ",") + "}\n"
    // The second line is read by the steps of the first.
    let (_, other) = try read(line + line)
    for index in 0..<2 {
      #expect(other.text(.scheme, index) == scheme)
      #expect(other.text(.protocol, index) == version)
    }
  }

  @Test("are read as Zeek's columns, whose header may change in the middle")
  func zeek() throws {
    let sample = try #require(FormatRegistry.named("zeek")).samples[0]
    let second =
      "\n#close\n#fields\tmethod\turi\tts\tstatus_code\torigin\tuser_agent\n"
      + "PUT\t/b\\x09c\t1795365303.5\t-\t\\x2d\t(empty)\n"
    let (name, parsed) = try read(sample + second)
    #expect(name == "zeek")
    #expect(parsed.batch.records.count == 2)
    #expect(parsed.text(.host) == "api.example.com")
    #expect(parsed.text(.protocol) == "HTTP/1.1")
    #expect(parsed.state(.referer) == .absent)
    #expect(parsed.text(.target, 1) == "/b\tc")
    #expect(parsed.text(.origin, 1) == "-")
    #expect(parsed.text(.userAgent, 1) == "")
    #expect(parsed.state(.referer, 1) == .notObservable)
    #expect(parsed.batch.records[1].traits.contains(.responseMissing))
  }

  @Test("of Zeek keep their columns from batch to batch")
  func zeekBatches() throws {
    let sample = try #require(FormatRegistry.named("zeek")).samples[0]
    let lines = sample.split(separator: "\n")
    let line = try #require(lines.last)
    let text = sample + "\n" + String(repeating: line + "\n", count: 5000)
    let best = try #require(LogRecognition.candidates(head: utf8(sample + "\n")).first)
    let reader = LineReader(
      stream: MemoryStream(utf8(text)), format: best.format, parser: best.parser)
    var count = 0
    while true {
      var batch = Batch()
      guard try reader.read(into: &batch) else { break }
      reader.parser.parse(&batch)
      #expect(batch.refusals.total == 0)
      count += batch.records.count
    }
    #expect(count == 5001)
  }

  @Test("may have keys that only the user knows")
  func keys() throws {
    let line = #"{"m":"GET","u":"/a","st":200,"x":{"o":"https://a.test"},"y.z":"*"}"#
    let (format, unknown) = LogFormat.keys([
      ("origin", "x.o"), ("access_control_allow_origin", "y.z"),
    ])
    #expect(unknown == nil)
    let known = try #require(format)
    let reading = try #require(LogRecognition.read(utf8(line), as: known))
    let parsed = ParsedBatch(utf8(line), parser: reading.parser)
    #expect(parsed.text(.origin) == "https://a.test")
    #expect(parsed.text(.allowOrigin) == "*")
    #expect(parsed.text(.target) == "/a")
    #expect(LogFormat.keys([("nothing", "x")]).unknown == "nothing")
  }
}
