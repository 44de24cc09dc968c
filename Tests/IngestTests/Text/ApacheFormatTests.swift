import Ingest
import Testing
import Traffic

@Suite("An Apache LogFormat")
struct ApacheFormatTests {
  static let directive =
    #"LogFormat "%v:%p %h %l %u %t \"%r\" %>s %O \"%{Referer}i\" \"%{User-Agent}i\" "#
    + #"\"%{Origin}i\" \"%{Access-Control-Request-Method}i\" "#
    + #"\"%{Access-Control-Allow-Origin}o\" \"%{Vary}o\" \"%{Host}i\" \"%{Cookie}i\" %D "#
    + #"%{SSL_PROTOCOL}x %L" cors"#
  static let line =
    #"www.example.com:80 203.0.113.7 - al ice [22/Nov/2026:17:35:02 +0100] "#
    + #""OPTIONS /q\"a\" HTTP/1.1" 204 0 "-" "a \"b\" \\ \xc3\xa9" "https://app.example.com" "#
    + #""PUT" "" "-" "api.example.com:8443" "a=secret" 1500 TLSv1.3 -"#

  @Test("given as a whole directive reads every field")
  func directive() throws {
    let template = try ApacheLogFormat.compile(Self.directive)
    #expect(template.warnings.isEmpty)
    let parsed = ParsedBatch(utf8(Self.line + "\r\n"), template)
    let expected: [(Field, String)] = [
      (.client, "203.0.113.7"), (.hasAuthorization, "yes"), (.method, "OPTIONS"),
      (.target, #"/q"a""#), (.protocol, "HTTP/1.1"), (.status, "204"), (.referer, "-"),
      (.userAgent, #"a "b" \ é"#), (.origin, "https://app.example.com"), (.requestMethod, "PUT"),
      (.allowOrigin, ""), (.vary, "-"), (.host, "api.example.com"), (.port, "8443"),
      (.hasCookie, "yes"), (.duration, "1500000"), (.requestID, "-"),
      (.start, "1795365302000000000"), (.scheme, "https"), (.maxAge, "?"),
    ]
    for (field, text) in expected { #expect(parsed.says(field) == text, "\(field)") }
    #expect(parsed.batch.records.first?.traits == .hidesRepeats)
    #expect(!parsed.anyField(holds: "secret"))
  }

  @Test(
    "tells a header that is null from an empty one",
    arguments: [("-", "-"), ("", ""), (#"\""#, "\""), ("- ", "- ")])
  func nulls(_ value: String, _ expected: String) throws {
    let parsed = try ParsedBatch("\"\(value)\" 200", apache: #""%{Origin}i" %>s"#)
    #expect(parsed.says(.origin) == expected)
    #expect(parsed.state(.origin) == (value == "-" ? .absent : .value))
  }

  @Test("of no encryption says http, of one https, and of neither nothing")
  func scheme() throws {
    for (value, scheme) in [("TLSv1.2", "https"), ("-", "http")] {
      #expect(
        try ParsedBatch("\(value) 200", apache: "%{SSL_PROTOCOL}x %>s").says(.scheme) == scheme)
    }
    #expect(try ParsedBatch("200", apache: "%>s").says(.scheme) == "?")
    // What a proxy in front says outranks the hop's own.
    let proxied = try ParsedBatch(
      "- https", apache: "%{SSL_PROTOCOL}x %{X-Forwarded-Proto}i")
    #expect(proxied.says(.scheme) == "https")
  }

  @Test(
    "reads its directives",
    arguments: [
      ("%m %U%q %H", "GET /a?b HTTP/1.1", .target, "/a?b"), ("%m %U", "GET /a", .method, "GET"),
      (#"%U %q "%r""#, #"/a ?b "GET /a%20?b HTTP/1.1""#, .target, "/a%20?b"),
      ("%>s %s", "404 200", .status, "404"), ("%s %>s", "200 404", .status, "404"),
      ("%<s %>s", "200 404", .status, "404"), ("%>s %<s", "404 200", .status, "404"),
      ("%s", "000", .status, "?"), ("%s", "-", .status, "-"), ("%s", "009", .status, "9"),
      ("%%%s%%", "%200%", .status, "200"), ("%h %a", "a.test 203.0.113.7", .client, "203.0.113.7"),
      ("%a %{c}a", "203.0.113.7 203.0.113.8", .client, "203.0.113.7"),
      ("%v %{Host}i", "s.test h.test", .host, "h.test"), ("%V", "v.test", .host, "v.test"),
      ("%D %T", "1500 0", .duration, "1500000"), ("%T %{ms}T", "0 3", .duration, "3000000"),
      ("%{us}T %T", "7 0", .duration, "7000"), ("%T", "2", .duration, "2000000000"),
      ("%t", "[22/Nov/2026:16:35:02 +0000]", .start, "1795365302000000000"),
      ("%h%t", "h[22/Nov/2026:16:35:02 +0000]", .client, "h"),
      ("%{sec}t", "1795365302", .start, "1795365302000000000"),
      ("%t %{msec}t", "[22/Nov/2026:16:35:02 +0000] 1795365302516", .start, "1795365302516000000"),
      ("%{usec}t", "1795365302516123", .start, "1795365302516123000"),
      ("%{begin:msec}t", "1795365302516", .start, "1795365302516000000"),
      ("%{end:msec}t", "1795365302516", .start, "1795365302516000000"),
      ("%{%d/%b/%Y:%H:%M:%S %z}t", "22/Nov/2026:16:35:02 +0000", .start, "1795365302000000000"),
      ("%{%Y-%m-%dT%H:%M:%S%z}t", "2026-11-22T16:35:02+0000", .start, "1795365302000000000"),
      ("%{%FT%T%z}t", "2026-11-22T16:35:02+0000", .start, "1795365302000000000"),
      ("%{%y-%m-%dT%H:%M:%S%z}t", "26-11-22T16:35:02+0000", .start, "1795365302000000000"),
      ("%{%s}t", "1795365302", .start, "1795365302000000000"),
      ("%L", "id-1", .requestID, "id-1"), ("%{UNIQUE_ID}e", "id-1", .requestID, "id-1"),
      ("%{X-Request-Id}i", "id-1", .requestID, "id-1"),
      ("%A", "203.0.113.1", .server, "203.0.113.1"),
      ("%{ORIGIN}i", "https://a.test", .origin, "https://a.test"),
      ("%{Origin}^ti", "https://a.test", .origin, "?"), ("%{Vary}^to", "a", .vary, "?"),
      ("%{sid}C", "secret", .hasCookie, "?"),
      ("%{Authorization}i", "Basic x", .hasAuthorization, "yes"),
      ("%{Authorization}i", "-", .hasAuthorization, "-"), ("%u", "-", .hasAuthorization, "?"),
      ("%u", "frank", .hasAuthorization, "yes"),
    ] as [(String, String, Field, String)])
  func directives(_ format: String, _ line: String, _ field: Field, _ text: String) throws {
    let parsed = try ParsedBatch(line, apache: format)
    #expect(parsed.says(field) == text)
  }

  @Test("says nothing of a header that it logs for some statuses only and that is null")
  func conditional() throws {
    let format = #"%>s "%400,501{User-Agent}i" "%!200,304{Referer}i" "%400{Cookie}i" "%{Origin}i""#
    let silent = try ParsedBatch(#"200 "-" "-" "-" "-""#, apache: format)
    #expect(silent.state(.userAgent) == .notObservable)
    #expect(silent.state(.referer) == .notObservable)
    #expect(silent.state(.hasCookie) == .notObservable)
    #expect(silent.state(.origin) == .absent)
    let told = try ParsedBatch(#"501 "curl/8" "https://a.test/" "-" "-""#, apache: format)
    #expect(told.says(.userAgent) == "curl/8")
    #expect(told.says(.referer) == "https://a.test/")
  }

  @Test(
    "may be given bare, quoted or as a directive",
    arguments: [
      #""%r" %>s "%{Origin}i""#, #"\"%r\" %>s \"%{Origin}i\""#, #""\"%r\" %>s \"%{Origin}i\"""#,
      #"LogFormat "\"%r\" %>s \"%{Origin}i\"" cors"#,
      #"  LogFormat "\"%r\" %>s \"%{Origin}i\"""#, #""\"%r\" %>s \"%{Origin}i\"" cors"#,
      #"CustomLog logs/access.log "\"%r\" %>s \"%{Origin}i\"" env=!quiet"#,
      #"CustomLog "|bin/rotatelogs /var/log/a.%Y%m%d 86400" "\"%r\" %>s \"%{Origin}i\"""#,
    ])
  func forms(_ format: String) throws {
    let parsed = try ParsedBatch(#""GET / HTTP/1.1" 204 "https://a.test""#, apache: format)
    #expect(parsed.says(.method) == "GET")
    #expect(parsed.says(.status) == "204")
    #expect(parsed.says(.origin) == "https://a.test")
  }

  @Test("writes a tab as backslash and t", arguments: [#"%>s\t%m"#, #""%>s\t%m""#, "%>s\t%m"])
  func tabs(_ format: String) throws {
    #expect(try ParsedBatch("204\tGET", apache: format).says(.method) == "GET")
  }

  @Test(
    "that cannot be is refused with advice",
    arguments: [
      ("%h %", "the directive at column 4 of the log format is cut"),
      ("%h %{Origin", "the directive at column 4 of the log format is cut"),
      ("%{Origin}", "the directive at column 1 of the log format is cut"),
      ("%>", "the directive at column 1 of the log format is cut"),
      ("%{a}^t", "the directive at column 1 of the log format is cut"),
      ("%^", "the directive at column 1 of the log format is cut"),
      (#"LogFormat "%h"#, "LogFormat: the quote at column 11 is not closed"),
      ("LogFormat combined", "no quoted format in LogFormat"),
      ("CustomLog logs/access.log combined", "no quoted format in LogFormat"),
      ("", "no %directive in the log format"), ("100%%", "no %directive in the log format"),
    ])
  func refused(_ format: String, _ message: String) {
    let error = #expect(throws: IngestError.self) { try ApacheLogFormat.compile(format) }
    #expect(error?.message == message)
    #expect(error?.mend.isEmpty == false)
  }
}
