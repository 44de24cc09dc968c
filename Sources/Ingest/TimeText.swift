package import Traffic

/// Reads the times that logs are written with; nothing is allocated.
package enum TimeText {
  /// Reads a Common Log Format time, `22/Nov/2026:16:35:02 +0000`, with or without brackets.
  ///
  /// HAProxy writes a fraction and no zone, which is read as UTC.
  ///
  /// - Returns: The instant, or `nil` when the text is no such time.
  package static func clf(_ text: Span<UInt8>) -> Timestamp? {
    var start = 0
    if text.count > 0, text[0] == 0x5B { start = 1 }
    guard text.count >= start + 20, text[start + 2] == 0x2F, text[start + 6] == 0x2F,
      text[start + 11] == 0x3A, text[start + 14] == 0x3A, text[start + 17] == 0x3A,
      let day = digits(text, start, 2), let month = month(text, start + 3),
      let year = digits(text, start + 7, 4), let hour = digits(text, start + 12, 2),
      let minute = digits(text, start + 15, 2), let second = digits(text, start + 18, 2)
    else { return nil }
    var end = start + 20
    let nanoseconds = fraction(text, &end)
    guard let offset = zone(text, &end) else { return nil }
    return instant(
      year, month, day, hour, minute, second, nanoseconds: nanoseconds, offset: offset)
  }

  /// Reads an ISO 8601 time, `2026-11-22T16:35:02.516+01:00`.
  ///
  /// The separator may be a space or `T`, the fraction may follow `.` or `,`, and the zone may be
  /// `Z`, `+hh:mm`, `+hhmm` or missing, which is read as UTC.
  ///
  /// - Returns: The instant, or `nil` when the text is no such time.
  package static func iso8601(_ text: Span<UInt8>) -> Timestamp? {
    if let instant = plain(text) { return instant }
    guard text.count >= 19, text[4] == 0x2D, text[7] == 0x2D,
      text[10] | 0x20 == 0x74 || text[10] == 0x20, text[13] == 0x3A, text[16] == 0x3A,
      let year = digits(text, 0, 4), let month = digits(text, 5, 2),
      let day = digits(text, 8, 2), let hour = digits(text, 11, 2),
      let minute = digits(text, 14, 2), let second = digits(text, 17, 2)
    else { return nil }
    var end = 19
    let nanoseconds = fraction(text, &end)
    guard let offset = zone(text, &end) else { return nil }
    return instant(
      year, month, day, hour, minute, second, nanoseconds: nanoseconds, offset: offset)
  }

  /// Reads seconds since 1970 with an optional fraction; 13, 16 and 19 whole digits are milli-,
  /// micro- and nanoseconds.
  ///
  /// - Returns: The instant, or `nil` when the text is no such number or lies beyond 2262.
  package static func epoch(_ text: Span<UInt8>) -> Timestamp? {
    if let usual = usualEpoch(text) { return usual }
    var whole = 0
    while whole < text.count, text[whole].isDigit { whole += 1 }
    let unit: Int64
    switch whole {
    case 13: unit = 1_000_000
    case 16: unit = 1_000
    case 19: unit = 1
    case 1...10: unit = 1_000_000_000
    default: return nil
    }
    guard let value = decimal(text, unit: unit) else { return nil }
    return Timestamp(nanoseconds: value)
  }

  /// Ten digits, and up to nine behind a point.
  private static func usualEpoch(_ text: Span<UInt8>) -> Timestamp? {
    guard text.count > 11, text.count <= 20, text[10] == 0x2E else { return nil }
    var number: UInt64 = 0
    for index in 0..<10 {
      guard text[index].isDigit else { return nil }
      number = number &* 10 &+ UInt64(text[index] &- 48)
    }
    // Ten digits and nine are below 2^64.
    for index in 11..<20 {
      number &*= 10
      guard index < text.count else { continue }
      guard text[index].isDigit else { return nil }
      number &+= UInt64(text[index] &- 48)
    }
    return Int64(exactly: number).map(Timestamp.init(nanoseconds:))
  }

  /// Reads a duration in decimal seconds, such as `0.002`.
  ///
  /// - Returns: Nanoseconds, or `nil` when the text is no such number.
  package static func durationSeconds(_ text: Span<UInt8>) -> Int64? {
    decimal(text, unit: 1_000_000_000)
  }

  /// Reads a time of any of the forms of this type.
  package static func any(_ text: Span<UInt8>) -> Timestamp? {
    iso8601(text) ?? clf(text) ?? epoch(text)
  }

  /// Reads a decimal number of `unit`s, each worth so many nanoseconds; no sign, no exponent.
  ///
  /// - Returns: Nanoseconds, or `nil` when the text is no such number or does not fit.
  package static func decimal(_ text: Span<UInt8>, unit: Int64) -> Int64? {
    guard text.count > 0 else { return nil }
    var whole: Int64 = 0
    var index = 0
    while index < text.count, text[index].isDigit {
      let (scaled, over) = whole.multipliedReportingOverflow(by: 10)
      let (sum, overSum) = scaled.addingReportingOverflow(Int64(text[index] - 48))
      guard !over, !overSum else { return nil }
      whole = sum
      index += 1
    }
    guard index > 0 else { return nil }
    let (value, over) = whole.multipliedReportingOverflow(by: unit)
    guard !over else { return nil }
    guard index < text.count else { return value }
    guard text[index] == 0x2E else { return nil }
    index += 1
    var fraction: Int64 = 0
    var scale = unit
    while index < text.count {
      guard text[index].isDigit else { return nil }
      scale /= 10
      fraction += Int64(text[index] - 48) * scale
      index += 1
    }
    let (sum, overSum) = value.addingReportingOverflow(fraction)
    return overSum ? nil : sum
  }

  /// The fraction of a second behind a point or comma at `end`, which is moved behind it.
  private static func fraction(_ text: Span<UInt8>, _ end: inout Int) -> Int {
    guard end < text.count, text[end] == 0x2E || text[end] == 0x2C else { return 0 }
    end += 1
    var nanoseconds = 0
    var scale = 100_000_000
    while end < text.count, text[end].isDigit {
      nanoseconds += Int(text[end] - 48) * scale
      scale /= 10
      end += 1
    }
    return nanoseconds
  }

  @inline(__always)
  private static func digits(_ text: Span<UInt8>, _ start: Int, _ count: Int) -> Int? {
    var number = 0
    for index in start..<start + count {
      guard text[index].isDigit else { return nil }
      number = number * 10 + Int(text[index] - 48)
    }
    return number
  }

  /// English month names, as the C locale writes them.
  static func month(_ text: Span<UInt8>, _ start: Int) -> Int? {
    let letters =
      UInt32(text[start] | 0x20) << 16 | UInt32(text[start + 1] | 0x20) << 8
      | UInt32(text[start + 2] | 0x20)
    switch letters {
    case 0x6A616E: return 1
    case 0x666562: return 2
    case 0x6D6172: return 3
    case 0x617072: return 4
    case 0x6D6179: return 5
    case 0x6A756E: return 6
    case 0x6A756C: return 7
    case 0x617567: return 8
    case 0x736570: return 9
    case 0x6F6374: return 10
    case 0x6E6F76: return 11
    case 0x646563: return 12
    default: return nil
    }
  }

  /// The zone at `end`, which is moved behind it, in seconds east of UTC; UTC where none is
  /// written.
  static func zone(_ text: Span<UInt8>, _ end: inout Int) -> Int? {
    if end < text.count, text[end] == 0x20 { end += 1 }
    guard end < text.count, text[end] != 0x5D else { return 0 }
    if text[end] | 0x20 == 0x7A {
      end += 1
      return 0
    }
    guard text[end] == 0x2B || text[end] == 0x2D, end + 3 <= text.count,
      let hours = digits(text, end + 1, 2)
    else { return nil }
    let isWest = text[end] == 0x2D
    end += 3
    var minuteStart = end
    if minuteStart < text.count, text[minuteStart] == 0x3A { minuteStart += 1 }
    var minutes = 0
    if minuteStart + 2 <= text.count, let written = digits(text, minuteStart, 2) {
      minutes = written
      end = minuteStart + 2
    }
    let seconds = hours * 3600 + minutes * 60
    return isWest ? -seconds : seconds
  }

  @inline(__always)
  private static func instant(
    _ year: Int, _ month: Int, _ day: Int, _ hour: Int, _ minute: Int, _ second: Int,
    nanoseconds: Int, offset: Int
  ) -> Timestamp? {
    // Beyond 2261 nanoseconds leave 64 bits; a leap second is read as the next minute's first.
    guard hour < 24, minute < 60, second <= 60, year >= 1700, year <= 2261,
      Timestamp.isDate(year: year, month: month, day: day)
    else { return nil }
    let days = Timestamp.days(year: year, month: month, day: day)
    let seconds = days * 86_400 + hour * 3600 + minute * 60 + second - offset
    return Timestamp(nanoseconds: Int64(seconds) * 1_000_000_000 + Int64(nanoseconds))
  }
}
