import Traffic

/// The object that log shippers and clouds put around a line that they do not look into: Filebeat,
/// Logstash and Vector under `message`, Google Cloud under `textPayload`.
///
/// - SeeAlso: https://cloud.google.com/logging/docs/reference/v2/rest/v2/LogEntry
struct MessageWrapper: LineWrapper {
  let name = "message"
  let summary =
    "lines in objects of Filebeat, Logstash, Vector or Google Cloud that were not parsed"
  let samples = [
    #"{"@timestamp":"2026-11-22T16:35:02.516Z","message":"203.0.113.7 - - "#
      + #"[22/Nov/2026:16:35:02 +0000] \"GET /a HTTP/1.1\" 200 58 \"-\" \"Mozilla/5.0\"","#
      + #""agent":{"type":"filebeat"}}"#,
    #"{"textPayload":"203.0.113.7 - - [22/Nov/2026:16:35:02 +0000] \"GET /a HTTP/1.1\" 200 58 "#
      + #"\"-\" \"Mozilla/5.0\"","timestamp":"2026-11-22T16:35:02.516Z","resource":{"type":"x"}}"#,
  ]

  func match(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> WrappedLine? {
    var scanner = JSONScanner(bytes, from: start, to: end)
    guard scanner.peek() == 0x7B else { return nil }
    scanner.cursor += 1
    var content: JSONString?
    var time: JSONString?
    while scanner.peek() != 0x7D {
      if scanner.peek() == 0x2C { scanner.cursor += 1 }
      guard scanner.peek() == 0x22, let key = scanner.string(), scanner.peek() == 0x3A else {
        return nil
      }
      scanner.cursor += 1
      let name = bytes.extracting(key.start..<key.end)
      // What was parsed says more than the line that it was made of.
      if MessageWrapper.isParsed(name) { return nil }
      guard scanner.peek() == 0x22 else {
        guard scanner.skipValue() else { return nil }
        continue
      }
      guard let value = scanner.string() else { return nil }
      if name.equals("message") || name.equals("textPayload") { content = value }
      if name.equals("@timestamp") || name.equals("timestamp") { time = value }
    }
    guard let content, let time else { return nil }
    var line = WrappedLine(content: ByteRange(content.start, content.end))
    line.isEscaped = true
    line.time = TimeText.iso8601(bytes.extracting(time.start..<time.end))
    return line
  }

  private static func isParsed(_ name: Span<UInt8>) -> Bool {
    name.equals("http") || name.equals("url") || name.equals("httpRequest")
      || name.equals("request") || name.equals("method") || name.equals("status")
      || name.starts(with: "http.") || name.starts(with: "url.")
  }
}
