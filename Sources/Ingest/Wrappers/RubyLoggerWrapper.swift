import Traffic

/// What Ruby's Logger puts in front of a line, as Rails does where its log is not tagged otherwise:
/// `I, [2026-11-22T16:35:02.516479 #812]  INFO -- : `.
///
/// Tags in brackets may follow.
struct RubyLoggerWrapper: LineWrapper {
  let name = "ruby-logger"
  let summary = "lines of Ruby's Logger, of Rails among others"
  let samples = [
    "I, [2026-11-22T16:35:02.516479 #812]  INFO -- : [6f1c0d8b-5a3e] method=GET path=/v1/items "
      + "format=json controller=ItemsController action=index status=200 duration=5.31 view=0.27"
  ]

  func match(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> WrappedLine? {
    var walk = TokenWalk(bytes, from: start, to: end)
    let initial = walk.byte
    guard initial &- 65 < 26, start + 4 < end else { return nil }
    walk.cursor += 1
    guard walk.skip(", ["), let written = walk.word(40),
      let time = TimeText.iso8601(bytes.extracting(written.range))
    else { return nil }
    guard walk.skip("#"), walk.number(12) != nil, walk.skip("] ") else { return nil }
    while walk.byte == 0x20 { walk.cursor += 1 }
    guard let level = walk.word(8), bytes[level.range.lowerBound] == initial, walk.skip("-- ")
    else {
      return nil
    }
    // The program's name stands before the colon.
    while walk.cursor < end, walk.byte != 0x3A, walk.byte != 0x20 { walk.cursor += 1 }
    guard walk.skip(": ") else { return nil }
    while walk.byte == 0x5B {
      let close = ByteSearch.first(0x5D, in: bytes, from: walk.cursor, to: end)
      guard close + 1 < end, bytes[close + 1] == 0x20 else { break }
      walk.cursor = close + 2
    }
    var line = WrappedLine(content: ByteRange(walk.cursor, end))
    line.time = time
    line.timeTraits = .zoneMissing
    return line
  }
}
