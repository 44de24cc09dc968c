import Ingest
import Testing
import Traffic

@Suite("A log of Caddy")
struct CaddyFormatTests {
  static let preflight =
    #"{"level":"info","ts":1795365584.341965,"logger":"http.log.access.log0","#
    + #""msg":"handled request","request":{"remote_ip":"203.0.113.7","remote_port":"50512","#
    + #""client_ip":"203.0.113.99","proto":"HTTP/2.0","method":"OPTIONS","#
    + #""host":"api.example.com:8443","uri":"/v1/items?i=0","headers":{"Origin":["https://app.test"],"#
    + #""Access-Control-Request-Method":["PUT"],"Access-Control-Request-Headers":["x-a","x-b"],"#
    + #""X-Request-Id":["r1"]},"tls":{"resumed":false,"version":772}},"user_id":"","#
    + #""duration":0.006712727,"size":58,"status":204,"resp_headers":"#
    + #"{"Access-Control-Allow-Origin":["https://app.test"],"Vary":["Origin","Accept"]}}"#

  @Test("gives every field of an exchange")
  func fields() {
    let parsed = ParsedBatch(Self.preflight + "\n", .caddy)
    #expect(parsed.batch.records.count == 1)
    #expect(parsed.batch.positionCount == 1)
    let expected: [(Field, String)] = [
      (.client, "203.0.113.99"), (.protocol, "HTTP/2.0"), (.scheme, "https"),
      (.host, "api.example.com"), (.method, "OPTIONS"), (.target, "/v1/items?i=0"),
      (.origin, "https://app.test"), (.requestMethod, "PUT"), (.requestHeaders, "x-a, x-b"),
      (.requestID, "r1"), (.allowOrigin, "https://app.test"), (.vary, "Origin, Accept"),
    ]
    for (field, value) in expected { #expect(parsed.text(field) == value) }
    let record = parsed.batch.records[0]
    #expect(record.status == 204)
    #expect(record.port == 8443)
    #expect(record.repeated == FieldSet(.requestHeaders, .vary))
    #expect(record.duration == 6_712_727)
    #expect(record.start.nanoseconds == 1_795_365_584_341_965_000 - 6_712_727)
    #expect(!record.traits.contains(.startIsEnd))
  }

  @Test("tells a header that was not sent from one that was sent empty")
  func absentAndEmpty() {
    let line = Self.preflight.replacing(#"["PUT"]"#, with: #"[""]"#)
    let parsed = ParsedBatch(line, .caddy)
    #expect(parsed.state(.requestMethod) == .value)
    #expect(parsed.text(.requestMethod) == "")
    #expect(parsed.state(.referer) == .absent)
    #expect(parsed.state(.allowCredentials) == .absent)
    #expect(parsed.state(.hasCookie) == .absent)
    #expect(parsed.state(.server) == .notObservable)
  }

  @Test("without header objects says nothing of headers")
  func withoutHeaders() {
    let line =
      #"{"ts":1795365584.5,"logger":"http.log.access","request":{"method":"GET","#
      + #""host":"api.example.com","uri":"/","remote_addr":"[2001:db8::1]:99"},"status":200}"#
    let parsed = ParsedBatch(line, .caddy)
    #expect(parsed.state(.origin) == .notObservable)
    #expect(parsed.state(.allowOrigin) == .notObservable)
    #expect(parsed.text(.client) == "2001:db8::1")
    #expect(parsed.text(.scheme) == "http")
    #expect(parsed.state(.port) == .absent)
    #expect(parsed.batch.records[0].traits.contains(.startIsEnd))
  }

  @Test(
    "shows that a hidden secret was sent",
    arguments: ["[]", #"["REDACTED"]"#, #"["Bearer topsecret"]"#])
  func redaction(_ value: String) {
    let line = Self.preflight.replacing(
      #""X-Request-Id""#, with: #""Cookie":\#(value),"Authorization":\#(value),"X-Request-Id""#)
    let parsed = ParsedBatch(line, .caddy)
    #expect(parsed.state(.hasCookie) == .value)
    #expect(parsed.state(.hasAuthorization) == .value)
    #expect(!parsed.anyField(holds: "topsecret"))
  }

  @Test(
    "reads its times and durations in every spelling",
    arguments: [
      (#""2026-11-22T16:39:44.341965Z""#, #""6.712727ms""#), ("1795365584341.965", "0.006712727"),
      ("1795365584.341965", "6.712727e-03"),
    ])
  func times(_ time: String, _ duration: String) {
    let line = Self.preflight.replacing("1795365584.341965", with: time)
      .replacing("0.006712727", with: duration)
    let record = ParsedBatch(line, .caddy).batch.records[0]
    #expect(record.start.nanoseconds == 1_795_365_584_341_965_000 - 6_712_727)
  }

  @Test("with status 0 had no response")
  func noResponse() {
    let line = Self.preflight.replacing(#""status":204"#, with: #""status":0"#)
    let parsed = ParsedBatch(line, .caddy)
    #expect(parsed.batch.records[0].traits.contains(.responseMissing))
    #expect(parsed.state(.status) == .notObservable)
    #expect(parsed.state(.allowOrigin) == .notObservable)
    #expect(parsed.state(.origin) == .value)
  }

  @Test(
    "refuses the lines of other loggers",
    arguments: [
      #"{"level":"warn","ts":1795365866.02,"logger":"admin","msg":"admin endpoint disabled"}"#,
      preflight.replacing("http.log.access.log0", with: "http.log.error.log0"),
      #"{"level":"info","status":200}"#,
    ])
  func otherLoggers(_ line: String) {
    let parsed = ParsedBatch(line, .caddy)
    #expect(parsed.batch.records.isEmpty)
    #expect(parsed.batch.refusals.count(.noExchange) == 1)
  }

  @Test("notes navigations and upgrades")
  func traits() {
    let upgrade = Self.preflight.replacing(
      #""X-Request-Id""#, with: #""Upgrade":["websocket"],"X-Request-Id""#)
    #expect(ParsedBatch(upgrade, .caddy).batch.records[0].traits.contains(.webSocket))
    let page = Self.preflight.replacing(
      #""X-Request-Id""#, with: #""Accept":["text/html,*/*"],"X-Request-Id""#)
    #expect(ParsedBatch(page, .caddy).batch.records[0].traits.contains(.navigation))
  }

  @Test("is recognised before the general format")
  func recognised() {
    let sample = Array((Self.preflight + "\n" + Self.preflight + "\n").utf8)
    let candidates = LogRecognition.candidates(head: sample)
    #expect(candidates.first?.format.name == "caddy")
    #expect(candidates.first?.understood == 2)
    #expect(candidates.first?.seen == 2)
  }
}
