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
    guard let (log, stream, time) = WrapperJSON.strings("log", "stream", "time", bytes, start, end)
    else { return nil }
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
