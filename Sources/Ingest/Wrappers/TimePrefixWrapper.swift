import Traffic

/// The time that `kubectl logs --timestamps` and `docker logs -t` put in front of a line.
struct TimePrefixWrapper: LineWrapper {
  let name = "timestamps"
  let summary = "lines behind the time at which a container wrote them"
  let samples = [
    #"2026-11-22T16:35:02.516789123Z 203.0.113.7 - - [22/Nov/2026:16:35:02 +0000] "#
      + #""GET /a HTTP/1.1" 200 58 "-" "Mozilla/5.0""#
  ]

  func match(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> WrappedLine? {
    var walk = TokenWalk(bytes, from: start, to: end)
    guard walk.byte.isDigit, let word = walk.word(40), word.length >= 20,
      let time = TimeText.iso8601(bytes.extracting(word.range))
    else { return nil }
    var line = WrappedLine(content: ByteRange(walk.cursor, walk.end))
    line.time = time
    return line
  }
}
