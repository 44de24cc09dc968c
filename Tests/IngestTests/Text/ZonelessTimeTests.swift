import Ingest
import Testing
import Traffic

@Suite("A time that does not say its zone")
struct ZonelessTimeTests {
  @Test(
    "is marked, unless what writes it always means UTC",
    arguments: [
      ("haproxy", "%ci [%tr] %ST %HM", "203.0.113.7 [22/Nov/2026:16:35:02.514] 200 GET", true),
      ("haproxy", "%ci [%trg] %ST %HM", "203.0.113.7 [22/Nov/2026:16:35:02 +0000] 200 GET", false),
      ("apache", "%{%F %T}t %m %s", "2026-11-22 16:35:02 GET 200", true),
      ("apache", "%{%F %T %z}t %m %s", "2026-11-22 16:35:02 +0100 GET 200", false),
      ("apache", "%{sec}t %m %s", "1795365302 GET 200", false),
      ("apache", "[%t] %m %s", "[[22/Nov/2026:16:35:02 +0100]] GET 200", false),
      ("nginx", "[$time_local] $request_method $status", "[22/Nov/2026:16:35:02] GET 200", true),
      (
        "nginx", "[$time_local] $request_method $status", "[22/Nov/2026:16:35:02 -0330] GET 200",
        false
      ),
      ("nginx", "$time_iso8601 $request_method $status", "2026-11-22T16:35:02 GET 200", true),
      (
        "nginx", "$time_iso8601 $request_method $status", "2026-11-22T16:35:02+01:00 GET 200", false
      ),
      ("squid", "%{%F_%T}tl %rm %>Hs", "2026-11-22_16:35:02 GET 200", true),
      ("squid", "%{%F_%T}tg %rm %>Hs", "2026-11-22_16:35:02 GET 200", false),
      (
        "envoy", "%START_TIME(%F %T)% %REQ(:METHOD)% %RESPONSE_CODE%",
        "2026-11-22 16:35:02 GET 200",
        false
      ),
      (
        "envoy", "%START_TIME_LOCAL(%F %T)% %REQ(:METHOD)% %RESPONSE_CODE%",
        "2026-11-22 16:35:02 GET 200", true
      ),
      ("morgan", ":date[iso] :method :url :status", "2026-11-22T16:35:02.516Z GET /a 200", false),
      (
        "w3c", "date time cs-method cs-uri-stem sc-status", "2026-11-22 16:35:02 GET /a 200", false
      ),
    ])
  func zones(_ server: String, _ format: String, _ line: String, _ lacks: Bool) throws {
    let template = try LogFormatText.compile(format, server: server)
    let parsed = ParsedBatch(utf8(line), template)
    let record = try #require(parsed.batch.records.first)
    #expect(record.state(.start) == .value)
    #expect(record.traits.contains(.zoneMissing) == lacks)
  }
}
