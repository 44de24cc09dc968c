import Traffic

/// The colours that programs give their lines even where nobody looks at them.
///
/// Tried only where no format makes sense of the lines as they are: what a client sent may look
/// like a colour too.
struct ColourWrapper: LineWrapper {
  let name = "colours"
  let summary = "lines with the colours of a terminal"
  let tellsTime = false
  let leastTenths = 1
  let samples = [
    "\u{1B}[32mINFO\u{1B}[0m:     203.0.113.7:54238 - \"\u{1B}[1mGET /v1 HTTP/1.1\u{1B}[0m\" "
      + "\u{1B}[32m200 OK\u{1B}[0m"
  ]

  func match(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> WrappedLine? {
    var cursor = start
    while cursor < end {
      cursor = ByteSearch.first(0x1B, in: bytes, from: cursor, to: end)
      if ColourWrapper.length(bytes, at: cursor, to: end) > 0 {
        var line = WrappedLine(content: ByteRange(start, end))
        line.isColoured = true
        return line
      }
      cursor += 1
    }
    return nil
  }

  /// How many bytes the colour has that stands at `start`; 0 where none does.
  static func length(_ bytes: Span<UInt8>, at start: Int, to end: Int) -> Int {
    guard start + 2 < end, bytes[start] == 0x1B, bytes[start + 1] == 0x5B else { return 0 }
    var stop = start + 2
    while stop < end, bytes[stop].isDigit || bytes[stop] == 0x3B { stop += 1 }
    return stop < end && bytes[stop] == 0x6D ? stop + 1 - start : 0
  }

  /// Adds `start..<end` of `bytes` without its colours to `output`.
  static func strip(
    _ bytes: Span<UInt8>, from start: Int, to end: Int, into output: inout [UInt8]
  ) {
    var cursor = start
    while cursor < end {
      let next = ByteSearch.first(0x1B, in: bytes, from: cursor, to: end)
      output.append(bytes, from: cursor, to: next)
      guard next < end else { return }
      let length = length(bytes, at: next, to: end)
      if length == 0 { output.append(0x1B) }
      cursor = next + max(length, 1)
    }
  }
}
