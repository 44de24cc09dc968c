// Unsafe: puts lines right before memory that must not be touched.
import Glibc
import Testing
import Traffic

@testable import Ingest

@Suite("Text lines read the short way")
struct PlainStepsTests {
  /// A format and a line of it.
  private struct Case {
    let name: String
    let template: LogTemplate
    let line: [UInt8]
  }

  private static let wide = """
    log_format main '$remote_addr - $remote_user [$time_local] "$request" $status '
    '$body_bytes_sent "$http_referer" "$http_user_agent" "$host" "$http_origin" $request_time';
    """

  /// What the registry's formats read with a template, and some of the tests' own.
  private static func cases() throws -> [Case] {
    var cases = FormatRegistry.all.flatMap { format in
      format.samples.compactMap { sample -> Case? in
        let line = Array(sample.utf8.split(separator: 0x0A).last ?? [])
        guard let template = format.read(utf8(sample))?.template else { return nil }
        return Case(name: format.name, template: template, line: line)
      }
    }
    let own = [
      (
        wide,
        "192.0.2.1 - - [22/Nov/2026:16:35:02 +0000] \"GET /a/b?c HTTP/1.1\" 200 17 \"-\" \"x y\" "
          + "\"api.example.com\" \"https://a.example\" 0.017"
      ),
      (wide, "::1 - - [22/Nov/2026:16:35:02 +0000] \"\" 400 0 \"-\" \"-\" \"-\" \"-\" -"),
      (NginxFormatTests.directive, NginxFormatTests.line),
      (
        "log_format m '$request_time|$status|$bytes_sent|$remote_addr|$time_local|$request|'"
          + " '$upstream_response_time|$host|$http_origin|';",
        "12.345|200|17|192.0.2.1|22/Nov/2026:16:35:02 +0000|PUT /a/b HTTP/2.0|0.1|h.example|-|"
      ),
      (
        "log_format m '$host $http_origin \"$http_user_agent\" $remote_user $remote_addr';",
        "h.example https://a.example \"x y\" alice 192.0.2.1"
      ),
      (
        "log_format m '$status $bytes_sent $request_time \"$request\" [$time_local] $host';",
        "304 12345678 0.017 \"DELETE /a HTTP/1.1\" [22/Nov/2026:16:35:02 +0000] h.example"
      ),
    ]
    for (directive, line) in own {
      cases.append(
        Case(
          name: "nginx", template: try NginxLogFormat.compile(directive), line: utf8(line)))
    }
    cases.append(
      Case(
        name: "apache", template: try ApacheLogFormat.compile(ApacheFormatTests.directive),
        line: utf8(ApacheFormatTests.line)))
    return cases
  }

  /// What both ways make of `bytes`, which are told apart where they differ.
  private static func compare(_ bytes: [UInt8], _ short: TemplateFormat, _ careful: TemplateFormat)
    -> Bool
  {
    let (first, second) = (
      ParsedBatch(bytes, parser: short), ParsedBatch(bytes, parser: careful)
    )
    return first.transcript == second.transcript
      && "\(first.batch.refusals)" == "\(second.batch.refusals)"
      && first.batch.records.map(\.traits) == second.batch.records.map(\.traits)
      && first.batch.records.map(\.position) == second.batch.records.map(\.position)
  }

  @Test("show what careful reading shows, each byte changed and each prefix taken")
  func agreement() throws {
    let cases = try PlainStepsTests.cases()
    let wrong: [UInt8] = [
      0, 0x09, 0x0A, 0x0D, 0x20, 0x22, 0x2C, 0x2D, 0x2E, 0x30, 0x39, 0x3A, 0x3C, 0x5B, 0x5C, 0x5D,
      0x61, 0x7C, 0xFF,
    ]
    var plain = 0
    for (number, item) in cases.enumerated() {
      let short = TemplateFormat(item.template)
      let careful = TemplateFormat(item.template, readsPlain: false)
      if PlainSteps(TemplateProgram(item.template)) != nil { plain += 1 }
      let behind = [0x0A] + item.line + [0x0A]
      #expect(PlainStepsTests.compare(item.line + behind, short, careful), "\(item.name)")
      for end in item.line.indices {
        let read = PlainStepsTests.compare(Array(item.line[..<end]) + behind, short, careful)
        #expect(read, "\(item.name), sample \(number), cut at \(end)")
      }
      for index in item.line.indices {
        for byte in wrong {
          var changed = item.line
          changed[index] = byte
          let read = PlainStepsTests.compare(changed + behind, short, careful)
          #expect(read, "\(item.name), sample \(number), \(byte) at \(index)")
        }
      }
    }
    #expect(plain >= 6)
  }

  @Test(
    "show what careful reading shows of values that few clients send",
    arguments: [
      "- error:invalid", "get /a HTTP/1.1", "GET  /a HTTP/1.1", "GET /a b HTTP/1.1", "GET /a",
      "GET http://h.example:81/a HTTP/1.1", "GET h.example HTTP/1.1", "OPTIONS * HTTP/1.1",
      "PATCH /a HTTP/2.0", "DELETE /a HTTP/1.0", "PUT /a HTTP/0.9", "HEAD /<a> HTTP/3.0",
      "POST / HTTP/1.10", "<BADREQ>", "-", "", "GET / FTP/1.1", "GET /a HTTP/11", "G@T / HTTP/1.1",
    ])
  func requests(_ request: String) throws {
    let template = try NginxLogFormat.compile(PlainStepsTests.wide)
    let short = TemplateFormat(template)
    let careful = TemplateFormat(template, readsPlain: false)
    for client in ["192.0.2.1", "a, b", "a b", "-", "", "a,", "::1"] {
      for host in ["h.example", "h.example:80", "-", "", "1.2.3.4", "a,b", "[::1]:80", "h9", ":80"]
      {
        for (status, time) in [
          ("200", "0.1"), ("000", "-"), ("99", "1."), ("505", "12"), ("-", "1.2.3"),
          ("1000", "12345.678"), ("100", ".5"), ("2o0", "12345678"), ("599", "0.1234567"),
        ] {
          let line =
            "\(client) - u [22/Nov/2026:16:35:02 +0000] \"\(request)\" \(status) - \"r\" \"x\" "
            + "\"\(host)\" \"null\" \(time)"
          let bytes = utf8(line + "\n" + line + "\n" + line + "\n")
          #expect(PlainStepsTests.compare(bytes, short, careful), "\(line)")
        }
      }
    }
  }

  @Test("show what careful reading shows of many lines, some longer than an index reaches")
  func manyLines() throws {
    let template = try NginxLogFormat.compile(PlainStepsTests.wide)
    let short = TemplateFormat(template)
    let careful = TemplateFormat(template, readsPlain: false)
    var text: [UInt8] = []
    for number in 0..<300 {
      // Their lengths grow, so that line ends come to stand everywhere in a block and a stretch.
      let length = number % 50 == 49 ? 8_000 + number : number * 3 % 401
      let agent = String(repeating: "x", count: length)
      let mark = number % 37 == 5 ? "\\x22" : ""
      let line =
        "192.0.2.\(number % 256) - - [22/Nov/2026:16:35:0\(number % 7) +0000] "
        + "\"GET /\(number) HTTP/1.1\" 200 17 \"-\" \"\(agent)\(mark)\" \"h.example\" \"-\" 0.017"
      text += utf8(line + (number % 11 == 3 ? "\r\n\n" : "\n"))
    }
    for end in stride(from: text.count - 400, through: text.count, by: 13) {
      #expect(PlainStepsTests.compare(Array(text[..<end]), short, careful), "cut at \(end)")
    }
    #expect(ParsedBatch(text, parser: short).batch.records.count == 300)
  }

  @Test("show what careful reading shows of times that follow each other, or seem to")
  func times() throws {
    let template = try NginxLogFormat.compile(PlainStepsTests.wide)
    let short = TemplateFormat(template)
    let careful = TemplateFormat(template, readsPlain: false)
    let times = [
      "22/Nov/2026:16:35:02 +0000", "22/Nov/2026:16:35:03 +0000", "22/Nov/2026:16:36:01 +0000",
      "22/Nov/2026:16:35:59 +0000", "22/Nov/2026:16:35:60 +0000", "22/Nov/2026:16:35:61 +0000",
      "22/Nov/2026:16:35:5x +0000", "22/Nov/2026:16:3x:59 +0000", "22/Nov/2026:16:35;02 +0000",
      "22/Nov/2026:16:35:02 -0000", "22/Nov/2026:16:45:02 +0000", "22/Nov/2026:16:35:02 +0100",
      "22/Nov/2026:16:35:02", "23/Nov/2026:16:35:02 +0000", "22/Nov/2026:16:35:02  0000",
    ]
    for first in times {
      for second in times {
        // Addresses of any length stand before them.
        let text = [first, second, first, second, second].enumerated().map { number, time in
          let client = String(repeating: "2001:db8::1", count: 5).prefix(3 + 11 * number)
          return "\(client) - - [\(time)] \"GET / HTTP/1.1\" 200 1 \"-\" \"x\" \"h\" \"-\" 0.1\n"
        }
        #expect(
          PlainStepsTests.compare(utf8(text.joined()), short, careful), "\(first), \(second)")
      }
    }
    let last =
      "::1 - - [22/Nov/2026:16:39:58 +0000] \"GET / HTTP/1.1\" 200 1 \"-\" \"x\" \"h\" \"-\" 0\n"
    let read = ParsedBatch(
      utf8(last.replacing("39:58", with: "30:07") + last), parser: short)
    let instants = read.batch.records.map(\.start.nanoseconds)
    try #require(instants.count == 2)
    #expect(instants[1] - instants[0] == 591_000_000_000)
  }

  @Test("know each usual method, and no other", arguments: UsualMethods.all)
  func methods(_ method: String) {
    let methods = UsualMethods()
    let line = utf8(method + " /a HTTP/1.1")
    #expect(methods.length(at: line.span.loadWord(at: 0)) == method.utf8.count)
    for index in 0...method.utf8.count {
      for byte in UInt8.min...UInt8.max where byte != line[index] {
        var other = line
        other[index] = byte
        #expect(methods.length(at: other.span.loadWord(at: 0)) == 0)
      }
    }
  }

  @Test("take no bytes for the time of the line before where there was none")
  func firstTime() throws {
    let template = try NginxLogFormat.compile(PlainStepsTests.wide)
    let time = String(repeating: "\0", count: 26)
    let line = "::1 - - [\(time)] \"GET / HTTP/1.1\" 200 1 \"-\" \"x\" \"h\" \"-\" 0.1\n"
    let read = ParsedBatch(utf8(line + line), parser: TemplateFormat(template))
    #expect(read.batch.records.isEmpty)
    #expect(read.batch.refusals.total == 2)
  }

  @Test("read a lone - in front of a literal that begins with one, wherever its line stands")
  func nullBeforeDash() throws {
    for value in ["$server_name", "$http_origin", "$pipe", "$remote_user"] {
      let template = try NginxLogFormat.compile(
        "log_format m '$remote_addr \(value)-$status \"$request\"';")
      // The last line has too few bytes behind it to be read the short way.
      let line = utf8("192.0.2.1 --204 \"GET /a HTTP/1.1\"\n")
      let read = ParsedBatch(line + line + line, parser: TemplateFormat(template))
      #expect(read.batch.records.map(\.status) == [204, 204, 204], "\(value)")
      #expect(read.batch.refusals.total == 0, "\(value)")
      let other = ParsedBatch(
        utf8("192.0.2.1 a-b-204 \"GET /a HTTP/1.1\"\n"), parser: TemplateFormat(template))
      #expect(other.batch.records.isEmpty == (value != "$http_origin"), "\(value)")
    }
  }

  @Test("take bytes of ones for no value that was not sent")
  func ones() throws {
    let template = try NginxLogFormat.compile(
      "log_format m '$time_iso8601 |-+-| \"$request\" $status';")
    let short = TemplateFormat(template)
    let careful = TemplateFormat(template, readsPlain: false)
    #expect(PlainSteps(TemplateProgram(template)) != nil)
    for count in 7...10 {
      let line = Array(repeating: 0xFF, count: count) + utf8("GET /a HTTP/1.1\" 200\n")
      #expect(PlainStepsTests.compare(line + line + line, short, careful), "\(count)")
    }
  }

  @Test("look at nothing beyond the bytes, whatever stands behind a line")
  func bounds() throws {
    let template = try NginxLogFormat.compile(PlainStepsTests.wide)
    let program = TemplateProgram(template)
    let plain = try #require(PlainSteps(program))
    let line = utf8(
      "192.0.2.1 - - [22/Nov/2026:16:35:02 +0000] \"GET /a/b?c HTTP/1.1\" 200 17 \"-\" \"xxxxxxxxxxxx\" "
        + "\"api.example.com\" \"https://a.example\" 0.017")
    let whole = line.count
    // Behind the page stands one that must not be touched.
    let page = sysconf(Int32(_SC_PAGESIZE))
    let mapped = unsafe mmap(
      nil, page * 2, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    let memory = try unsafe #require(mapped)
    defer { unsafe munmap(memory, page * 2) }
    let isGuarded = unsafe mprotect(memory + page, page, PROT_NONE) == 0
    try #require(isGuarded)
    let setting = PlainSteps.Setting(
      prototype: Record(), program: program, alwaysDecodes: false, constants: 0)
    for end in 8...line.count {
      for rest in LineBytes.spare - 8..<LineBytes.spare + 10 {
        for (place, mark) in (0..<8).flatMap({ [($0, 0x22 as UInt8), ($0, 0x20)] }) {
          var text = line[..<end] + [0x0A] + Array(repeating: 0x61, count: rest)
          text[end + 1 + place] = mark
          let start = unsafe memory + page - text.count
          unsafe start.copyMemory(from: Array(text), byteCount: text.count)
          let bytes = unsafe Span<UInt8>(
            _unsafeStart: start.assumingMemoryBound(to: UInt8.self), count: text.count)
          var records: [Record] = []
          var memory: [UInt8] = []
          LineIndex.use(&memory) { index in
            var line = LinePlace(start: 0, position: 0)
            index.read(bytes, from: line, to: end + 1, chosen: plain.chosen, marker: 0x5C)
            var time = TimeMemo()
            _ = plain.read(&line, index, in: bytes, setting, time: &time, records: &records)
          }
          #expect(records.isEmpty || end >= whole - 5)
        }
      }
    }
  }
}
