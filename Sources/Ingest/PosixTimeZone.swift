import Traffic

/// The rule that holds after the last change a time zone file lists: `CET-1CEST,M3.5.0,M10.5.0/3`.
///
/// - SeeAlso: POSIX.1-2017, section 8.3, *TZ*; RFC 8536, section 3.3.1.
struct PosixTimeZone: Sendable {
  private struct Change {
    var month = 1
    var week = 1
    var weekday = 0
    var seconds = 7200
  }

  private var standard = 0
  private var summer: (offset: Int, start: Change, end: Change)?

  /// Reads a rule; `nil` when it is of another form, as days counted through the year are.
  init?(_ text: [UInt8]) {
    var cursor = 0
    guard PosixTimeZone.skipName(text, &cursor),
      let offset = PosixTimeZone.time(text, &cursor)
    else { return nil }
    standard = -offset
    guard cursor < text.count else { return }
    guard PosixTimeZone.skipName(text, &cursor) else { return nil }
    var shifted = standard + 3600
    if cursor < text.count, text[cursor] != 0x2C {
      guard let written = PosixTimeZone.time(text, &cursor) else { return nil }
      shifted = -written
    }
    guard let start = PosixTimeZone.change(text, &cursor),
      let end = PosixTimeZone.change(text, &cursor)
    else { return nil }
    summer = (shifted, start, end)
  }

  /// Seconds east of UTC at an instant.
  func offset(at seconds: Int64) -> Int {
    guard let summer else { return standard }
    let days = Int((seconds + Int64(standard)) / 86_400)
    let year = Timestamp.date(days: days).year
    let start = Int64(
      PosixTimeZone.day(summer.start, year) * 86_400 + summer.start.seconds - standard)
    let end = Int64(
      PosixTimeZone.day(summer.end, year) * 86_400 + summer.end.seconds - summer.offset)
    let isSummer =
      start < end ? seconds >= start && seconds < end : seconds >= start || seconds < end
    return isSummer ? summer.offset : standard
  }

  /// The days since 1970 of a change in `year`.
  private static func day(_ change: Change, _ year: Int) -> Int {
    let first = Timestamp.days(year: year, month: change.month, day: 1)
    // 1970-01-01 was a Thursday.
    let weekday = ((first % 7) + 11) % 7
    var day = first + (change.weekday - weekday + 7) % 7 + (change.week - 1) * 7
    let next =
      change.month == 12
      ? Timestamp.days(year: year + 1, month: 1, day: 1)
      : Timestamp.days(year: year, month: change.month + 1, day: 1)
    while day >= next { day -= 7 }
    return day
  }

  /// Goes past `CET` or `<+03>`.
  private static func skipName(_ text: [UInt8], _ cursor: inout Int) -> Bool {
    let start = cursor
    if cursor < text.count, text[cursor] == 0x3C {
      while cursor < text.count, text[cursor] != 0x3E { cursor += 1 }
      cursor += 1
      return cursor <= text.count
    }
    while cursor < text.count, (text[cursor] | 0x20) &- 97 < 26 { cursor += 1 }
    return cursor >= start + 3
  }

  /// `-1`, `3:30` or `167` in seconds.
  private static func time(_ text: [UInt8], _ cursor: inout Int) -> Int? {
    var isNegative = false
    if cursor < text.count, text[cursor] == 0x2D || text[cursor] == 0x2B {
      isNegative = text[cursor] == 0x2D
      cursor += 1
    }
    var total = 0
    var unit = 3600
    while unit > 0 {
      guard let value = number(text, &cursor) else { return nil }
      total += value * unit
      unit /= 60
      guard unit > 0, cursor < text.count, text[cursor] == 0x3A else { break }
      cursor += 1
    }
    return isNegative ? -total : total
  }

  /// Reads `,M3.5.0/2`, the last Sunday of March at two.
  private static func change(_ text: [UInt8], _ cursor: inout Int) -> Change? {
    guard cursor + 1 < text.count, text[cursor] == 0x2C, text[cursor + 1] == 0x4D else {
      return nil
    }
    cursor += 2
    var change = Change()
    guard let month = number(text, &cursor), (1...12).contains(month), skip(0x2E, text, &cursor),
      let week = number(text, &cursor), (1...5).contains(week), skip(0x2E, text, &cursor),
      let weekday = number(text, &cursor), weekday <= 6
    else { return nil }
    (change.month, change.week, change.weekday) = (month, week, weekday)
    if skip(0x2F, text, &cursor) {
      guard let seconds = time(text, &cursor) else { return nil }
      change.seconds = seconds
    }
    return change
  }

  private static func skip(_ byte: UInt8, _ text: [UInt8], _ cursor: inout Int) -> Bool {
    guard cursor < text.count, text[cursor] == byte else { return false }
    cursor += 1
    return true
  }

  private static func number(_ text: [UInt8], _ cursor: inout Int) -> Int? {
    let start = cursor
    var value = 0
    while cursor < text.count, text[cursor].isDigit, cursor - start < 4 {
      value = value * 10 + Int(text[cursor] - 48)
      cursor += 1
    }
    return cursor > start ? value : nil
  }
}
