import Ingest
import Testing
import Traffic

@Suite("An nginx log_format")
struct NginxFormatTests {
  static let directive = """
    log_format cors escape=default '$remote_addr - $remote_user [$time_local] "$request" '
        '$status $body_bytes_sent "$http_referer" '
        "host=$http_host origin=\\"$http_origin\\" "
        'acrm="$http_access_control_request_method" '
        'acao="${sent_http_access_control_allow_origin}" vary="$sent_http_vary" '
        'cookie="$http_cookie" auth="$http_authorization" rt=$request_time ms=$msec $scheme';
    """
  static let line =
    #"203.0.113.7 - - [22/Nov/2026:16:35:02 +0000] "GET /a?b=c HTTP/1.1" 200 58 "-" "#
    + #"host=api.example.com:8443 origin="https://app.example.com" acrm="-" acao="*" vary="" "#
    + #"cookie="a=secret" auth="-" rt=0.016 ms=1795365302.516 https"#

  @Test("given as a whole directive reads every field")
  func directive() throws {
    let template = try NginxLogFormat.compile(Self.directive)
    #expect(template.warnings.isEmpty)
    let parsed = ParsedBatch(utf8(Self.line + "\n"), template)
    let expected: [(Field, String)] = [
      (.client, "203.0.113.7"), (.method, "GET"), (.target, "/a?b=c"), (.protocol, "HTTP/1.1"),
      (.status, "200"), (.referer, "-"), (.host, "api.example.com"), (.port, "8443"),
      (.origin, "https://app.example.com"), (.requestMethod, "-"), (.allowOrigin, "*"),
      (.vary, ""), (.hasCookie, "yes"), (.hasAuthorization, "-"), (.duration, "16000000"),
      // The end, taken from `$msec`, less the duration.
      (.start, "1795365302500000000"), (.scheme, "https"), (.userAgent, "?"),
      (.allowMethods, "?"), (.requestHeaders, "?"),
    ]
    for (field, text) in expected { #expect(parsed.says(field) == text, "\(field)") }
    #expect(parsed.batch.records.first?.traits == .hidesRepeats)
    #expect(!parsed.anyField(holds: "secret"))
    #expect(parsed.batch.refusals.total == 0)
  }

  @Test("has the time of the end where it has no duration")
  func end() throws {
    let parsed = try ParsedBatch("1795365302.5 GET /", nginx: "$msec $request_method $request_uri")
    #expect(parsed.batch.records.first?.traits == [.hidesRepeats, .startIsEnd])
    #expect(parsed.says(.start) == "1795365302500000000")
    let unknown = try ParsedBatch("1795365302.5 -", nginx: "$msec $request_time")
    #expect(unknown.batch.records.first?.traits == [.hidesRepeats, .startIsEnd])
    #expect(unknown.says(.duration) == "-")
  }

  @Test("keeps the earliest start that there is when a duration is beyond reason")
  func hugeDuration() throws {
    let parsed = try ParsedBatch(
      "1700-01-01T00:00:00Z 9223372036.854775807", nginx: "$time_iso8601 $request_time")
    #expect(parsed.batch.records.first?.start.nanoseconds == .min)
  }

  @Test(
    "tells a header that is null from an empty one, as its escaping does",
    arguments: [
      ("default", "-", "-"), ("default", "", ""), ("default", "a", "a"), ("json", "-", "-"),
      ("json", "", "absent"), ("json", "a", "a"), ("none", "-", "-"), ("none", "", "absent"),
    ])
  func nulls(_ escape: String, _ value: String, _ expected: String) throws {
    let format = "log_format x escape=\(escape) '\"$http_origin\" $status';"
    let parsed = try ParsedBatch("\"\(value)\" 200", nginx: format)
    let state = parsed.state(.origin)
    switch expected {
    case "absent": #expect(state == .absent)
    case "-" where escape == "default": #expect(state == .absent)
    default:
      #expect(state == .value)
      #expect(parsed.says(.origin) == expected)
    }
  }

  @Test(
    "decodes what its escaping wrote",
    arguments: [
      ("default", #"\x22a\x5C\xC3\xA9"#, #""a\é"#), ("json", #"\"a\\\u0001\n"#, "\"a\\\u{1}\n"),
      ("none", #"\x22a\n"#, #"\x22a\n"#),
    ])
  func escapes(_ escape: String, _ written: String, _ sent: String) throws {
    let format = "log_format x escape=\(escape) '[$http_origin] $status';"
    let parsed = try ParsedBatch("[\(written)] 200", nginx: format)
    #expect(parsed.says(.origin) == sent)
    #expect(parsed.says(.status) == "200")
  }

  @Test(
    "may be given bare, quoted or as a directive",
    arguments: [
      #"$status "$http_origin""#, #"'$status "$http_origin"'"#, #""$status \"$http_origin\"""#,
      #"log_format x '$status "$http_origin"';"#, "log_format x '$status '\n  '\"$http_origin\"';",
      #"  log_format x escape=default "$status" ' "$http_origin"' ; # and more"#,
      #"${status} "${http_origin}""#, #"$status \"$http_origin\""#,
    ])
  func forms(_ format: String) throws {
    let parsed = try ParsedBatch(#"204 "https://a.test""#, nginx: format)
    #expect(parsed.says(.status) == "204")
    #expect(parsed.says(.origin) == "https://a.test")
  }

  @Test("given bare may begin with a quote")
  func leadingQuote() throws {
    let parsed = try ParsedBatch(
      #""GET / HTTP/1.1" 204 "https://a.test""#, nginx: #""$request" $status "$http_origin""#)
    #expect(parsed.says(.method) == "GET")
    #expect(parsed.says(.status) == "204")
    #expect(parsed.says(.origin) == "https://a.test")
  }

  @Test("given bare may hold a tab as it is written in a configuration")
  func tabs() throws {
    let parsed = try ParsedBatch("204\tGET", nginx: #"$status\t$request_method"#)
    #expect(parsed.says(.method) == "GET")
  }

  @Test("as bare JSON is taken to be escaped as JSON")
  func bareJSON() throws {
    let template = try NginxLogFormat.compile(#"{"o":"$http_origin","s":$status}"#)
    let parsed = ParsedBatch(utf8(#"{"o":"","s":200}"#), template)
    #expect(parsed.state(.origin) == .absent)
  }

  @Test("takes the longest name for a variable, and a dollar alone for itself")
  func names() throws {
    let longest = try NginxLogFormat.compile("$http_origin_x $status")
    #expect(longest.fields == FieldSet(.status))
    let parsed = try ParsedBatch("$ $. ${ 200a", nginx: "$ $. ${ ${status}a")
    #expect(parsed.says(.status) == "200")
  }

  @Test(
    "that cannot be is refused with advice",
    arguments: [
      ("log_format x escape=xml '$status';", "unknown 'escape=xml' in log_format"),
      ("log_format x '$status", "log_format: the quote at column 14 is not closed"),
      ("", "no $variable in the log format"), ("%h %u", "no $variable in the log format"),
      ("log_format", "no $variable in the log format"),
    ])
  func refused(_ format: String, _ message: String) {
    let error = #expect(throws: IngestError.self) { try NginxLogFormat.compile(format) }
    #expect(error?.message == message)
    #expect(error?.mend.isEmpty == false)
  }

  @Test("with variables that nothing separates warns, and does not claim to read them")
  func adjacent() throws {
    let template = try NginxLogFormat.compile(
      #"$msec $request_method "$request_uri" $status $http_origin$http_referer"#)
    #expect(
      template.warnings == [
        "nothing separates '$http_origin' from '$http_referer', so neither can be read"
      ])
    #expect(!template.fields.contains(.origin))
    let parsed = ParsedBatch(utf8("1795365302 GET \"/\" 200 https://a.test-"), template)
    #expect(parsed.says(.method) == "GET")
    #expect(parsed.state(.origin) == .notObservable)
    #expect(parsed.state(.referer) == .notObservable)
  }

  @Test("without what an exchange needs warns of each")
  func lacking() throws {
    #expect(
      try NginxLogFormat.compile("$http_origin").warnings == [
        "the time is not in this format", "the method is not in this format",
        "the path is not in this format", "the status is not in this format",
      ])
    #expect(try NginxLogFormat.compile("$args").warnings.count == 4)
  }

  @Test(
    "reads the target from path and arguments, or from what outranks them",
    arguments: [
      ("$uri$is_args$args $status", "/a?b=c 200", "/a?b=c"), ("$uri $status", "/a 200", "/a"),
      ("$document_uri?$query_string $status", "/a?b=c 200", "/a?b=c"),
      ("$request_uri $uri $status", "/x/../a?b /a 200", "/x/../a?b"),
      ("$uri $request_uri $status", "/a /x/../a?b 200", "/x/../a?b"),
      (#"[$request] $uri $status"#, "[GET /x/../a?b HTTP/1.1] /a 200", "/x/../a?b"),
      (#"$uri [$request] $status"#, "/a [GET /x/../a?b HTTP/1.1] 200", "/x/../a?b"),
    ])
  func target(_ format: String, _ line: String, _ target: String) throws {
    let template = try NginxLogFormat.compile(format)
    #expect(!template.warnings.contains { $0.contains("separates") })
    #expect(ParsedBatch(utf8(line), template).says(.target) == target)
  }

  @Test(
    "reads host and scheme from the best that there is",
    arguments: [
      ("$host $http_host", "a.test b.test:81", "b.test", "81"),
      ("$http_host $host", "b.test:81 a.test", "b.test", "81"),
      ("$server_name $host", "s.test a.test", "a.test", "?"),
      ("$http_host", "[2001:db8::1]:8080", "[2001:db8::1]", "8080"),
    ])
  func host(_ format: String, _ line: String, _ host: String, _ port: String) throws {
    let parsed = try ParsedBatch(line, nginx: format)
    #expect(parsed.says(.host) == host)
    #expect(parsed.says(.port) == port)
    for order in ["$scheme $http_x_forwarded_proto", "$http_x_forwarded_proto $scheme"] {
      let schemes = order.hasPrefix("$scheme") ? "http https" : "https http"
      #expect(try ParsedBatch(schemes, nginx: order).says(.scheme) == "https")
      #expect(
        try ParsedBatch(schemes.replacing("https", with: "-"), nginx: order).says(.scheme)
          == "http")
    }
  }
}
