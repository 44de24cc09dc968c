import Traffic

/// A table of comma-separated values with the log's lines in one column, as Kibana, Datadog, Splunk
/// and CloudWatch Logs Insights export it.
///
/// The line is the longest cell that stands in quotes: a log's line has quotes of its own, which
/// are doubled there.
struct CSVWrapper: LineWrapper {
  let name = "csv"
  let summary = "lines in a column of a table that a search engine exported (CSV)"
  let leastTenths = 5
  let samples = [
    "Date,Host,Service,Message\n"
      + #"2026-11-22T16:35:02.516Z,web1,nginx,"203.0.113.7 - - [22/Nov/2026:16:35:02 +0000] "#
      + #"""GET /a HTTP/1.1"" 200 58 ""-"" ""Mozilla/5.0""""#
  ]

  func match(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> WrappedLine? {
    var cursor = start
    var cells = 0
    var content: ByteRange?
    var first: ByteRange?
    while cursor <= end {
      var cell = ByteRange(cursor, cursor)
      if cursor < end, bytes[cursor] == 0x22 {
        let close = CSVWrapper.close(bytes, from: cursor + 1, to: end)
        guard close < end else { return nil }
        cell = ByteRange(cursor + 1, close)
        if cell.length > content?.length ?? 0 { content = cell }
        cursor = close + 1
        guard cursor == end || bytes[cursor] == 0x2C else { return nil }
      } else {
        let comma = ByteSearch.first(0x2C, in: bytes, from: cursor, to: end)
        cell = ByteRange(cursor, comma)
        cursor = comma
      }
      if cells == 0 { first = cell }
      cells += 1
      cursor += 1
    }
    guard cells > 1, let content, content.length > 40 else { return nil }
    var line = WrappedLine(content: content)
    line.hasDoubledQuotes = true
    if let first {
      let text = bytes.extracting(first.range)
      line.time = TimeText.iso8601(text)
      if TimeText.lacksZone(text) { line.timeTraits = .zoneMissing }
    }
    return line
  }

  /// Where the quote stands that ends a cell: one that is not doubled.
  private static func close(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Int {
    var cursor = start
    while true {
      cursor = ByteSearch.first(0x22, in: bytes, from: cursor, to: end)
      guard cursor + 1 < end, bytes[cursor + 1] == 0x22 else { return cursor }
      cursor += 2
    }
  }

  /// Adds `start..<end` of `bytes` to `output`, one quote for two.
  static func undouble(
    _ bytes: Span<UInt8>, from start: Int, to end: Int, into output: inout [UInt8]
  ) {
    var cursor = start
    while cursor < end {
      output.append(bytes[cursor])
      let isDoubled = bytes[cursor] == 0x22 && cursor + 1 < end && bytes[cursor + 1] == 0x22
      cursor += isDoubled ? 2 : 1
    }
  }
}
