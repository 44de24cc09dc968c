import Ingest
import Testing
import Traffic

/// A server's format text, a line of it, and what the line says.
struct ServerCase: Sendable, CustomTestStringConvertible {
  let server: String
  let format: String
  let line: String
  let says: [(Field, String)]

  init(_ server: String, _ format: String, _ line: String, _ says: [(Field, String)]) {
    self.server = server
    self.format = format
    self.line = line
    self.says = says
  }

  var testDescription: String { "\(server): \(format)" }
}

@Suite("The formats of servers in their own words")
struct ServerFormatTests {
  static let cases: [ServerCase] = [
    ServerCase(
      "gunicorn",
      #"'%(h)s %(l)s %(u)s %(t)s "%(r)s" %(s)s %(b)s "%(f)s" "%({origin}i)s" "%({vary}o)s" %(M)s'"#,
      #"203.0.113.7 - - [22/Nov/2026:16:35:02 +0000] "GET /a HTTP/1.1" 200 58 "-" "null" "Origin" 3"#,
      [
        (.client, "203.0.113.7"), (.target, "/a"), (.status, "200"), (.referer, "-"),
        (.origin, "null"), (.vary, "Origin"), (.duration, "3000000"),
      ]),
    ServerCase(
      "jetty",
      #"%{client}a - %u %{dd/MMM/yyyy:HH:mm:ss ZZZ|GMT}t "%r" %s %O "%{Origin}i" %{ms}T"#,
      #"203.0.113.7 - - [22/Nov/2026:16:35:02 +0000] "GET /a HTTP/1.1" 200 58 "null" 3"#,
      [
        (.client, "203.0.113.7"), (.start, "1795365302000000000"), (.origin, "null"),
        (.duration, "3000000"),
      ]),
    ServerCase(
      "undertow", "%h %l %u %t \"%r\" %s %b %{i,Origin} %{o,Access-Control-Allow-Origin} %D",
      #"203.0.113.7 - - [22/Nov/2026:16:35:02 +0000] "GET /a HTTP/1.1" 200 58 null * 3"#,
      [(.origin, "null"), (.allowOrigin, "*"), (.duration, "3000000")]),
    ServerCase(
      "apache", "%h %{yyyy-MM-dd HH:mm:ss.SSS Z}t \"%r\" %s %Tf",
      #"203.0.113.7 2026-11-22 17:35:02.516 +0100 "GET /a HTTP/1.1" 200 0.003000"#,
      [(.start, "1795365302516000000"), (.duration, "3000000")]),
    ServerCase(
      "haproxy", "%ci:%cp [%tr] %ft %b/%s %TR/%Tw/%Tc/%Tr/%Ta %ST %B %{+Q}r",
      #"203.0.113.7:46532 [22/Nov/2026:16:35:02.516] web~ api/s1 0/0/1/3/4 200 288 "GET /a#22b HTTP/1.1""#,
      [
        (.client, "203.0.113.7"), (.start, "1795365302516000000"), (.scheme, "https"),
        (.duration, "4000000"), (.status, "200"), (.method, "GET"), (.target, "/a\"b"),
        (.protocol, "HTTP/1.1"),
      ]),
    ServerCase(
      "haproxy", "%ci:%cp %ST %{+Q}r", #"2001:db8::7:46532 -1 "<BADREQ>""#,
      [(.client, "2001:db8::7"), (.status, "?"), (.method, "?")]),
    ServerCase(
      "haproxy",
      #"{"t":"%Ts.%ms","m":"%HM","u":"%HU","o":"%[req.fhdr(origin),json(utf8s)]","s":%ST}"#,
      #"{"t":"1795365302.516","m":"GET","u":"/a","o":"https:\/\/a\"b.test","s":200}"#,
      [
        (.start, "1795365302516000000"), (.target, "/a"), (.origin, #"https://a"b.test"#),
        (.status, "200"),
      ]),
    ServerCase(
      "haproxy", "%[src] %[method] %[url] %[status] %[ssl_fc] %{+Q}[res.fhdr(Vary)]",
      #"203.0.113.7 GET https://api.test/a 200 1 """#,
      [
        (.client, "203.0.113.7"), (.target, "/a"), (.host, "api.test"), (.scheme, "https"),
        (.vary, "-"),
      ]),
    ServerCase(
      "haproxy", "%HM %HP %HQ %HV %ST %Tt", "GET /a ?b=c HTTP/2.0 200 +7",
      [(.target, "/a?b=c"), (.protocol, "HTTP/2.0"), (.duration, "7000000")]),
    ServerCase(
      "squid", #"%ts.%03tu %6tr %>a %Ss/%03>Hs %<st %rm %ru %[un %Sh/%<a %mt"#,
      "1795365302.516     25 203.0.113.7 TCP_MISS/200 391 GET http://api.test:8080/a?b - HIER_NONE/- text/html",
      [
        (.start, "1795365302491000000"), (.duration, "25000000"), (.status, "200"),
        (.method, "GET"), (.target, "/a?b"), (.host, "api.test"), (.port, "8080"),
        (.scheme, "http"),
      ]),
    ServerCase(
      "squid", #"%tl %>a:%>p %>Hs %rm %ru HTTP/%rv "%{Origin}>h" %{Vary}<h [%{Referer}>h]"#,
      #"22/Nov/2026:16:35:02 +0000 ::1:59676 200 GET http://api.test/a HTTP/1.1 "https://a\"b.test" Accept,%20Origin [http://x/%5b]"#,
      [
        (.client, "::1"), (.protocol, "HTTP/1.1"), (.origin, #"https://a"b.test"#),
        (.vary, "Accept, Origin"), (.referer, "http://x/["),
      ]),
    ServerCase(
      "squid",
      #"%>a %>Hs %rm %ru '%'{Origin}>h' /%/{Access-Control-Request-Method}>h/ #%#{User-Agent}>h#"#,
      #"203.0.113.7 0 - error:invalid-request 'https://a.test' /"P T"/ #Mozilla%2F5.0#"#,
      [
        (.origin, "https://a.test"), (.requestMethod, "P T"), (.userAgent, "Mozilla/5.0"),
        (.target, "?"), (.method, "?"), (.status, "?"),
      ]),
    ServerCase(
      "morgan",
      #":remote-addr [:date[clf]] ":method :url HTTP/:http-version" :status ":req[origin]" :acao :total-time"#,
      "203.0.113.7 [22/Nov/2026:16:35:02 +0000] \"GET /q\"uote HTTP/1.1\" 200 \"https://Ã¼.test\" * 4.5",
      [
        (.method, "GET"), (.target, "/q\"uote"), (.protocol, "HTTP/1.1"), (.status, "200"),
        (.allowOrigin, "*"), (.duration, "4500000"), (.start, "1795365301995500000"),
      ]),
    ServerCase(
      "morgan", ":date :method :url :status :response-time ms",
      "Sun, 22 Nov 2026 16:35:02 GMT POST /a - - ms",
      [(.start, "1795365302000000000"), (.method, "POST"), (.status, "-"), (.duration, "-")]),
    ServerCase(
      "envoy",
      #"[%START_TIME(%Y-%m-%dT%H:%M:%S.%3fZ)%] "%REQ(:METHOD)% %REQ(X-ENVOY-ORIGINAL-PATH?:PATH)% %PROTOCOL%" %RESPONSE_CODE% %DURATION% "%REQ(ORIGIN):200%" "%RESP(VARY)%" %DOWNSTREAM_REMOTE_ADDRESS% %REQ(:SCHEME)%\n"#,
      #"[2026-11-22T16:35:02.516Z] "GET /a HTTP/2" 200 3 "https://a.test" "-" [2001:db8::7]:4000 https"#,
      [
        (.start, "1795365302516000000"), (.target, "/a"), (.protocol, "HTTP/2"),
        (.duration, "3000000"), (.origin, "https://a.test"), (.vary, "-"),
        (.client, "2001:db8::7"), (.scheme, "https"),
      ]),
    ServerCase(
      "varnish", #"%h %t "%r" %s "%{Origin}i" %{Varnish:hitmiss}x %D"#,
      #"203.0.113.7 [22/Nov/2026:16:35:02 +0000] "GET http://api.test/a HTTP/1.1" 200 "-" miss 761"#,
      [
        (.scheme, "?"), (.host, "api.test"), (.target, "/a"), (.origin, "-"),
        (.duration, "761000"),
      ]),
    ServerCase(
      "lighttpd", #"%h %V %u %t "%r" %>s "%{Vary}o""#,
      #"203.0.113.7 api.test - [22/Nov/2026:16:35:02 +0000] "GET /\xC3 HTTP/1.1" 200 "Origin\r\nVary: Accept""#,
      [(.host, "api.test"), (.vary, "Origin, Accept")]),
    ServerCase(
      "nginx", "log_format x escape=none \"$msec\\t$uri\\t$args\\t$status\\t$https\";",
      "1795365302.516\t/a\tb=c\t200\ton", [(.target, "/a?b=c"), (.scheme, "https")]),
    ServerCase(
      "apache", #"%{%Y-%m-%d %T}t.%{usec_frac}t %{%z}t %m %U "%q" %>s %{corscope}e %{HTTPS}e"#,
      #"2026-11-22 16:35:02.516000 +0100 GET /a "?b" 204 - on"#,
      [(.start, "1795361702516000000"), (.target, "/a?b"), (.scheme, "https")]),
    ServerCase(
      "apache", #"%{begin:%d/%b/%Y:%T}t|%{end:%d/%b/%Y:%T}t|%{usec}t|%m"#,
      "22/Nov/2026:16:35:02|22/Nov/2026:16:35:03|1795365302516914|GET",
      [(.start, "1795365302516914000")]),
    ServerCase(
      "apache", #"%{req.http.Origin}V %{resp.http.Vary}V %m"#, "https://a.test Origin GET",
      [(.origin, "https://a.test"), (.vary, "Origin")]),
    ServerCase(
      "w3c",
      "date time cs-method cs-uri-stem cs-uri-query sc-status time-taken cs(User-Agent) https",
      "2026-11-22 16:35:02 GET /a b=c 200 15 Mozilla/5.0+(X11) on",
      [
        (.target, "/a?b=c"), (.duration, "15000000"), (.userAgent, "Mozilla/5.0 (X11)"),
        (.scheme, "https"), (.start, "1795365301985000000"),
      ]),
    ServerCase(
      "cloudfront", "timestamp c-ip sc-status cs-method cs-uri-stem cs-headers",
      "1795365302.516\t203.0.113.7\t200\tGET\t/a\tHost:api.test%0AOrigin:https://a.test%0ACookie:sid=1%0A",
      [
        (.host, "api.test"), (.origin, "https://a.test"), (.hasCookie, "yes"),
        (.requestMethod, "-"), (.hasAuthorization, "-"),
      ]),
  ]

  @Test("are compiled, and their lines read", arguments: cases)
  func reads(_ sample: ServerCase) throws {
    let template = try LogFormatText.compile(sample.format, server: sample.server)
    let parsed = ParsedBatch(utf8(sample.line), template)
    #expect(parsed.batch.records.count == 1)
    for (field, text) in sample.says { #expect(parsed.says(field) == text, "\(field)") }
  }

  @Test("cut or changed anywhere are read or refused", arguments: cases)
  func robust(_ sample: ServerCase) throws {
    let parser = TemplateFormat(try LogFormatText.compile(sample.format, server: sample.server))
    let bytes = utf8(sample.line)
    for end in bytes.indices {
      #expect(ParsedBatch(Array(bytes[..<end]), parser: parser).placesAreSound)
    }
    for index in bytes.indices {
      for byte: UInt8 in [0, 0x0A, 0x20, 0x22, 0x23, 0x25, 0x2D, 0x3A, 0x5C, 0x7C, 0x39, 0xFF] {
        var changed = bytes
        changed[index] = byte
        #expect(ParsedBatch(changed, parser: parser).placesAreSound)
      }
    }
  }

  @Test("cut anywhere do not trap their compilers", arguments: cases)
  func formats(_ sample: ServerCase) {
    let bytes = utf8(sample.format)
    for end in bytes.indices {
      let text = String(decoding: bytes[..<end], as: UTF8.self)
      for server in LogFormatText.servers {
        guard let template = try? LogFormatText.compile(text, server: server) else { continue }
        _ = template.warnings
        #expect(ParsedBatch(utf8(sample.line), template).placesAreSound)
      }
    }
  }

  @Test("say which values may hold what ends them")
  func weak() throws {
    let tsv = try NginxLogFormat.compile(
      "log_format x escape=none \"$msec\t$http_origin\t$status\";")
    #expect(tsv.warnings.contains { $0.contains("$http_origin") })
    let quoted = try NginxLogFormat.compile(#"$msec "$http_origin" $status"#)
    #expect(!quoted.warnings.contains { $0.contains("$http_origin") })
  }
}

@Suite("A line that can be read in two ways")
struct AmbiguousLineTests {
  private let format = "log_format x escape=none '$msec|$http_origin|$http_referer|$status|$uri';"

  @Test("loses the values in question, says so, and keeps the others")
  func forgets() throws {
    let template = try NginxLogFormat.compile(format)
    let forged = ParsedBatch(utf8("1795365302|https://a.test|https://b.test|x|200|/a"), template)
    #expect(forged.batch.refusals.count(.ambiguousLine) == 1)
    #expect(forged.says(.origin) == "?")
    #expect(forged.says(.referer) == "?")
    // What stands before them can be read in one way only.
    #expect(forged.says(.start) == "1795365302000000000")
    let plain = ParsedBatch(utf8("1795365302|https://a.test|https://b.test|200|/a"), template)
    #expect(plain.batch.refusals.total == 0)
    #expect(plain.says(.origin) == "https://a.test")
    #expect(plain.says(.status) == "200")
  }

  @Test("does not change how its neighbours are read")
  func neighbours() throws {
    let template = try NginxLogFormat.compile(format)
    let good = "1795365302|https://a.test|https://b.test|200|/a"
    let evil = "1795365302|x|y|z|404|/b\n|\n\"\n" + good.dropLast(3)
    let parsed = ParsedBatch(utf8("\(good)\n\(evil)\n\(good)\n"), template)
    let last = parsed.batch.records.count - 1
    for index in [0, last] {
      #expect(parsed.says(.origin, index) == "https://a.test")
      #expect(parsed.says(.target, index) == "/a")
    }
  }
}

@Suite("A value that the server cut")
struct CutValueTests {
  @Test("is not taken for the whole")
  func captured() throws {
    var captures = HAProxyLogFormat.Captures()
    captures.request = [HAProxyLogFormat.Captured(slot: .text(.origin), limit: 8)]
    let template = try HAProxyLogFormat.compile(#"%ci:%cp %ST %hr %{+Q}r"#, captures)
    let whole = ParsedBatch(utf8(#"203.0.113.7:1 200 {http://} "GET /a HTTP/1.1""#), template)
    #expect(whole.says(.origin) == "http://")
    let cut = ParsedBatch(utf8(#"203.0.113.7:1 200 {http://a} "GET /a HTTP/1.1""#), template)
    #expect(cut.says(.origin) == "?")
    #expect(cut.batch.refusals.count(.valueCut) == 1)
    // HAProxy keeps 1,024 bytes of a request line: what lacks its protocol then is not whole.
    let long = "/" + String(repeating: "p", count: 1_015)
    let request = ParsedBatch(utf8("203.0.113.7:1 200 {x} \"GET \(long)\""), template)
    #expect(request.says(.target) == "?")
    #expect(request.says(.method) == "GET")
    #expect(request.batch.refusals.count(.valueCut) == 1)
    // A request that could not be read has no group at all.
    let bare = ParsedBatch(utf8(#"203.0.113.7:1 400 "<BADREQ>""#), template)
    #expect(bare.says(.status) == "400")
  }
}

@Suite("A W3C extended log")
struct W3CFormatTests {
  @Test("changes its columns where its directives say so, in whatever batch they stand")
  func directives() throws {
    let head = "#Fields: date time cs-method cs-uri-stem sc-status\n"
    let text =
      head + "2026-11-22 16:35:02 GET /a 200\n2026-11-22 16:35:03 GET /b 404\n"
      + "#Fields: sc-status cs-uri-stem cs-method date time\n#Date: x\n500 /c PUT 2026-11-22 16:35:04\n"
    let format = try #require(LogFormat.w3c.read(utf8(text)))
    let whole = ParsedBatch(utf8(text), parser: format.parser)
    #expect(whole.batch.records.count == 3)
    #expect((0..<3).map { whole.says(.status, $0) } == ["200", "404", "500"])
    #expect(whole.batch.records.map(\.position) == [1, 2, 5])
    // Cut into batches, each is read by what the ones before it said.
    var parser = try #require(format.parser as? any DirectiveParser)
    var statuses: [String] = []
    for line in text.split(separator: "\n") {
      var batch = Batch()
      batch.bytes = utf8(line + "\n")
      batch.inputCount = batch.bytes.count
      let next = parser.following(batch)
      parser.parse(&batch)
      if let next { parser = next }
      statuses += batch.records.map { "\($0.status)" }
    }
    #expect(statuses == ["200", "404", "500"])
  }

  @Test("without its directives is refused line by line")
  func bare() {
    let parser = W3CFormat(layout: nil, style: .spaced)
    let parsed = ParsedBatch(utf8("2026-11-22 16:35:02 GET /a 200\nx\n"), parser: parser)
    #expect(parsed.batch.records.isEmpty)
    #expect(parsed.batch.refusals.count(.notThisFormat) == 2)
  }
}

@Suite("The trace of a line")
struct LineTraceTests {
  @Test("names every value, and where and why a line stops fitting")
  func steps() throws {
    let template = try ApacheLogFormat.compile(#"%h "%r" %>s "%{Cookie}i" %b"#)
    let whole = LineTrace(utf8(#"a "GET / HTTP/1.1" 200 "sid=1" 5"#), by: template)
    #expect(whole.stop == nil)
    #expect(whole.steps.map(\.name) == ["%h", "%r", "%>s", "%{Cookie}i", "%b"])
    #expect(whole.steps.map(\.isSecret) == [false, false, false, true, false])
    let cut = LineTrace(utf8(#"a "GET / HTTP/1.1" x00 "sid=1" 5"#), by: template)
    #expect(cut.stop?.reason == .badStatus)
    #expect(cut.stop?.column == 20)
    #expect(cut.steps.last?.name == "%>s")
    let line = utf8(#"a "GET / HTTP/1.1" 200 "sid=1" 5"#)
    for end in line.indices { _ = LineTrace(Array(line[..<end]), by: template) }
  }
}
