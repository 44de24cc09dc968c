import Traffic

/// The header of RFC 3164 in front of a line, as daemons send and store it: with or without its
/// priority, with the time in its own form or that of ISO 8601, with or without the host.
///
/// - SeeAlso: RFC 3164, section 4.1.
struct SyslogWrapper: LineWrapper {
  let name = "syslog"
  let summary = "lines behind a header of RFC 3164, sent, stored or printed by journalctl"
  let samples = [
    #"<190>Nov 22 16:35:02 web1 nginx: 203.0.113.7 - - [22/Nov/2026:16:35:02 +0000] "#
      + #""GET /a HTTP/1.1" 200 58 "-" "Mozilla/5.0""#,
    #"2026-11-22T16:35:02.516+00:00 web1 apache[812]: 203.0.113.7 - - "#
      + #"[22/Nov/2026:16:35:02 +0000] "GET /a HTTP/1.1" 200 58 "-" "Mozilla/5.0""#,
    #"Nov  2 16:35:02 nginx: 203.0.113.7 - - [02/Nov/2026:16:35:02 +0000] "#
      + #""GET /a HTTP/1.1" 200 58 "-" "Mozilla/5.0""#,
  ]

  func match(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> WrappedLine? {
    var walk = TokenWalk(bytes, from: start, to: end)
    if walk.skip(0x3C) {
      guard walk.number(3) != nil, walk.skip(0x3E) else { return nil }
    }
    guard let time = SyslogTime.read(&walk) else { return nil }
    // The host is left out by some; the tag ends with a colon.
    guard let first = walk.word() else { return nil }
    if bytes[first.range.upperBound - 1] != 0x3A {
      guard let second = walk.word(), isTag(bytes.extracting(second.range)) else { return nil }
    }
    while walk.byte == 0x20 { walk.cursor += 1 }
    // A mark for JSON of the Common Event Expression.
    if walk.skip("@cee:") { while walk.byte == 0x20 { walk.cursor += 1 } }
    var line = WrappedLine(content: ByteRange(walk.cursor, walk.end))
    line.time = time.time
    line.timeTraits = time.traits
    return line
  }

  /// `name:`, `name[123]:` or, as some leave the colon out, `name[123]`.
  private func isTag(_ word: Span<UInt8>) -> Bool {
    let last = word[word.count - 1]
    return word.count > 1 && (last == 0x3A || last == 0x5D) && word[0] != 0x5B && word[0] != 0x22
  }
}
