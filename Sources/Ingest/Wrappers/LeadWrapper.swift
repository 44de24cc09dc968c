import Traffic

/// Words in front of a line that no other wrapper knows: names of programs, hosts and pods, levels,
/// a time, what `grep` says of where it found the line.
///
/// The line begins where an object of JSON does, or a client's address. As the words may be part of
/// a format, this is tried only where no format makes good sense of the whole line.
struct LeadWrapper: LineWrapper {
  let name = "lead"
  let summary = "lines behind words of a program that prints or stores them"
  let samples = [
    #"web-7c5ddbdf54-x2x nginx 203.0.113.7 - - [22/Nov/2026:16:35:02 +0000] "#
      + #""GET /a HTTP/1.1" 200 58 "-" "Mozilla/5.0""#,
    #"/var/log/nginx/access.log:203.0.113.7 - - [22/Nov/2026:16:35:02 +0000] "#
      + #""GET /a HTTP/1.1" 200 58 "-" "Mozilla/5.0""#,
    "2026-11-22T16:35:02+00:00\tkube.web\t"
      + #"{"method":"GET","uri":"/a","status":200,"http_origin":"https://app.example.com"}"#,
  ]

  /// Within how many bytes the line must begin.
  private static let longest = 400

  func match(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> WrappedLine? {
    guard let content = LeadWrapper.content(bytes, from: start, to: end), content > start else {
      return nil
    }
    var line = WrappedLine(content: ByteRange(content, end))
    if let found = LeadWrapper.time(bytes, from: start, to: content) {
      line.time = found.time
      if !found.hasZone { line.timeTraits = .zoneMissing }
    }
    return line
  }

  /// Where the line begins that stands behind the words; `nil` where a quoted value comes first.
  private static func content(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Int? {
    // Labels in braces hold quotes.
    var isInBraces = false
    for cursor in start..<min(end, start + longest) {
      let byte = bytes[cursor]
      if byte == 0x7B {
        if cursor + 1 < end, bytes[cursor + 1] == 0x22 { return cursor }
        isInBraces = true
      } else if byte == 0x7D {
        isInBraces = false
      } else if byte == 0x22, !isInBraces {
        return nil
      }
      if !isInBraces, begins(bytes, cursor, start), isClient(bytes, cursor, end) { return cursor }
    }
    return nil
  }

  /// Whether a word begins at `cursor`.
  private static func begins(_ bytes: Span<UInt8>, _ cursor: Int, _ start: Int) -> Bool {
    guard cursor > start else { return true }
    switch bytes[cursor - 1] {
    case 0x20, 0x09, 0x3A, 0x7C: return true
    default: return false
    }
  }

  /// Whether an address stands at `cursor`, with a port or without, and a blank behind it.
  private static func isClient(_ bytes: Span<UInt8>, _ cursor: Int, _ end: Int) -> Bool {
    let length = AddressText.length(bytes, from: cursor, to: end)
    guard length > 0 else { return false }
    var stop = cursor + length
    if stop < end, bytes[stop] == 0x3A {
      stop += 1
      while stop < end, bytes[stop].isDigit { stop += 1 }
    }
    return stop < end && bytes[stop] == 0x20
  }

  /// The first time among the words.
  private static func time(_ bytes: Span<UInt8>, from start: Int, to end: Int)
    -> (time: Timestamp, hasZone: Bool)?
  {
    var cursor = start
    while cursor < end {
      guard bytes[cursor].isDigit else {
        cursor += 1
        continue
      }
      if let found = time(bytes, at: cursor, to: end) { return found }
      while cursor < end, bytes[cursor].isDigit { cursor += 1 }
    }
    return nil
  }

  /// `2026-11-22 16:35:02,516`, with slashes too, or seconds since 1970.
  private static func time(_ bytes: Span<UInt8>, at start: Int, to end: Int)
    -> (time: Timestamp, hasZone: Bool)?
  {
    var stop = start
    while stop < end, bytes[stop].isDigit || bytes[stop] == 0x2E { stop += 1 }
    if stop - start >= 12, bytes[start + 10] == 0x2E, stop < end, bytes[stop].isBlank,
      let time = TimeText.epoch(bytes.extracting(start..<stop))
    {
      return (time, true)
    }
    guard start + 19 <= end else { return nil }
    if bytes[start + 4] == 0x2F {
      var fields = TimeFields()
      guard slashed.read(bytes, from: start, to: end, into: &fields) != nil else { return nil }
      return fields.instant.map { ($0, false) }
    }
    stop = start + 19
    if stop < end, bytes[stop] == 0x2E || bytes[stop] == 0x2C {
      stop += 1
      while stop < end, bytes[stop].isDigit { stop += 1 }
    }
    var zone = stop
    if zone < end, bytes[zone] == 0x20 { zone += 1 }
    let hasZone =
      stop < end && bytes[stop] | 0x20 == 0x7A
      || zone + 1 < end && (bytes[zone] == 0x2B || bytes[zone] == 0x2D) && bytes[zone + 1].isDigit
    if hasZone {
      stop = zone + 1
      while stop < end, bytes[stop].isDigit || bytes[stop] == 0x3A { stop += 1 }
    }
    var text: [UInt8] = []
    text.append(bytes, from: start, to: stop)
    text.removeAll { $0 == 0x20 }
    if text.count > 10, text[10] != 0x54 && text[10] != 0x74 { text.insert(0x54, at: 10) }
    return TimeText.iso8601(text.span).map { ($0, hasZone) }
  }

  private static let slashed = TimePattern(strftime: "%Y/%m/%d %T")
}
