import Ingest
import Testing
import Traffic

@Suite("A log whose JSON keys the operator chose")
struct OperatorJSONTests {
  static let line =
    #"{"time":"2026-11-22T16:35:02+00:00","msec":1795365302.516,"remote_addr":"203.0.113.7","#
    + #""remote_user":"","request_id":"fdc673","x_request_id":"r1","scheme":"http","#
    + #""host":"fallback.example.com","http_host":"api.example.com:8080","server_name":"_","#
    + #""method":"GET","uri":"/v1/items?i=0","protocol":"HTTP/1.1","#
    + #""request":"GET /v1/items?i=0 HTTP/1.1","status":200,"referer":"","#
    + #""user_agent":"Mozilla/5.0 \"x\"","origin":"https://app.test","origin_status":"502","#
    + #""acrm":"","acao":"https://app.test","up_acao":"https://other.test","vary":"Origin","#
    + #""cookie":"sid=topsecret","auth":"","content_type":"text/html","request_time":0.002}"#

  @Test("gives the fields that its keys can show, and no others")
  func fields() throws {
    let format = try #require(operatorFormat(Self.line))
    #expect(
      format.format.fields
        == FieldSet(
          .client, .protocol, .scheme, .host, .port, .method, .target, .origin, .referer,
          .userAgent, .requestMethod, .requestID, .allowOrigin, .vary, .start, .duration, .status,
          .hasCookie, .hasAuthorization))
    let parsed = ParsedBatch(Self.line, format)
    let expected: [(Field, String)] = [
      (.client, "203.0.113.7"), (.protocol, "HTTP/1.1"), (.scheme, "http"),
      (.host, "api.example.com"), (.method, "GET"), (.target, "/v1/items?i=0"),
      (.origin, "https://app.test"), (.userAgent, #"Mozilla/5.0 "x""#), (.requestID, "r1"),
      (.allowOrigin, "https://app.test"), (.vary, "Origin"),
    ]
    for (field, value) in expected { #expect(parsed.text(field) == value) }
    let record = parsed.batch.records[0]
    #expect(record.port == 8080)
    #expect(record.start.nanoseconds == 1_795_365_302_514_000_000)
    #expect(record.traits == .hidesRepeats)
    #expect(parsed.state(.requestMethod) == .absent)
    #expect(parsed.state(.allowCredentials) == .notObservable)
    #expect(parsed.state(.contentType) == .notObservable)
    #expect(parsed.state(.hasCookie) == .value)
    #expect(parsed.state(.hasAuthorization) == .absent)
    #expect(!parsed.anyField(holds: "topsecret"))
  }

  @Test("shows CORS headers that are wrong on every line")
  func wrongHeaders() throws {
    let line = Self.line
      .replacing(#""acao":"https://app.test""#, with: #""acao":"*, *","acac":"True","acma":"ten""#)
    let parsed = ParsedBatch(line, try #require(operatorFormat(line)))
    #expect(parsed.text(.allowOrigin) == "*, *")
    #expect(parsed.text(.allowCredentials) == "True")
    #expect(parsed.text(.maxAge) == "ten")
  }

  @Test(
    "reads many spellings",
    arguments: [
      (
        #"{"request":"PUT /x HTTP/1.1","status":200,"http_origin":"https://o.test"}"#, "PUT", "/x",
        "https://o.test"
      ),
      (#"{"m":"GET","u":"/y","st":"204","o":"https://o.test"}"#, "GET", "/y", "https://o.test"),
      (
        #"{"RequestMethod":"GET","RequestPath":"/z","DownstreamStatus":200,"request_Origin":"https://o.test"}"#,
        "GET", "/z", "https://o.test"
      ),
      (
        #"{"request":{"method":"GET","uri":"/n","headers":{"origin":"https://o.test"}},"status":200}"#,
        "GET", "/n", "https://o.test"
      ),
      (
        #"{"http.request.method":"GET","url.path":"/p","url.query":"q=1","http.response.status_code":200,"http.request.header.origin":["https://o.test"]}"#,
        "GET", "/p?q=1", "https://o.test"
      ),
      (
        #"{"method":"GET","url":"https://api.example.com/u?v#w","status":200,"origin":"https://o.test"}"#,
        "GET", "/u?v", "https://o.test"
      ),
    ])
  func spellings(_ line: String, _ method: String, _ target: String, _ origin: String) throws {
    let parsed = ParsedBatch(line, try #require(operatorFormat(line)))
    #expect(parsed.text(.method) == method)
    #expect(parsed.text(.target) == target)
    #expect(parsed.text(.origin) == origin)
  }

  @Test(
    "never takes a backend for the origin",
    arguments: [
      "origin_status", "originurl", "origin_duration", "OriginStatus", "upstream_http_origin",
      "origin_Access-Control-Allow-Origin", "up_acao", "origin_server",
      "upstream_http_access_control_allow_origin",
    ])
  func backends(_ key: String) throws {
    let line = #"{"method":"GET","uri":"/","status":200,"\#(key)":"https://b.test"}"#
    let format = try #require(operatorFormat(line))
    #expect(!format.format.fields.contains(.origin))
    #expect(!format.format.fields.contains(.allowOrigin))
  }

  @Test(
    "knows what CORS headers are called",
    arguments: [
      ("allow_origin", Field.allowOrigin), ("cors_allow_methods", .allowMethods),
      ("ac-allow-headers", .allowHeaders), ("AllowCredentials", .allowCredentials),
      ("expose_headers", .exposeHeaders), ("cors_max_age", .maxAge),
      ("ac_request_method", .requestMethod), ("acr_headers", .requestHeaders),
    ])
  func shortNames(_ key: String, _ field: Field) throws {
    let line = #"{"method":"OPTIONS","uri":"/","status":204,"\#(key)":"v"}"#
    #expect(ParsedBatch(line, try #require(operatorFormat(line))).text(field) == "v")
  }

  /// Members that tell how long an exchange took, and that in nanoseconds; `nil` where the unit is
  /// anybody's guess.
  static let times: [(String, Int64?)] = [
    (#""latency":10000000"#, nil), (#""response":{"latency":10000000}"#, nil),
    (#""duration":12"#, nil), (#""duration":"12ms""#, 12_000_000),
    (#""response":{"latency":"1.5ms"}"#, 1_500_000), (#""latency_ms":12"#, 12_000_000),
    (#""duration_ns":12"#, 12), (#""request_time":0.012"#, 12_000_000),
  ]

  @Test("reads a duration of which the unit is told", arguments: times)
  func durations(_ member: String, _ nanoseconds: Int64?) throws {
    let line = #"{"method":"GET","uri":"/","status":200,\#(member)}"#
    let parsed = ParsedBatch(line, try #require(operatorFormat(line)))
    let record = try #require(parsed.batch.records.first)
    #expect(record.present.contains(.duration) == (nanoseconds != nil))
    #expect((record.present.contains(.duration) ? record.duration : nil) == nanoseconds)
  }

  @Test(
    "prefers the exact time",
    arguments: [
      (#""time_local":"22/Nov/2026:16:35:02 +0000","time_iso8601":"2026-11-22T16:35:03+00:00""#, 3),
      (#""time":"22/Nov/2026:16:35:02 +0000""#, 2), (#""time_iso8601":"x","msec":1795365304"#, 4),
    ])
  func timePrecedence(_ keys: String, _ second: Int64) throws {
    let line = #"{\#(keys),"method":"GET","uri":"/","status":200}"#
    let record = ParsedBatch(line, try #require(operatorFormat(line))).batch.records[0]
    #expect(record.start.nanoseconds == (1_795_365_300 + second) * 1_000_000_000)
    #expect(record.traits.contains(.startIsEnd))
  }

  @Test(
    "is read where it is not quite JSON",
    arguments: [
      #"{"method":"GET","uri":"/","status":0200,"origin":"https://o.test"}"#,
      #"{"method":"GET","upstream":,"uri":"/","status":200,"origin":"https://o.test"}"#,
      #"{"method":"GET","upstream":0.001, 0.002 : 0.003,"uri":"/","status":200,"origin":"https://o.test"}"#,
      #"{"method":"GET","upstream":-,"uri":"/","status":200,"origin":"https://o.test",}"#,
      #"  {"method" : "GET" , "uri" : "/" , "status" : 200 , "origin" : "https://o.test" }  "#
        + "\r",
      #"[{"method":"GET","uri":"/","status":200,"origin":"https://o.test"},"#,
      #"{"method":"GET","uri":"/","status":200,"x":"\xff\q","origin":"https://o.test"}"#,
    ])
  func lenient(_ line: String) throws {
    let parsed = ParsedBatch(line, try #require(operatorFormat(Self.line)))
    #expect(parsed.batch.records.count == 1)
    for reason in LineError.allCases where !reason.isRepair {
      #expect(parsed.batch.refusals.count(reason) == 0)
    }
    #expect(parsed.text(.origin) == "https://o.test")
    #expect(parsed.batch.records.first?.status == 200)
  }

  @Test("keeps bytes that are no UTF-8")
  func invalidUTF8() throws {
    let start = Array(#"{"method":"GET","status":200,"origin":"https://"#.utf8)
    let parsed = ParsedBatch(
      start + [0xFC, 0x01] + Array(#".test"}"#.utf8), try #require(operatorFormat(Self.line)))
    let record = parsed.batch.records[0]
    let place = record.places[Int(Field.origin.rawValue)].range
    #expect(
      Array(parsed.batch.bytes[place]) == Array("https://".utf8) + [0xFC, 0x01]
        + Array(".test".utf8))
  }

  @Test("with status 000 had no response, and with 009 has that status")
  func oddStatuses() throws {
    let format = try #require(operatorFormat(Self.line))
    let none = ParsedBatch(Self.line.replacing(#""status":200"#, with: #""status":000"#), format)
    #expect(none.batch.records[0].traits.contains(.responseMissing))
    #expect(none.state(.allowOrigin) == .notObservable)
    let nine = ParsedBatch(Self.line.replacing(#""status":200"#, with: #""status":009"#), format)
    #expect(nine.batch.records[0].status == 9)
  }

  @Test("keeps a request that the server could not read")
  func badRequest() throws {
    let format = try #require(operatorFormat(Self.line))
    let line =
      #"{"msec":1795365302.516,"method":"","uri":"","request":"\u0016\u0003","status":400,"origin":""}"#
    let parsed = ParsedBatch(line, format)
    #expect(parsed.batch.records.count == 1)
    #expect(parsed.state(.method) == .notObservable)
    #expect(parsed.state(.target) == .notObservable)
    #expect(parsed.batch.records[0].status == 400)
  }

  @Test("takes a lone dash for none where the server writes it so")
  func dashes() throws {
    let line = #"{"method":"GET","uri":"/","status":200,"origin":"-","referer":"-"}"#
    let parsed = ParsedBatch(line, try #require(operatorFormat(line)))
    #expect(parsed.state(.origin) == .absent)
    let other = line.replacing(#""referer":"-""#, with: #""referer":"","a":"","b":"""#)
    let literal = ParsedBatch(other, try #require(operatorFormat(other)))
    #expect(literal.text(.origin) == "-")
  }

  @Test("reads presence flags that are logged as numbers")
  func flags() throws {
    let line = #"{"method":"GET","uri":"/","status":200,"has_cookie":0,"has_auth":"1"}"#
    let parsed = ParsedBatch(line, try #require(operatorFormat(line)))
    #expect(parsed.state(.hasCookie) == .absent)
    #expect(parsed.state(.hasAuthorization) == .value)
  }

  @Test(
    "is none without a method, a target and a status",
    arguments: [
      #"{"method":"GET","uri":"/"}"#, #"{"level":"info","msg":"x"}"#, "", "plain text",
      #"{"status":200}"#,
    ])
  func unknownKeys(_ line: String) {
    #expect(operatorFormat(line) == nil)
    let candidates = LogRecognition.candidates(head: Array(line.utf8))
    #expect(candidates.isEmpty)
  }
}
