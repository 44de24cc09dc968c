import Traffic

/// The object that log shippers, clouds and search engines put around a line that they do not look
/// into: under a name of theirs, beside what they know of it or within another object.
///
/// - SeeAlso: https://cloud.google.com/logging/docs/reference/v2/rest/v2/LogEntry
struct MessageWrapper: LineWrapper {
  let name = "message"
  let summary = "lines in objects of log shippers, clouds and search engines, not parsed by them"
  let samples = [
    #"{"@timestamp":"2026-11-22T16:35:02.516Z","message":"203.0.113.7 - - "#
      + #"[22/Nov/2026:16:35:02 +0000] \"GET /a HTTP/1.1\" 200 58 \"-\" \"Mozilla/5.0\"","#
      + #""agent":{"type":"filebeat"}}"#,
    #"{"textPayload":"203.0.113.7 - - [22/Nov/2026:16:35:02 +0000] \"GET /a HTTP/1.1\" 200 58 "#
      + #"\"-\" \"Mozilla/5.0\"","timestamp":"2026-11-22T16:35:02.516Z","resource":{"type":"x"}}"#,
    #"{"labels":{"app":"web"},"line":"203.0.113.7 - - [22/Nov/2026:16:35:02 +0000] "#
      + #"\"GET /a HTTP/1.1\" 200 58 \"-\" \"Mozilla/5.0\"","timestamp":"2026-11-22T16:35:02.5Z"}"#,
    #"{"preview":false,"result":{"_raw":"203.0.113.7 - - [22/Nov/2026:16:35:02 +0000] "#
      + #"\"GET /a HTTP/1.1\" 200 58 \"-\" \"Mozilla/5.0\"","_time":"2026-11-22T16:35:02Z"}}"#,
  ]

  /// The names that a line stands under: those of Filebeat, Logstash and Vector; Google Cloud;
  /// Fluent Bit; Loki; Splunk; what Elastic keeps; GELF; Azure; OpenTelemetry.
  private static let lines: [StaticString] = [
    "message", "textPayload", "log", "line", "_raw", "original", "event", "short_message",
    "LogEntry", "LogMessage", "stringValue",
  ]
  private static let times: [StaticString] = [
    "@timestamp", "timestamp", "time", "_time", "TimeGenerated", "ts",
  ]
  /// The objects that such names may stand in.
  private static let containers: [StaticString] = [
    "_source", "result", "attributes", "jsonPayload", "event", "content", "body", "log",
  ]
  /// What was parsed says more than the line that it was made of.
  private static let parsed: [StaticString] = [
    "http", "url", "httpRequest", "request", "method", "http.request.method", "url.path", "uri",
    "verb", "requestMethod", "request_method", "http_method", "httpMethod", "http_origin",
  ]
  private static let deepest = 3

  /// What was found so far in an object.
  private struct Findings {
    var content: JSONString?
    /// The place of its name in the list; the lower, the better.
    var rank = Int.max
    var time: JSONString?
    var isParsed = false
  }

  func match(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> WrappedLine? {
    var scanner = JSONScanner(bytes, from: start, to: end)
    guard scanner.peek() == 0x7B else { return nil }
    var findings = Findings()
    guard MessageWrapper.walk(&scanner, &findings), !findings.isParsed,
      let content = findings.content
    else { return nil }
    var line = WrappedLine(content: ByteRange(content.start, content.end))
    line.isEscaped = true
    line.time = findings.time.flatMap {
      let text = bytes.extracting($0.start..<$0.end)
      return TimeText.iso8601(text) ?? TimeText.epoch(text)
    }
    return line
  }

  /// Goes through the object at the cursor and those in it; `false` where it is broken.
  private static func walk(_ scanner: inout JSONScanner, _ findings: inout Findings) -> Bool {
    var depth = 1
    scanner.cursor += 1
    while depth > 0 {
      if scanner.peek() == 0x2C { scanner.cursor += 1 }
      if scanner.peek() == 0x7D {
        scanner.cursor += 1
        depth -= 1
        continue
      }
      guard scanner.peek() == 0x22, let key = scanner.string(), scanner.peek() == 0x3A else {
        return false
      }
      scanner.cursor += 1
      let name = scanner.bytes.extracting(key.start..<key.end)
      if parsed.contains(where: { name.equals($0) }) { findings.isParsed = true }
      switch scanner.peek() {
      case 0x7B where depth < deepest && containers.contains(where: { name.equals($0) }):
        depth += 1
        scanner.cursor += 1
      case 0x22:
        guard let value = scanner.string() else { return false }
        if let rank = lines.firstIndex(where: { name.equals($0) }), rank < findings.rank {
          findings.content = value
          findings.rank = rank
        }
        if findings.time == nil, times.contains(where: { name.equals($0) }) {
          findings.time = value
        }
      case 0x7B, 0x5B: guard scanner.skipValue() else { return false }
      default:
        let value = scanner.scalar()
        guard value.end > value.start else { return false }
        if findings.time == nil, times.contains(where: { name.equals($0) }) {
          findings.time = value
        }
      }
    }
    return true
  }
}
