import Ingest
import Testing
import Traffic

@Suite("A named format of JSON lines")
struct NamedJSONTests {
  /// What one line, read as the format that its sample is recognised as, says.
  private func read(_ text: String) throws -> (name: String, parsed: ParsedBatch) {
    let bytes = utf8(text)
    let best = try #require(LogRecognition.candidates(head: bytes).first)
    return (best.format.name, ParsedBatch(bytes, parser: best.parser))
  }

  private func sample(_ name: String, _ index: Int = 0) throws -> String {
    try #require(FormatRegistry.named(name)).samples[index]
  }

  @Test(
    "says what its sample says",
    arguments: [
      (
        "traefik", "OPTIONS", "/v1", "https", "api.example.com", 204, "https://app.example.com", "*"
      ),
      ("envoy-json", "GET", "/v1?a=b", nil, "api.example.com", 200, "https://app.example.com", nil),
      (
        "kong", "OPTIONS", "/v1?a=b", "http", "api.example.com", 200,
        "https://app.example.com", "*"
      ),
      ("cloudflare", "GET", "/v1", "https", "api.example.com", 200, "https://app.example.com", nil),
      ("gcp-lb", "OPTIONS", "/v1?a=b", "https", "api.example.com", 204, nil, nil),
      (
        "azure-app-gateway", "OPTIONS", "/v1/items?a=b", "https", "api.example.com", 204, nil, nil
      ),
      (
        "azure-front-door", "OPTIONS", "/v1/items?a=b", "https", "api.example.com", 204, nil, nil
      ),
      (
        "akamai", "OPTIONS", "/v1/items?a=b", "https", "api.example.com", 204,
        "https://app.example.com", nil
      ),
      ("api-gateway", "OPTIONS", nil, nil, nil, 204, nil, nil),
      ("zeek-json", "GET", "/v1?a=b", nil, "api.example.com", 200, "https://app.example.com", nil),
      ("suricata", "GET", "/v1", nil, "api.example.com", 200, "https://app.example.com", "*"),
      (
        "otlp", "GET", "/v1?a=b", "https", "api.example.com", 200, "https://app.example.com", nil
      ),
      ("ecs", "GET", "/v1?a=b", "https", "api.example.com", 200, "https://app.example.com", nil),
    ]
      as [(String, String, String?, String?, String?, Int, String?, String?)])
  func values(
    _ name: String, _ method: String, _ target: String?, _ scheme: String?, _ host: String?,
    _ status: Int, _ origin: String?, _ allowOrigin: String?
  ) throws {
    let (found, parsed) = try read(try sample(name))
    #expect(found == name)
    let record = try #require(parsed.batch.records.first)
    #expect(parsed.text(.method) == method)
    #expect(parsed.text(.target) == target)
    #expect(parsed.text(.scheme) == scheme)
    #expect(parsed.text(.host) == host)
    #expect(parsed.text(.origin) == origin)
    #expect(parsed.text(.allowOrigin) == allowOrigin)
    #expect(Int(record.status) == status)
    #expect(record.present.contains(.start))
    #expect(abs(record.start.seconds - 1_795_365_302) < 1)
  }

  @Test("tells what it cannot know from what was not sent")
  func observability() throws {
    let cloud = try read(try sample("cloudflare")).parsed
    #expect(cloud.state(.allowOrigin) == .notObservable)
    #expect(cloud.state(.vary) == .value)
    #expect(cloud.state(.hasCookie) == .notObservable)
    let kong = try read(try sample("kong")).parsed
    #expect(kong.state(.allowCredentials) == .absent)
    #expect(kong.text(.vary) == "Origin, Accept")
    #expect(kong.batch.records[0].repeated.contains(.vary))
    let traefik = try read(try sample("traefik")).parsed
    #expect(traefik.state(.vary) == .notObservable)
    #expect(traefik.state(.requestHeaders) == .notObservable)
    let google = try read(try sample("gcp-lb")).parsed
    #expect(google.state(.origin) == .notObservable)
    #expect(google.batch.records[0].duration == 2_000_000)
  }

  @Test("of Traefik that keeps all headers shows which were not sent")
  func traefikKeepsAll() throws {
    let line =
      #"{"RequestMethod":"GET","RequestPath":"/","DownstreamStatus":200,"StartUTC":"#
      + #""2026-11-22T16:35:02Z","request_Origin":"REDACTED","request_Accept":"*/*","#
      + #""request_Connection":"close","request_Accept-Encoding":"gzip","#
      + #""downstream_Content-Length":"2","downstream_Date":"x","downstream_Content-Type":"a/b"}"#
    let parsed = try read(line).parsed
    #expect(parsed.state(.origin) == .notObservable)
    #expect(parsed.state(.referer) == .absent)
    #expect(parsed.state(.allowOrigin) == .absent)
  }

  @Test("never takes a back end for the Origin")
  func backends() throws {
    let line = #"{"method":"GET","url":"/a","status":200,"origin":"backend1:8080","vary":"Origin"}"#
    let parsed = try read(line).parsed
    #expect(parsed.state(.origin) == .notObservable)
    #expect(parsed.text(.vary) == "Origin")
  }

  @Test("is told by its values, with the escapes taken out")
  func escapedSlashes() throws {
    let line = #"{"method":"GET","url":"\/a","status":200,"origin":"https:\/\/a.test"}"#
    let parsed = try read(line).parsed
    #expect(parsed.text(.target) == "/a")
    #expect(parsed.text(.origin) == "https://a.test")
  }

  @Test("of Suricata knows repeated, cut and unprintable headers for what they are")
  func suricata() throws {
    func line(_ headers: String) -> String {
      #"{"timestamp":"2026-11-22T16:35:02.5+0000","event_type":"http","src_ip":"203.0.113.7","#
        + #""http":{"hostname":"a.example.com","url":"/v1","http_method":"GET","status":200,"#
        + #""request_headers":[\#(headers)],"response_headers":[]}}"#
    }
    let twice = try read(
      line(
        #"{"name":"Origin","value":"https://a.test"},{"value":"https://b.test","name":"origin"}"#))
    #expect(twice.parsed.text(.origin) == "https://a.test, https://b.test")
    #expect(twice.parsed.batch.records[0].repeated.contains(.origin))
    #expect(twice.parsed.state(.allowOrigin) == .absent)
    let hidden = try read(line(#"{"name":"Origin"},{"name":"Cookie"}"#))
    #expect(hidden.parsed.state(.origin) == .notObservable)
    #expect(hidden.parsed.state(.hasCookie) == .value)
    let long = try read(
      line(#"{"name":"Origin","value":"https://\#(String(repeating: "a", count: 2039))"}"#))
    #expect(long.parsed.state(.origin) == .notObservable)
    #expect(long.parsed.batch.refusals.count(.valueCut) == 1)
    let other = try read(line("") + "\n" + #"{"event_type":"tls","src_ip":"203.0.113.7"}"#)
    #expect(other.parsed.batch.records.count == 1)
    #expect(other.parsed.batch.refusals.count(.noExchange) == 1)
  }

  @Test("of OpenTelemetry takes a server's spans, and a client's where there are no others")
  func spans() throws {
    func span(_ kind: Int, _ path: String) -> String {
      #"{"kind":\#(kind),"startTimeUnixNano":"1795365302516000000","#
        + #""endTimeUnixNano":"1795365302518000000","attributes":[{"key":"http.method","value":"#
        + #"{"stringValue":"GET"}},{"key":"http.target","value":{"stringValue":"\#(path)"}},"#
        + #"{"value":{"intValue":204},"key":"http.status_code"},"#
        + #"{"key":"http.response.header.access_control_allow_origin","value":"#
        + #"{"arrayValue":{"values":[{"stringValue":"*"},{"stringValue":"*"}]}}}]}"#
    }
    func line(_ spans: String...) -> String {
      #"{"resourceSpans":[{"scopeSpans":[{"spans":[\#(spans.joined(separator: ","))]}],"#
        + #""schemaUrl":"x"}]}"#
    }
    let both = try read(line(span(3, "/c"), span(2, "/s"), span(2, "/t")))
    #expect(both.parsed.batch.records.count == 2)
    #expect(both.parsed.text(.target) == "/s")
    #expect(both.parsed.text(.target, 1) == "/t")
    #expect(both.parsed.batch.records[0].duration == 2_000_000)
    #expect(both.parsed.text(.allowOrigin) == "*, *")
    #expect(both.parsed.batch.records[0].repeated.contains(.allowOrigin))
    let clients = try read(line(span(3, "/c")))
    #expect(clients.parsed.text(.target) == "/c")
  }

  @Test("counts what it had to put right")
  func repairs() throws {
    let line = #"{"method":"GET","url":"/a","status":200,"origin":"https://a.test"}"#
    let head = utf8(line + "\n" + line + "\n" + line + "\n")
    let best = try #require(LogRecognition.candidates(head: head).first)
    let broken: [([UInt8], LineError)] = [
      (utf8(line.replacing("200", with: "000")), .invalidNumber),
      (utf8(line.replacing("200", with: "")), .invalidNumber),
      (utf8(line.replacing("a.test", with: #"a\xfc.test"#)), .invalidEscape),
      (utf8(line.replacing("a.test", with: "a\u{1}.test")), .rawControl),
      (Array(line.utf8).flatMap { $0 == 0x61 ? [0xFC] : [$0] }, .invalidEncoding),
    ]
    for (bytes, reason) in broken {
      let parsed = ParsedBatch(bytes + [0x0A], parser: best.parser)
      #expect(parsed.batch.refusals.count(reason) == 1, "\(reason)")
      #expect(reason.isRepair)
      #expect(parsed.batch.records.count == 1)
    }
  }
}
