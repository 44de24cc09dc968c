import Traffic

/// How a log writes a time, or a part of one: `strftime`'s conversions and those of servers.
package struct TimePattern: Sendable, Hashable {
  enum Token: Sendable, Hashable, BitwiseCopyable {
    case literal(UInt8)
    case year, shortYear, month, monthName, day, hour, halfHour, minute, second, zone, zoneName
    case weekday, half
    /// Digits of a fraction, at most nine.
    case fraction
    /// A number since 1970 in units of so many a second.
    case epoch(perSecond: Int64)
  }

  let tokens: [Token]

  /// The parts of a time that it gives.
  package let parts: TimeFields.Parts

  /// Whether it is UTC by what writes it, though it does not say so.
  package var isUTC = false

  /// Whether it says how far from UTC it is.
  var tellsZone: Bool {
    if isUTC || parts.contains(.zone) || parts.contains(.epoch) { return true }
    return tokens.contains { token in
      switch token {
      case .zoneName: true
      case .literal(let byte): byte | 0x20 == 0x7A
      default: false
      }
    }
  }

  /// The same time, in UTC.
  var inUTC: TimePattern {
    var pattern = self
    pattern.isUTC = true
    return pattern
  }

  init(_ tokens: [Token]) {
    self.tokens = tokens
    var parts: TimeFields.Parts = []
    for token in tokens {
      switch token {
      case .year, .shortYear: parts.insert(.date)
      case .hour, .halfHour: parts.insert(.clock)
      case .fraction: parts.insert(.fraction)
      case .zone: parts.insert(.zone)
      case .epoch(let perSecond):
        parts.insert(.epoch)
        if perSecond > 1 { parts.insert(.fraction) }
      default: break
      }
    }
    self.parts = parts
  }

  /// A number since 1970, in units of so many a second.
  static func epoch(perSecond: Int64) -> TimePattern { TimePattern([.epoch(perSecond: perSecond)]) }

  /// The fraction of a second alone.
  static let fraction = TimePattern([.fraction])

  /// The Common Log Format's time, without brackets.
  package static let clf = TimePattern(strftime: "%d/%b/%Y:%H:%M:%S %z")

  /// Compiles the text of `strftime(3)`, with `%f`, `%3f` and the like for fractions.
  package init(strftime text: String) {
    var tokens: [Token] = []
    var bytes = Array(text.utf8)[...]
    while let byte = bytes.popFirst() {
      guard byte == UInt8(ascii: "%"), var letter = bytes.popFirst() else {
        tokens.append(.literal(byte))
        continue
      }
      // Flags, widths and modifiers change how a number is padded, or its locale.
      while TimePattern.isFlag(letter), let next = bytes.popFirst() { letter = next }
      tokens += TimePattern.tokens(of: letter)
    }
    self.init(tokens)
  }

  private static func isFlag(_ byte: UInt8) -> Bool {
    byte.isDigit || [0x2D, 0x5F, 0x5E, 0x23, 0x3A, 0x45, 0x4F].contains(byte)
  }

  private static func tokens(of letter: UInt8) -> [Token] {
    let clock: [Token] = [.hour, .literal(0x3A), .minute, .literal(0x3A), .second]
    switch letter {
    case UInt8(ascii: "Y"): return [.year]
    case UInt8(ascii: "y"): return [.shortYear]
    case UInt8(ascii: "m"): return [.month]
    case UInt8(ascii: "b"), UInt8(ascii: "h"), UInt8(ascii: "B"): return [.monthName]
    case UInt8(ascii: "d"), UInt8(ascii: "e"): return [.day]
    case UInt8(ascii: "H"), UInt8(ascii: "k"): return [.hour]
    case UInt8(ascii: "I"), UInt8(ascii: "l"): return [.halfHour]
    case UInt8(ascii: "p"), UInt8(ascii: "P"): return [.half]
    case UInt8(ascii: "M"): return [.minute]
    case UInt8(ascii: "S"): return [.second]
    case UInt8(ascii: "z"): return [.zone]
    case UInt8(ascii: "Z"): return [.zoneName]
    case UInt8(ascii: "a"), UInt8(ascii: "A"): return [.weekday]
    case UInt8(ascii: "s"): return [.epoch(perSecond: 1)]
    case UInt8(ascii: "f"), UInt8(ascii: "L"), UInt8(ascii: "N"): return [.fraction]
    case UInt8(ascii: "T"): return clock
    case UInt8(ascii: "R"): return [.hour, .literal(0x3A), .minute]
    case UInt8(ascii: "F"):
      return [.year, .literal(0x2D), .month, .literal(0x2D), .day]
    case UInt8(ascii: "D"): return [.month, .literal(0x2F), .day, .literal(0x2F), .shortYear]
    case UInt8(ascii: "c"):
      return [
        .weekday, .literal(0x20), .monthName, .literal(0x20), .day, .literal(0x20),
      ] + clock + [.literal(0x20), .year]
    case UInt8(ascii: "t"): return [.literal(0x09)]
    case UInt8(ascii: "n"): return [.literal(0x0A)]
    case UInt8(ascii: "%"): return [.literal(0x25)]
    default: return [.literal(0x25), .literal(letter)]
    }
  }

  /// Reads what stands at `start` into `time`.
  ///
  /// - Returns: Where it ends, or `nil` when no such text stands there before `end`.
  func read(_ bytes: Span<UInt8>, from start: Int, to end: Int, into time: inout TimeFields)
    -> Int?
  {
    var cursor = start
    for token in tokens {
      guard read(token, bytes, &cursor, end, &time) else { return nil }
    }
    time.parts.formUnion(parts)
    return cursor
  }

  private func read(
    _ token: Token, _ bytes: Span<UInt8>, _ cursor: inout Int, _ end: Int, _ time: inout TimeFields
  ) -> Bool {
    switch token {
    case .literal(let byte):
      guard cursor < end, bytes[cursor] == byte else { return false }
      cursor += 1
    case .year: return number(bytes, &cursor, end, digits: 4...4, &time.year)
    case .shortYear:
      guard number(bytes, &cursor, end, digits: 2...2, &time.year) else { return false }
      time.year += time.year < 69 ? 2000 : 1900
    case .month: return number(bytes, &cursor, end, digits: 1...2, &time.month)
    case .day: return number(bytes, &cursor, end, digits: 1...2, &time.day)
    case .hour: return number(bytes, &cursor, end, digits: 1...2, &time.hour)
    case .halfHour:
      guard number(bytes, &cursor, end, digits: 1...2, &time.hour) else { return false }
      time.hour %= 12
    case .half:
      guard cursor + 2 <= end else { return false }
      if bytes[cursor] | 0x20 == 0x70 { time.hour += 12 }
      cursor += 2
    case .minute: return number(bytes, &cursor, end, digits: 1...2, &time.minute)
    case .second: return number(bytes, &cursor, end, digits: 1...2, &time.second)
    case .monthName:
      guard cursor + 3 <= end, let month = TimeText.month(bytes, cursor) else { return false }
      time.month = month
      skipLetters(bytes, &cursor, end)
    case .weekday, .zoneName:
      let before = cursor
      skipLetters(bytes, &cursor, end)
      return cursor > before
    case .zone:
      let text = bytes.extracting(cursor..<min(end, cursor + 6))
      var length = 0
      guard text.count > 0, let offset = TimeText.zone(text, &length) else { return false }
      time.offset = offset
      cursor += length
    case .fraction: return fraction(bytes, &cursor, end, &time)
    case .epoch(let perSecond): return epoch(bytes, &cursor, end, perSecond, &time)
    }
    return true
  }

  private func number(
    _ bytes: Span<UInt8>, _ cursor: inout Int, _ end: Int, digits: ClosedRange<Int>,
    _ value: inout Int
  ) -> Bool {
    // `%e` and `%k` pad with a blank.
    if digits.lowerBound == 1, cursor < end, bytes[cursor] == 0x20 { cursor += 1 }
    var number = 0
    var count = 0
    while count < digits.upperBound, cursor < end, bytes[cursor].isDigit {
      number = number * 10 + Int(bytes[cursor] - 48)
      cursor += 1
      count += 1
    }
    guard count >= digits.lowerBound else { return false }
    value = number
    return true
  }

  private func fraction(
    _ bytes: Span<UInt8>, _ cursor: inout Int, _ end: Int, _ time: inout TimeFields
  ) -> Bool {
    var scale = 100_000_000
    let before = cursor
    time.nanoseconds = 0
    while cursor < end, bytes[cursor].isDigit {
      time.nanoseconds += Int(bytes[cursor] - 48) * scale
      scale /= 10
      cursor += 1
    }
    return cursor > before
  }

  private func epoch(
    _ bytes: Span<UInt8>, _ cursor: inout Int, _ end: Int, _ perSecond: Int64,
    _ time: inout TimeFields
  ) -> Bool {
    var number: Int64 = 0
    let before = cursor
    while cursor < end, bytes[cursor].isDigit, cursor - before < 18 {
      number = number * 10 + Int64(bytes[cursor] - 48)
      cursor += 1
    }
    guard cursor > before else { return false }
    time.epoch = number / perSecond
    if perSecond > 1 { time.nanoseconds = Int(number % perSecond * (1_000_000_000 / perSecond)) }
    return true
  }

  private func skipLetters(_ bytes: Span<UInt8>, _ cursor: inout Int, _ end: Int) {
    while cursor < end, (bytes[cursor] | 0x20) &- 97 < 26 { cursor += 1 }
  }
}
