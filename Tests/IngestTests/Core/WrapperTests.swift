import Ingest
import Testing
import Traffic

@Suite("Lines in a wrapper")
struct WrapperTests {
  static let first =
    #"203.0.113.7 - - [22/Nov/2026:16:35:02 +0000] "GET /a HTTP/1.1" 200 58 "-" "Mozilla/5.0""#
  static let second =
    #"203.0.113.8 - - [22/Nov/2026:16:35:03 +0000] "OPTIONS /b HTTP/1.1" 204 0 "-" "Mozilla/5.0""#

  /// The targets and positions that the best candidate finds, batch by batch of `size` bytes.
  private func read(_ text: String) throws -> (targets: [String?], positions: [Int], name: String) {
    let head = utf8(text)
    let best = try #require(LogRecognition.candidates(head: head).first)
    let reader = LineReader(
      stream: MemoryStream(head), format: best.format, parser: best.parser)
    var targets: [String?] = []
    var positions: [Int] = []
    var base = 1
    while true {
      var batch = Batch()
      guard try reader.read(into: &batch) else { break }
      reader.parser.parse(&batch)
      for index in batch.records.indices {
        let view = ExchangeView(
          bytes: batch.bytes.span, records: batch.records.span, index: index)
        targets.append(view.text(.target))
        positions.append(base + Int(batch.records[index].position))
      }
      base += batch.positionCount
    }
    return (targets, positions, best.format.wrapper)
  }

  @Test("are read by what is in them, at the lines where they stand")
  func plain() throws {
    let text = """
      <190>Nov 22 16:35:02 web1 nginx: \(Self.first)
      <190>Nov 22 16:35:02 web1 cron[7]: something else
      <190>Nov 22 16:35:03 web1 nginx: \(Self.second)

      """
    let result = try read(text)
    #expect(result.targets == ["/a", "/b"])
    #expect(result.positions == [1, 3])
    #expect(result.name == "syslog")
  }

  @Test(
    "are found behind words that are part of no format",
    arguments: [
      "web-7c5-x2x nginx ", "2026-11-22 16:35:02,516 INFO ", "2026-11-22T16:35:02 web/1 ", "7:",
      "2026-11-22T16:35:02+00:00 {app=\"web\", pod=\"x\"} ", "/var/log/access.log.1:",
      "   2026-11-22T16:35:02.51+0000 [APP/PROC/WEB/0] OUT ", "[ 1234.000017] web1 nginx[7]: ",
      "\u{1B}[36mweb-1  | \u{1B}[0m", "16:35:02 web.1  | ", "0|web  | ",
      "Sun 2026-11-22 16:35:02 UTC web1 nginx[7]: ", "1795365302.516479 web1 nginx[7]: ",
      "<158>1 2026-11-22T16:35:02+00:00 host heroku router - ",
    ])
  func lead(_ lead: String) throws {
    let text = "\(lead)\(Self.first)\n\(lead)\(Self.second)\n"
    let best = try #require(LogRecognition.candidates(head: utf8(text)).first)
    let parsed = ParsedBatch(utf8(text), parser: best.parser)
    #expect(best.format.name == "combined")
    #expect((parsed.says(.client), parsed.says(.client, 1)) == ("203.0.113.7", "203.0.113.8"))
    #expect((parsed.says(.target), parsed.says(.target, 1)) == ("/a", "/b"))
    let json = "{\"method\":\"GET\",\"uri\":\"/j\",\"status\":200,\"remote_addr\":\"203.0.113.7\"}"
    let object = try #require(
      LogRecognition.candidates(head: utf8("\(lead)\(json)\n\(lead)\(json)\n")).first)
    #expect(ParsedBatch(utf8("\(lead)\(json)\n"), parser: object.parser).says(.target) == "/j")
  }

  @Test("keep what belongs to their format in front, though other lines stand among them")
  func ownLead() throws {
    let vhost = RecognitionTests.vhost
    let text = [vhost, "who knows", vhost, vhost, "203.0.113.7 no request", vhost]
      .joined(separator: "\n")
    let best = try #require(LogRecognition.candidates(head: utf8(text + "\n")).first)
    #expect((best.format.name, best.format.wrapper) == ("vhost_combined", ""))
  }

  @Test("take the time that stands among the words")
  func timeOfLead() throws {
    for lead in [
      "2026-11-22 16:35:02,500 uvicorn.access INFO ", "2026/11/22 16:35:02.5 x ",
      "[2026-11-22 17:35:02.5 +0100] [7] [INFO] ", "1795365302.500\tinfo\t",
    ] {
      let line = "\(lead)203.0.113.7:54238 - \"GET /a HTTP/1.1\" 200\n"
      let text = utf8(line + line)
      let best = try #require(LogRecognition.candidates(head: text).first)
      let start = try #require(Int64(ParsedBatch(text, parser: best.parser).says(.start)))
      #expect(start / 1_000_000_000 == 1_795_365_302, "\(lead)")
    }
  }

  @Test("may be wrapped twice")
  func twice() throws {
    let line = Self.first.replacing("\"", with: "\\\"")
    let text =
      #"{"log":"Nov 22 16:35:02 web1 nginx: \#(line)\n","stream":"stdout","time":"2026-11-22T16:35:02Z"}"#
    let result = try read(text + "\n")
    #expect(result.targets == ["/a"])
    #expect(result.name == "docker, syslog")
  }

  @Test("that were cut in parts are joined where they end, streams apart")
  func parts() throws {
    let cut = Self.first.index(Self.first.startIndex, offsetBy: 52)
    let text = """
      2026-11-22T16:35:02.5Z stdout P \(Self.first[..<cut])
      2026-11-22T16:35:02.5Z stderr P one warn
      2026-11-22T16:35:02.6Z stdout F \(Self.first[cut...])
      2026-11-22T16:35:02.6Z stderr F ing
      2026-11-22T16:35:03.6Z stdout F \(Self.second)

      """
    let result = try read(text)
    #expect(result.targets == ["/a", "/b"])
    #expect(result.positions == [3, 5])
    #expect(result.name == "kubernetes")
  }

  @Test("that were cut in parts are joined across batches too")
  func acrossBatches() throws {
    let long = String(repeating: "x", count: 3000)
    let line = Self.first.replacing("/a", with: "/a" + long)
    let cut = line.index(line.startIndex, offsetBy: 2000)
    var text = ""
    let count = 400
    for _ in 0..<count {
      text += "2026-11-22T16:35:02.5Z stdout P \(line[..<cut])\n"
      text += "2026-11-22T16:35:02.5Z stdout F \(line[cut...])\n"
    }
    let result = try read(text)
    #expect(result.targets.count == count)
    #expect(result.targets.allSatisfy { $0 == "/a" + long })
    #expect(result.positions == (1...count).map { $0 * 2 })
  }

  @Test("cannot make two lines of one")
  func injection() throws {
    let line = (Self.first + "\n" + Self.second).replacing("\"", with: "\\\"").replacing(
      "\n", with: "\\n")
    let text = #"{"log":"\#(line)\n","stream":"stdout","time":"2026-11-22T16:35:02Z"}"# + "\n"
    let result = try read(text + text)
    #expect(result.positions.count <= 2)
  }

  @Test("have times of days that there are")
  func days() throws {
    for (day, isDay) in [
      ("Feb 29", true), ("Feb 30", false), ("Jun 31", false), ("Jun 30", true),
    ] {
      let best = LogRecognition.candidates(head: utf8("\(day) 16:35:02 web nginx: \(Self.first)\n"))
      #expect((best.first?.format.wrapper == "syslog") == isDay, "\(day)")
    }
  }

  @Test("are not taken for wrapped where a given format makes sense of none of them either way")
  func unclear() throws {
    let format = LogFormat(
      name: "custom", summary: "",
      template: try NginxLogFormat.compile("$server_name | $request | $status"))
    let head = utf8("web | who knows\nweb | what this is\n")
    #expect(LogRecognition.candidate(head, as: format)?.wrappers == 0)
    let wrapped = utf8("app-1  | web | GET / HTTP/1.1 | 200\n")
    #expect(LogRecognition.candidate(wrapped, as: format)?.wrappers == 1)
  }

  @Test(
    "are taken off lines that only fit without them, though they show no request",
    arguments: ["Nov 22 16:35:02 web nginx: ", "web-1  | ", ""])
  func requestless(_ front: String) throws {
    let format = LogFormat(
      name: "custom", summary: "",
      template: try NginxLogFormat.compile(
        "$status \"$http_origin\" $sent_http_access_control_allow_origin"))
    let head = utf8("\(front)200 \"https://a.example\" *\n")
    let candidate = try #require(LogRecognition.candidate(head, as: format))
    #expect(candidate.wrappers == (front.isEmpty ? 0 : 1))
    #expect(candidate.fitting == 1)
  }

  @Test("take the wrapper's time where they have none of their own")
  func time() throws {
    let text = #"2026-11-22T16:35:02.5Z stdout F {"method":"GET","uri":"/a","status":200}"# + "\n"
    let best = try #require(LogRecognition.candidates(head: utf8(text)).first)
    var batch = Batch()
    batch.bytes = utf8(text)
    batch.inputCount = batch.bytes.count
    best.parser.parse(&batch)
    let record = try #require(batch.records.first)
    #expect(record.start.seconds == 1_795_365_302.5)
    #expect(record.traits.contains(.startIsEnd))
    #expect(best.format.fields.contains(.start))
  }

  @Test("of the journal are messages among other fields, in text or behind their length")
  func journal() throws {
    let length = Self.second.utf8.count
    var bytes = utf8(
      "__CURSOR=a\n__REALTIME_TIMESTAMP=1795365302516789\nMESSAGE=\(Self.first)\n_PID=1\n\n"
        + "__CURSOR=b\n__REALTIME_TIMESTAMP=1795365303516789\nMESSAGE\n")
    bytes += (0..<8).map { UInt8(truncatingIfNeeded: length >> ($0 * 8)) }
    bytes += utf8(Self.second + "\n_PID=1\n\n")
    let best = try #require(LogRecognition.candidates(head: bytes).first)
    var batch = Batch()
    batch.bytes = bytes
    batch.inputCount = bytes.count
    best.parser.parse(&batch)
    #expect(batch.records.count == 2)
    #expect(batch.records.first?.position == 2)
    #expect(best.format.wrapper == "journald")
  }

  @Test("do not trap, wherever they are cut and whichever byte is changed")
  func robustness() {
    for wrapper in FormatRegistry.wrappers + FormatRegistry.looseWrappers {
      for sample in wrapper.samples {
        let bytes = utf8(sample + "\n")
        let parser = wrapper.wrap(CompleteBatch())
        func parse(_ bytes: [UInt8]) {
          var batch = Batch()
          batch.bytes = bytes
          batch.inputCount = bytes.count
          parser.parse(&batch)
          #expect(batch.bytes.count <= bytes.count + 64)
          if let cutter = parser as? any LineCutter {
            #expect((0...bytes.count).contains(cutter.cut(bytes, before: bytes.count)))
          }
        }
        for count in bytes.indices { parse(Array(bytes[..<count])) }
        for index in bytes.indices {
          for value: UInt8 in [0, 0x0A, 0x22, 0x5C, 0x20, 0xFF] {
            var changed = bytes
            changed[index] = value
            parse(changed)
          }
        }
      }
    }
  }
}
