import Testing
import Traffic

@testable import Ingest

@Suite("JSON lines read the short way")
struct JSONPlanTests {
  /// A format and a line of it.
  private struct Case {
    let name: String
    let format: JSONLinesFormat
    let line: [UInt8]
  }

  /// The registry's formats of JSON lines, and what operators make of their servers.
  private static func cases() throws -> [Case] {
    var cases = FormatRegistry.all.flatMap { format in
      format.samples.compactMap { sample -> Case? in
        let line = Array(sample.utf8.split(separator: 0x0A).last ?? [])
        guard let lines = format.read(utf8(sample))?.parser as? JSONLinesFormat else { return nil }
        return Case(name: format.name, format: lines, line: line)
      }
    }
    cases.append(Case(name: "caddy", format: .caddy, line: utf8(CaddyFormatTests.preflight)))
    cases.append(
      Case(
        name: "operator", format: try #require(operatorFormat(OperatorJSONTests.line)),
        line: utf8(OperatorJSONTests.line)))
    return cases
  }

  /// Whether both ways make the same of `bytes`.
  private static func agree(_ bytes: [UInt8], _ format: JSONLinesFormat) -> Bool {
    let (short, careful) = (ParsedBatch(bytes, format), ParsedBatch(bytes, format.careful))
    return short.transcript == careful.transcript
      && "\(short.batch.refusals)" == "\(careful.batch.refusals)"
      && short.batch.positionCount == careful.batch.positionCount
  }

  /// `lines`, and as many more as leave room behind them.
  private static func text(_ lines: [[UInt8]], before last: [UInt8]) -> [UInt8] {
    var bytes = Array(lines.joined(separator: [0x0A])) + [0x0A]
    for _ in 0..<2 + JSONPlan.reach / last.count { bytes += last + [0x0A] }
    return bytes
  }

  @Test("are most lines of most formats")
  func reach() throws {
    var short: Set<String> = []
    for item in try JSONPlanTests.cases() {
      let bytes = JSONPlanTests.text([item.line], before: item.line)
      var reader = JSONLineReader(bytes.span, mapping: item.format.mapping, decoded: [])
      var plan = JSONPlan(bytes.span)
      for number in 0..<2 {
        let outcome = reader.read(from: number * (item.line.count + 1), by: &plan)
        if case .record = outcome, number == 1 { short.insert(item.name) }
      }
    }
    #expect(short.count >= 12, "\(short.sorted())")
  }

  @Test("show what careful reading shows, each byte changed and each prefix taken")
  func agreement() throws {
    let wrong: [UInt8] = [
      0, 0x09, 0x0A, 0x0D, 0x20, 0x22, 0x2C, 0x2D, 0x2E, 0x30, 0x3A, 0x5B, 0x5C, 0x5D, 0x61, 0x7B,
      0x7D, 0xC3, 0xFF,
    ]
    for (number, item) in try JSONPlanTests.cases().enumerated() {
      let line = item.line
      for end in line.indices {
        let bytes = JSONPlanTests.text([line, Array(line[..<end])], before: line)
        let agree = JSONPlanTests.agree(bytes, item.format)
        #expect(agree, "\(item.name) \(number), cut at \(end)")
        // The bytes end where the walk must not look on.
        guard end % 3 == 0 else { continue }
        let cut = Array((line + [0x0A] + line)[..<(line.count + end)])
        let agreeAtEnd = JSONPlanTests.agree(cut, item.format)
        #expect(agreeAtEnd, "\(item.name) \(number), ends at \(end)")
      }
      for index in line.indices {
        // A few at a time, as a plan that fails often is given up.
        var lines: [[UInt8]] = []
        for few in 0..<4 {
          var changed = line
          changed[index] = wrong[(index + number * 5 + few * 3) % wrong.count]
          // Learned from a good line, and from the bad one itself.
          lines += (few + index) % 2 == 0 ? [line, changed] : [changed, changed, line]
        }
        let agree = JSONPlanTests.agree(JSONPlanTests.text(lines, before: line), item.format)
        #expect(agree, "\(item.name) \(number), at \(index)")
      }
    }
  }

  @Test("end within the bytes, whatever stands behind these in memory")
  func bounds() throws {
    // Behind a step that is as long as one may be stand numbers, whose ends nothing marks.
    let blanks = String(repeating: " ", count: JSONStep.longest - #"","status":2"#.utf8.count)
    let sample =
      #"{"time":"2026-11-22T16:35:02Z","uri":"/a","method":"GET","origin":"",\#(blanks)"status":200,"#
      + #""bytes":12345678,"n":1,"m":123456789012,"request_time":0.250}"#
    let format = try #require(operatorFormat(sample))
    let line = utf8(sample + "\n")
    let text = Array(repeatElement(line, count: 8).joined())
    for count in 5 * line.count..<text.count {
      let bytes = text.span.extracting(0..<count)
      var reader = JSONLineReader(bytes, mapping: format.mapping, decoded: [])
      var plan = JSONPlan(bytes)
      var start = 0
      while start < count, reader.read(from: start, by: &plan) != nil {
        start = reader.lineEnd + 1
      }
      #expect(start >= 4 * line.count && start <= count, "\(start) of \(count)")
    }
  }

  @Test("may end close to the last byte, with a word where others have a number")
  func lastWord() throws {
    func line(_ blanks: Int, _ value: String) -> String {
      #"{"time":"2026-11-22T16:35:02Z","uri":"/a","method":"GET","status":200,"origin":"","#
        + String(repeating: " ", count: blanks) + #""z":1,"":\#(value)}"# + "\n"
    }
    let format = try #require(operatorFormat(line(0, "1")))
    for blanks in 90...JSONStep.longest {
      for value in ["1", "-1", "-12", "true"] {
        let text = String(repeating: line(blanks, "1"), count: 8) + line(blanks, value)
        #expect(JSONPlanTests.agree(utf8(text), format), "\(blanks) \(value)")
      }
    }
  }

  @Test("note the objects that end with the line, however often it comes")
  func lastObjects() throws {
    let line = Array(
      (#"{"ts":1791187260.5,"logger":"http.log.access","request":{"remote_ip":"203.0.113.7","#
        + #""method":"GET","host":"api.example","uri":"/","headers":{}},"status":404,"#
        + #""resp_headers":{}}"#).utf8)
    let item = try #require(try JSONPlanTests.cases().first { $0.name == "caddy" })
    let bytes = JSONPlanTests.text([line, line, line, line], before: line)
    #expect(JSONPlanTests.agree(bytes, item.format))
    let records = ParsedBatch(bytes, item.format).batch.records
    #expect(records.allSatisfy { $0.observable.contains(.allowOrigin) })
  }

  private static let values = [
    #""""#, #""-""#, #""N/A""#, #""NaN""#, #""REDACTED""#, #""RESTORED""#, #""0""#, #""x""#,
    #""a\"b""#, #""\u00e9\\""#, #""é""#, #""日本語 text""#, #""\q""#, #""\é""#, #""a,b""#,
    #""h.example:81""#, #""[::1]:80""#, #""[::1]""#, #""::1""#, #""1.2.3.4:5""#, #"":80""#,
    #""2026-11-22T16:35:02Z""#, #""2026-11-22T16:35:02.5+01:00""#, #""2026-11-22T16:35:61Z""#,
    #""22/Nov/2026:16:35:02 +0000""#, #""22/Nov/2026:16:35:02""#, #""2026-11-22 16:35:02""#,
    #""1795365302.516""#, "1795365302.516", "1795365302", "1795365302516", "9999999999.999999999",
    "0", "200", "000", "099", "999", "1000", "20", "-1", "-", "", "null", "true", "false", "0.25",
    "00.2", "1.2.3", "2e-3", "12345678901", "999999999999.5", #""0.25""#, #""1.5ms""#, #""5µs""#,
    "[]", #"["a"]"#, #"[""]"#, #"["a","b"]"#, "[1]", "[null]", #"[["a"]]"#, "[{}]", #"[ "a" ]"#,
    "{}", #"{"a":1}"#, #"{"a":{"b":["]","}"]}}"#, #""/libhtp::a""#, #""/l""#, #""/a?b=c""#,
    #""http://h.example:8/a?b#c""#, #""error:x""#, #""GET /a b HTTP/1.1""#, #""<BADREQ>""#,
    #""GET http://h.example/ HTTP/1.0""#, #""http.log.access.x""#, #""http.log.error""#,
  ]

  @Test("show what careful reading shows of values that few clients send")
  func oddValues() throws {
    for item in try JSONPlanTests.cases() {
      // In the place of each value in turn.
      for place in JSONPlanTests.places(of: item.line) {
        for few in stride(from: 0, to: JSONPlanTests.values.count, by: 6) {
          let last = min(few + 6, JSONPlanTests.values.count)
          let lines = JSONPlanTests.values[few..<last].flatMap { value in
            let changed =
              Array(item.line[..<place.lowerBound]) + utf8(value)
              + Array(item.line[place.upperBound...])
            return few % 12 == 0 ? [item.line, changed] : [changed, changed, item.line]
          }
          let bytes = JSONPlanTests.text(lines, before: item.line)
          let agree = JSONPlanTests.agree(bytes, item.format)
          #expect(
            agree, "\(item.name): \(JSONPlanTests.values[few..<last]) at \(place.lowerBound)")
        }
      }
    }
  }

  /// Where the values of `line` stand that are strings, numbers or words.
  private static func places(of line: [UInt8]) -> [Range<Int>] {
    var places: [Range<Int>] = []
    var scanner = JSONScanner(line.span, from: 0, to: line.count)
    while scanner.cursor < line.count {
      let start = scanner.cursor
      switch line[start] {
      case 0x22:
        guard scanner.string() != nil else { return places }
        if scanner.cursor < line.count, line[scanner.cursor] != 0x3A {
          places.append(start..<scanner.cursor)
        }
      case 0x30...0x39, 0x61...0x7A:
        _ = scanner.scalar()
        places.append(start..<scanner.cursor)
      default: scanner.cursor += 1
      }
    }
    return places
  }

  @Test("show what careful reading shows of members in any order, some of them missing")
  func order() throws {
    var random = SplitMix(state: 7)
    for item in try JSONPlanTests.cases() {
      let members = JSONPlanTests.members(of: item.line)
      guard members.count > 2 else { continue }
      var lines: [[UInt8]] = []
      for round in 0..<60 {
        let chosen = members.filter { _ in random.next() % 4 > 0 || round == 0 }
        let mark = round % 7 == 0 ? utf8(" ,\t") : utf8(",")
        lines.append(
          utf8("{") + Array(chosen.shuffled(using: &random).joined(separator: mark)) + utf8("}"))
      }
      let bytes = JSONPlanTests.text(lines, before: item.line)
      let agree = JSONPlanTests.agree(bytes, item.format)
      #expect(agree, "\(item.name)")
    }
  }

  /// The members of the object that a line is.
  private static func members(of line: [UInt8]) -> [[UInt8]] {
    var members: [[UInt8]] = []
    var scanner = JSONScanner(line.span, from: 1, to: line.count)
    while scanner.peek() == 0x22 {
      let start = scanner.cursor
      guard scanner.string() != nil, scanner.peek() == 0x3A else { return [] }
      scanner.cursor += 1
      guard scanner.skipValue() else { return [] }
      members.append(Array(line[start..<scanner.cursor]))
      guard scanner.peek() == 0x2C else { break }
      scanner.cursor += 1
      _ = scanner.peek()
    }
    return members
  }

  @Test("may have more keys, objects and headers than a plan has room for")
  func flood() throws {
    let format = JSONLinesFormat.caddy
    let head = #"{"logger":"http.log.access","request":{"method":"GET","uri":"/a","headers":{"#
    var lines: [[UInt8]] = []
    for number in 0..<400 {
      let headers = (0..<5).map { #""X-\#(number)-\#($0)":["v"]"# }.joined(separator: ",")
      let nest = String(repeating: #"{"a":"#, count: number % 60)
      let end = String(repeating: "}", count: number % 60)
      lines.append(
        utf8(
          head + headers + #","Cookie":[],"Origin":["https://\#(number).test"]}},"x":"# + nest + "1"
            + end + #","status":200}"#))
    }
    let bytes = JSONPlanTests.text(lines, before: lines[0])
    #expect(JSONPlanTests.agree(bytes, format))
    #expect(ParsedBatch(bytes, format).batch.records.count == 402)
  }

  @Test("have times that are read as they are read alone, whichever time stood before")
  func times() {
    let texts = [
      "2026-11-22T16:35:02Z", "2026-11-22T16:35:59Z", "2026-11-22T16:35:60Z",
      "2026-11-22T16:35:61Z",
      "2026-11-22T16:35:02.5Z", "2026-11-22T16:35:02.123456789Z", "2026-11-22T16:35:02.1234567891Z",
      "2026-11-22T16:35:02,5Z", "2026-11-22T16:35:02+01:00", "2026-11-22T16:35:03+01:00",
      "2026-11-22T16:35:02-01:00", "2026-11-22T16:35:02", "2026-11-22T16:35:03.250",
      "2026-11-22T16:36:02Z", "2026-11-22 16:35:02Z", "2026-11-22T16:35:0xZ", "2026-11-22T16:35:1",
      "22/Nov/2026:16:35:02 +0000", "22/Nov/2026:16:35:03 +0000", "22/Nov/2026:16:35:03 +0100",
      "22/Nov/2026:16:35:04", "22/Nov/2026:16:35:04 UTC", "1795365302.516", "1795365302",
      "2026-11-22T16:35:02.5 +01:00 and more", "",
    ]
    for first in texts {
      for second in texts {
        let bytes = utf8(first + "|" + second + "|")
        var memo = InstantMemo()
        _ = memo.read(bytes.span, from: 0, to: first.utf8.count)
        let start = first.utf8.count + 1
        let end = start + second.utf8.count
        let text = bytes.span.extracting(start..<end)
        let reading = memo.read(bytes.span, from: start, to: end)
        #expect(reading?.instant == TimeText.any(text), "\(first) \(second)")
        if let reading { #expect(reading.lacksZone == TimeText.lacksZone(text)) }
      }
    }
  }

  @Test("find their stops as a walk byte by byte does")
  func stops() {
    var random = SplitMix(state: 3)
    let marks: [UInt8] = [0x22, 0x5C, 0x0A, 0x1F, 0x80, 0xFF, 0x20, 0x21, 0x23, 0x5B, 0x5D, 0x7F]
    for round in 0..<400 {
      let bytes = (0..<200 + round % 130).map { _ in
        random.next() % UInt64(2 + round % 40) == 0
          ? marks[Int(random.next() % UInt64(marks.count))] : UInt8(0x61)
      }
      func isStop(_ byte: UInt8) -> Bool {
        byte == 0x22 || byte == 0x5C || byte < 0x20 || byte >= 0x80
      }
      let plan = JSONPlan(bytes.span)
      var index = Int(random.next() % 64)
      while index < bytes.count {
        let found = plan.stops.next(from: index)
        #expect(min(found, bytes.count) == bytes[index...].firstIndex(where: isStop) ?? bytes.count)
        index = found + 1 + Int(random.next() % 30)
      }
      for index in [-1, bytes.count, bytes.count + 1, Int.max, Int.min] {
        #expect(plan.stops.next(from: index) == bytes.count)
      }
    }
  }
}

/// Numbers that are the same in each run.
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return state.mixed
  }
}
