import Traffic

/// The header of RFC 5424 in front of a line, behind its length where it came over TCP.
///
/// - SeeAlso: RFC 5424, section 6; RFC 6587, section 3.4.1.
struct Syslog5424Wrapper: LineWrapper {
  let name = "syslog-5424"
  let summary = "lines behind a header of RFC 5424"
  let samples = [
    #"<142>1 2026-11-22T16:35:02.516Z web1 nginx 812 - - 203.0.113.7 - - "#
      + #"[22/Nov/2026:16:35:02 +0000] "GET /a HTTP/1.1" 200 58 "-" "Mozilla/5.0""#,
    #"<142>1 2026-11-22T16:35:02.516Z web1 nginx 812 ID7 [x@1 a="b \"c\]"][y@1 d="e"] 203.0.113.7 "#
      + #"- - [22/Nov/2026:16:35:02 +0000] "GET /a HTTP/1.1" 200 58 "-" "Mozilla/5.0""#,
  ]

  func match(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> WrappedLine? {
    var walk = TokenWalk(bytes, from: start, to: end)
    if walk.byte.isDigit { guard walk.number(7) != nil, walk.skip(0x20) else { return nil } }
    guard walk.skip(0x3C), walk.number(3) != nil, walk.skip(0x3E), walk.number(2) != nil,
      walk.skip(0x20), let written = walk.word(40)
    else { return nil }
    let text = bytes.extracting(written.range)
    let time = TimeText.iso8601(text)
    guard time != nil || text.equals("-") else { return nil }
    // Host, application, process, message.
    for _ in 0..<3 { guard walk.word() != nil else { return nil } }
    guard let message = walk.word() else { return nil }
    let afterMessage = walk.cursor
    if !skipStructuredData(&walk) {
      // Heroku leaves one of the two out.
      guard bytes.extracting(message.range).equals("-") else { return nil }
      walk.cursor = afterMessage
    }
    _ = walk.skip(0x20)
    _ = walk.skip("\u{FEFF}")
    if walk.skip("@cee:") { while walk.byte == 0x20 { walk.cursor += 1 } }
    var line = WrappedLine(content: ByteRange(walk.cursor, walk.end))
    line.time = time
    return line
  }

  /// Goes past `-` or `[id name="value" …]…`, in whose values a backslash takes away meaning.
  @_lifetime(walk: copy walk)
  private func skipStructuredData(_ walk: inout TokenWalk) -> Bool {
    if walk.skip(0x2D) { return walk.byte == 0x20 || walk.cursor == walk.end }
    guard walk.byte == 0x5B else { return false }
    while walk.skip(0x5B) {
      var quoted = false
      while walk.cursor < walk.end, quoted || walk.byte != 0x5D {
        if walk.byte == 0x22 { quoted.toggle() }
        if quoted, walk.byte == 0x5C { walk.cursor += 1 }
        walk.cursor += 1
      }
      guard walk.skip(0x5D) else { return false }
    }
    return true
  }
}
