import Traffic

/// The time read last in a batch: those of the same minute differ from it by their seconds alone.
struct InstantMemo: BitwiseCopyable {
  /// What a time's text tells.
  struct Reading: BitwiseCopyable {
    /// The instant.
    var instant: Timestamp
    /// Whether the text needs a zone and does not say it.
    var lacksZone: Bool
  }

  /// The seconds of a time, and where the zone begins.
  private struct Seconds: BitwiseCopyable {
    var nanoseconds: Int64
    var end: Int
  }

  private var start = 0
  private var count = 0
  /// Where the seconds begin, and the zone; all before and behind them is the same.
  private var secondsAt = 0
  private var zoneAt = 0
  /// The beginning of the minute.
  private var minute: Int64 = 0
  private var lacksZone = false
  /// The words of the text read last, of 16 to 32 bytes, and what it told: many lines are of one
  /// second.
  private var lastCount = -1
  private var lastWords: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
  private var lastInstant = Timestamp(nanoseconds: 0)

  /// Reads the time in `start..<end` of `bytes`, of any of the forms that ``TimeText`` knows.
  @inline(__always)
  mutating func read(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Reading? {
    let count = end &- start
    if count == lastCount,
      (bytes.loadWord(at: start) ^ lastWords.0) | (bytes.loadWord(at: start &+ 8) ^ lastWords.1)
        | (bytes.loadWord(at: end &- 16) ^ lastWords.2)
        | (bytes.loadWord(at: end &- 8) ^ lastWords.3) == 0
    {
      return Reading(instant: lastInstant, lacksZone: lacksZone)
    }
    return readOther(bytes, from: start, to: end)
  }

  /// The same; in `line`, which looks at the same bytes, at least 32 stand behind `start`.
  @inline(__always)
  mutating func read(
    _ bytes: Span<UInt8>, _ line: LineBytes, from start: Int, to end: Int
  ) -> Reading? {
    if end &- start == lastCount,
      (line.word(start) ^ lastWords.0) | (line.word(start &+ 8) ^ lastWords.1)
        | (line.word(end &- 16) ^ lastWords.2) | (line.word(end &- 8) ^ lastWords.3) == 0
    {
      return Reading(instant: lastInstant, lacksZone: lacksZone)
    }
    return readOther(bytes, from: start, to: end)
  }

  /// Reads a time that is not the one read last.
  @inline(never)
  private mutating func readOther(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Reading? {
    lastCount = -1
    let reading = recall(bytes, from: start, to: end) ?? learn(bytes, from: start, to: end)
    // Of a text of another form it is not kept whether that lacks a zone.
    if let reading, count > 0, end - start >= 16, end - start <= 32 {
      lastWords = (
        bytes.loadWord(at: start), bytes.loadWord(at: start + 8), bytes.loadWord(at: end - 16),
        bytes.loadWord(at: end - 8)
      )
      lastCount = end - start
      lastInstant = reading.instant
    }
    return reading
  }

  private func recall(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Reading? {
    // Words that overlap are all that stands before the seconds.
    guard count > 0, end &- start > secondsAt &+ 2,
      bytes.loadWord(at: start) == bytes.loadWord(at: self.start),
      bytes.loadWord(at: start &+ 8) == bytes.loadWord(at: self.start &+ 8),
      bytes.loadWord(at: start &+ secondsAt &- 8)
        == bytes.loadWord(at: self.start &+ secondsAt &- 8),
      let seconds = InstantMemo.seconds(bytes, from: start &+ secondsAt, to: end),
      end &- seconds.end == count &- zoneAt
    else { return nil }
    // What is no zone of the last eight bytes is left out.
    let spare = UInt64(truncatingIfNeeded: 64 &- 8 &* (count &- zoneAt))
    let zones =
      bytes.loadWord(at: end &- 8) ^ bytes.loadWord(at: self.start &+ count &- 8)
    guard zones >> spare == 0 else { return nil }
    return Reading(
      instant: Timestamp(nanoseconds: minute &+ seconds.nanoseconds), lacksZone: lacksZone)
  }

  @inline(never)
  private mutating func learn(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Reading? {
    let text = bytes.extracting(start..<end)
    guard let instant = TimeText.any(text) else { return nil }
    let reading = Reading(instant: instant, lacksZone: TimeText.lacksZone(text))
    count = 0
    guard text.count >= 20 else { return reading }
    if text[4] == 0x2D, text[16] == 0x3A {
      secondsAt = 17
    } else if text[2] == 0x2F, text[17] == 0x3A {
      secondsAt = 18
    } else {
      return reading
    }
    guard let seconds = InstantMemo.seconds(bytes, from: start + secondsAt, to: end) else {
      return reading
    }
    guard end - seconds.end <= 8 else { return reading }
    self.start = start
    count = text.count
    zoneAt = seconds.end - start
    lacksZone = reading.lacksZone
    minute = instant.nanoseconds - seconds.nanoseconds
    return reading
  }

  /// Two digits and a fraction of at most nine.
  @inline(__always)
  private static func seconds(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Seconds? {
    guard start &+ 2 <= end, bytes[start].isDigit, bytes[start &+ 1].isDigit else { return nil }
    let whole = Int64(bytes[start] &- 48) &* 10 &+ Int64(bytes[start &+ 1] &- 48)
    guard whole <= 60 else { return nil }
    var index = start &+ 2
    var nanoseconds = whole &* 1_000_000_000
    guard index < end, bytes[index] == 0x2E || bytes[index] == 0x2C else {
      return Seconds(nanoseconds: nanoseconds, end: index)
    }
    index &+= 1
    var scale: Int64 = 100_000_000
    while index < end, bytes[index].isDigit {
      guard scale > 0 else { return nil }
      nanoseconds &+= Int64(bytes[index] &- 48) &* scale
      scale /= 10
      index &+= 1
    }
    return Seconds(nanoseconds: nanoseconds, end: index)
  }
}
