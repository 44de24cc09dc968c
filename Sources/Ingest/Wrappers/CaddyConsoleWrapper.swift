import Traffic

/// What Caddy's console encoder puts before the object of a request: time, level, logger, message.
///
/// - SeeAlso: https://caddyserver.com/docs/caddyfile/directives/log#console
struct CaddyConsoleWrapper: LineWrapper {
  let name = "caddy-console"
  let summary = "lines of Caddy as its console encoder writes them"
  let samples = [
    "2026/11/22 16:35:02.516\tINFO\thttp.log.access.log0\thandled request\t"
      + #"{"request":{"remote_ip":"203.0.113.7","proto":"HTTP/1.1","method":"GET","#
      + #""host":"api.example.com","uri":"/v1","headers":{"Origin":["https://app.example.com"]}},"#
      + #""duration":0.002,"size":58,"status":200,"resp_headers":{"Vary":["Origin"]}}"#
  ]

  private static let pattern = TimePattern(strftime: "%Y/%m/%d %T.%f")

  func match(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> WrappedLine? {
    guard start < end, bytes[start].isDigit else { return nil }
    var time = TimeFields()
    guard
      let timeEnd = CaddyConsoleWrapper.pattern.read(bytes, from: start, to: end, into: &time)
    else { return nil }
    var cursor = timeEnd
    // Level, logger and message.
    for _ in 0..<4 {
      guard cursor < end, bytes[cursor] == 0x09 else { return nil }
      let next = ByteSearch.first(0x09, in: bytes, from: cursor + 1, to: end)
      if cursor + 1 < end, bytes[cursor + 1] == 0x7B { break }
      cursor = next
    }
    guard cursor + 1 < end, bytes[cursor] == 0x09, bytes[cursor + 1] == 0x7B else { return nil }
    var line = WrappedLine(content: ByteRange(cursor + 1, end))
    line.time = time.instant
    line.timeTraits = .zoneMissing
    return line
  }
}
