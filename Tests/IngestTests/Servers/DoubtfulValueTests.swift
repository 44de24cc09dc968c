import Ingest
import Testing
import Traffic

@Suite("What a server made up, or did not come to read")
struct DoubtfulValueTests {
  @Test(
    "is not shown as what was sent",
    arguments: [
      // A server's own name stands in for a Host that was not sent.
      ServerCase(
        "nginx", #"$status $host "$request""#, #"200 api.test "GET /a HTTP/1.0""#, [(.host, "?")]),
      ServerCase(
        "nginx", #"$status $host "$request""#, #"200 api.test "GET /a HTTP/1.1""#,
        [(.host, "api.test")]),
      ServerCase(
        "nginx", #"$status $http_host "$request""#, #"200 api.test "GET /a HTTP/1.0""#,
        [(.host, "api.test")]),
      ServerCase(
        "nginx", #"$status $host "$request" $upstream_status"#,
        #"400 api.test "GET /a HTTP/1.1" -"#, [(.host, "?"), (.target, "/a")]),
      ServerCase(
        "nginx", #"$status $host "$request" $upstream_status"#,
        #"400 api.test "GET /a HTTP/1.1" 400"#, [(.host, "api.test")]),
      ServerCase(
        "nginx", "$host $request_method $status", "api.test:8080 GET 200",
        [(.host, "api.test"), (.port, "8080")]),
      // A list of addresses goes on behind each comma; the first is the client's.
      ServerCase(
        "apache", #"%h %l %u "%r" %>s"#,
        #"203.0.113.7, 10.0.0.2, 10.0.0.3 - - "GET /a HTTP/1.1" 200"#,
        [(.client, "203.0.113.7"), (.target, "/a")]),
      // The name of a host in a column of its own hides no headers in another.
      ServerCase(
        "cloudfront", "timestamp sc-status cs-method cs-uri-stem x-host-header cs-headers",
        "1795365302.516\t200\tGET\t/a\tapi.test\tHost:api.test%0AOrigin:https://a.test%0A",
        [(.host, "api.test"), (.origin, "https://a.test")]),
      ServerCase("nginx", "$host $request_method $status", "api.test - 400", [(.host, "?")]),
      // Apache refuses as HTTP/1.0, whatever came, and with a path that ends where it gave up.
      ServerCase(
        "apache", "%m %U%q %H %>s", "GET /a HTTP/1.0 400", [(.target, "?"), (.protocol, "?")]),
      ServerCase(
        "apache", "%m %U%q %H %>s", "GET /a HTTP/1.1 400",
        [(.target, "/a"), (.protocol, "HTTP/1.1")]),
      ServerCase(
        "apache", #"%H "%r" %>s"#, #"HTTP/1.0 "GET /a HTTP/1.1" 400"#, [(.protocol, "HTTP/1.1")]),
      // A path that was decoded is written as browsers send it.
      ServerCase(
        "apache", "%m\t%U%q\t%>s", "GET\t/a b/\\xc3\\xa9<?q=%20\t200",
        [(.target, "/a%20b/%C3%A9%3C?q=%20")]),
      // HAProxy says in each place that it could not read the line.
      ServerCase(
        "haproxy", "%ST %HM %HU %HV", "400 <BADREQ> <BADREQ> <BADREQ>",
        [(.method, "?"), (.target, "?"), (.protocol, "?"), (.status, "400")]),
      ServerCase(
        "haproxy", #"%ST %{+Q,+E}[req.fhdr(origin)] %{+Q}r"#,
        #"200 "https://\"a\\b\]" "GET / HTTP/1.1""#, [(.origin, #"https://"a\b]"#)]),
      // Only what follows the last comma is fetched.
      ServerCase(
        "haproxy", "%ST|%[req.hdr(user-agent)]|%[req.hdr(origin)]|%HM",
        "200| like Gecko)|https://a.test|GET",
        [(.userAgent, "?"), (.origin, "https://a.test")]),
      // varnishncsa puts `http://` and the Host before whatever was asked for.
      ServerCase(
        "varnish", #""%r" %s"#, #""GET http://api.testhttps://b.test/a HTTP/1.1" 200"#,
        [(.target, "?"), (.host, "?"), (.method, "GET")]),
      ServerCase(
        "varnish", #""%r" %s "%{Host}i""#, #""GET http://api.testx HTTP/1.1" 200 "api.test""#,
        [(.target, "?"), (.host, "api.test")]),
      ServerCase(
        "varnish", #""%r" %s "%{Host}i""#,
        #""GET http://api.test:80/x HTTP/1.1" 200 "api.test:80""#,
        [(.target, "/x"), (.host, "api.test"), (.port, "80")]),
      ServerCase(
        "varnish", #""%r" %s"#, #""GET http://localhost/a HTTP/1.1" 200"#,
        [(.target, "/a"), (.host, "?")]),
      // Squid: a URL of its own where nothing could be read.
      ServerCase(
        "squid", #"%>Hs %rm %ru HTTP/%rv "%{Origin}>h""#,
        #"400 G error:invalid-request HTTP/0.0 "-""#,
        [(.method, "?"), (.target, "?"), (.protocol, "?"), (.origin, "?")]),
      ServerCase(
        "squid", #"%>Hs %rm %ru HTTP/%rv"#, "200 GET http://api.test/a HTTP/1.0",
        [(.target, "/a"), (.host, "?")]),
      // Two Host headers, put together.
      ServerCase("apache", #""%{Host}i" %m %>s"#, #""a.test, b.test" GET 200"#, [(.host, "?")]),
    ])
  func doubtful(_ sample: ServerCase) throws {
    let template = try LogFormatText.compile(sample.format, server: sample.server)
    let parsed = ParsedBatch(utf8(sample.line), template)
    #expect(parsed.batch.records.count == 1)
    for (field, text) in sample.says { #expect(parsed.says(field) == text, "\(field)") }
  }

  @Test("of Varnish that is as long as its records are is counted as cut")
  func records() throws {
    let template = try LogFormatText.compile(#""%r" %s "%{Origin}i""#, server: "varnish")
    for (count, isCut) in [(245, false), (246, true), (247, false), (4_087, true)] {
      let origin = "https://" + String(repeating: "a", count: count - 8)
      let line = #""GET http://api.test/a HTTP/1.1" 200 ""# + origin + #"""#
      let parsed = ParsedBatch(utf8(line), template)
      #expect(parsed.says(.origin) == (isCut ? "?" : origin))
      #expect(parsed.batch.refusals.count(.valueCut) == (isCut ? 1 : 0))
    }
  }

  @Test("is told of a format that cannot show it")
  func hides() throws {
    for (server, text, isTold) in [
      ("nginx", "$status $host $request_method", true),
      ("nginx", "$status $host $http_host $request_method", false),
      ("apache", #"%v:%p "%r" %>s"#, true), ("apache", "%m %U %>s", true),
      ("apache", #"%U "%r" %>s"#, false),
      ("haproxy", "%HM %ST %[req.fhdr(origin),json(utf8s)]", true),
      ("haproxy", "%HM %ST %[req.hdr(origin)]", true),
      ("haproxy", "%HM %ST %[req.fhdr(origin)]", false), ("squid", "%rm %ru %>Hs", true),
    ] {
      let template = try LogFormatText.compile(text, server: server)
      #expect(template.hides.isEmpty == !isTold, "\(text)")
    }
    for (server, text, fields) in [
      ("nginx", "$status $host $request_method", FieldSet(.host)),
      ("nginx", "$status $http_host $request_method", []),
      ("apache", "%m %U %>s", FieldSet(.target)),
      ("squid", "%rm %ru %>Hs", FieldSet(.host, .port, .target)),
    ] as [(String, String, FieldSet)] {
      #expect(try LogFormatText.compile(text, server: server).settledFields == fields)
    }
  }

  @Test("of lighttpd is a path that nothing parts from its query, or a time of the beginning")
  func lighttpd() throws {
    let joined = try LogFormatText.compile("%m %U%q %s", server: "lighttpd")
    #expect(!joined.fields.contains(.target))
    #expect(joined.warnings.contains { $0.contains("nothing separates") })
    #expect(try LogFormatText.compile("%m %U?%q %s", server: "lighttpd").fields.contains(.target))
    let begin = try LogFormatText.compile("%{begin:%FT%T}t %m %s %D", server: "lighttpd")
    let end = try LogFormatText.compile("%{%FT%T}t %m %s %D", server: "lighttpd")
    for (template, start) in [(begin, "1795365302000000000"), (end, "1795365301000000000")] {
      let parsed = ParsedBatch(utf8("2026-11-22T16:35:02 GET 200 1000000"), template)
      #expect(parsed.says(.start) == start)
    }
  }

  @Test("of Varnish that has no slash runs into the host, and neither is known")
  func slashless() throws {
    let template = try LogFormatText.compile(#""%r" %s"#, server: "varnish")
    for target in ["api.testother.test:443", "api.testnoslash?s=a", "api.test?s=a/b"] {
      let parsed = ParsedBatch(utf8("\"GET http://\(target) HTTP/1.1\" 200"), template)
      #expect(parsed.says(.host) == "?", "\(target)")
      #expect(parsed.says(.target) == "?", "\(target)")
    }
    let whole = ParsedBatch(utf8(#""GET http://api.test/a?b HTTP/1.1" 200"#), template)
    #expect(whole.says(.host) == "api.test")
    #expect(whole.says(.target) == "/a?b")
  }

  @Test("behind which further columns stand can be read in one way, unless a quote is too many")
  func furtherColumns() throws {
    let line = FormatRegistry.named("istio")?.samples.first ?? ""
    let format = try #require(FormatRegistry.named("istio"))
    let further = try ParsedBatch(utf8(line + " more columns"), format)
    #expect(further.batch.refusals.count(.ambiguousLine) == 0)
    #expect(further.says(.userAgent) == "Mozilla/5.0")
    let forged = try ParsedBatch(
      utf8(line.replacing("Mozilla/5.0", with: #"a" "b" "evil.test"#) + " more"), format)
    #expect(forged.batch.refusals.count(.ambiguousLine) == 1)
    #expect(forged.says(.host) == "?")
  }
}
