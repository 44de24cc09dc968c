import Traffic

/// The name that `kubectl logs --prefix`, `docker compose logs`, `docker service logs`, PM2 and
/// Foreman put in front of a line.
struct PodPrefixWrapper: LineWrapper {
  let name = "prefix"
  let summary = "lines behind the name of their pod or service"
  let tellsTime = false
  let samples = [
    #"[pod/web-7c5ddbdf54-x2x/nginx] 203.0.113.7 - - [22/Nov/2026:16:35:02 +0000] "#
      + #""GET /a HTTP/1.1" 200 58 "-" "Mozilla/5.0""#,
    #"[pod/web-7c5ddbdf54-x2x/nginx] 2026-11-22T16:35:02.516789123Z 203.0.113.7 - - "#
      + #"[22/Nov/2026:16:35:02 +0000] "GET /a HTTP/1.1" 200 58 "-" "Mozilla/5.0""#,
    #"web-1  | 203.0.113.7 - - [22/Nov/2026:16:35:02 +0000] "#
      + #""GET /a HTTP/1.1" 200 58 "-" "Mozilla/5.0""#,
    #"0|web  | 203.0.113.7 - - [22/Nov/2026:16:35:02 +0000] "#
      + #""GET /a HTTP/1.1" 200 58 "-" "Mozilla/5.0""#,
    #"16:35:02 web.1  | 203.0.113.7 - - [22/Nov/2026:16:35:02 +0000] "#
      + #""GET /a HTTP/1.1" 200 58 "-" "Mozilla/5.0""#,
  ]

  func match(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> WrappedLine? {
    var walk = TokenWalk(bytes, from: start, to: end)
    if walk.skip("[pod/") {
      while walk.cursor < walk.end, isNameByte(walk.byte) { walk.cursor += 1 }
      guard walk.skip("] ") else { return nil }
    } else {
      guard var name = walk.word(128) else { return nil }
      // Foreman puts the clock first.
      if name.length == 8, bytes[name.range.lowerBound + 2] == 0x3A {
        guard let second = walk.word(128) else { return nil }
        name = second
      }
      for index in name.range where !isNameByte(bytes[index]) { return nil }
      while walk.byte == 0x20 { walk.cursor += 1 }
      guard walk.skip("| ") else { return nil }
    }
    var time: Timestamp?
    let content = walk.cursor
    // `--timestamps` writes one before the line.
    if walk.byte.isDigit, let word = walk.word(40), word.length >= 20,
      let read = TimeText.iso8601(bytes.extracting(word.range))
    {
      time = read
    } else {
      walk.cursor = content
    }
    var line = WrappedLine(content: ByteRange(walk.cursor, walk.end))
    line.time = time
    return line
  }

  private func isNameByte(_ byte: UInt8) -> Bool {
    byte.isDigit || (byte | 0x20) &- 97 < 26 || byte == 0x2D || byte == 0x2E || byte == 0x5F
      || byte == 0x2F || byte == 0x40 || byte == 0x7C
  }
}
