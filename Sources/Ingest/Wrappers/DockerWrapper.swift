import Traffic

/// The JSON that Docker puts around each line of a container's output.
///
/// Docker cuts lines at 16 KiB; all parts but the last lack the line's end.
///
/// - SeeAlso: https://docs.docker.com/engine/logging/drivers/json-file/
struct DockerWrapper: LineWrapper {
  let name = "docker"
  let summary = "lines of a container as Docker stores them (json-file)"
  let samples = [
    #"{"log":"203.0.113.7 - - [22/Nov/2026:16:35:02 +0000] \"GET /a HTTP/1.1\" 200 58 \"-\" "#
      + #"\"Mozilla/5.0\"\n","stream":"stdout","time":"2026-11-22T16:35:02.516789123Z"}"#,
    #"{"log":"203.0.113.7 - - [22/Nov/2026:16:35:02 +0000] \"GET /a","stream":"stdout","#
      + #""time":"2026-11-22T16:35:02.516789123Z"}"# + "\n"
      + #"{"log":"bc HTTP/1.1\" 200 58 \"-\" \"Mozilla/5.0\"\n","stream":"stdout","#
      + #""attrs":{"tag":"web"},"time":"2026-11-22T16:35:02.516789124Z"}"#,
  ]

  func match(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> WrappedLine? {
    var scanner = JSONScanner(bytes, from: start, to: end)
    guard scanner.peek() == 0x7B else { return nil }
    scanner.cursor += 1
    var log: JSONString?
    var stream: JSONString?
    var time: JSONString?
    while scanner.peek() != 0x7D {
      if scanner.peek() == 0x2C { scanner.cursor += 1 }
      guard scanner.peek() == 0x22, let key = scanner.string(), scanner.peek() == 0x3A else {
        return nil
      }
      scanner.cursor += 1
      let name = bytes.extracting(key.start..<key.end)
      guard scanner.peek() == 0x22 else {
        guard scanner.skipValue() else { return nil }
        continue
      }
      guard let value = scanner.string() else { return nil }
      if name.equals("log") { log = value }
      if name.equals("stream") { stream = value }
      if name.equals("time") { time = value }
    }
    guard let log, let stream else { return nil }
    let origin = bytes.extracting(stream.start..<stream.end)
    guard origin.equals("stdout") || origin.equals("stderr") else { return nil }
    var line = WrappedLine(content: ByteRange(log.start, log.end))
    line.isEscaped = true
    line.stream = origin.equals("stderr") ? 1 : 0
    line.isPartial =
      log.end - log.start < 2 || !bytes.extracting(log.end - 2..<log.end).equals("\\n")
    if let time { line.time = TimeText.iso8601(bytes.extracting(time.start..<time.end)) }
    return line
  }
}
