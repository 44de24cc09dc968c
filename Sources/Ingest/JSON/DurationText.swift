import Traffic

/// Reads durations with the units that programs write behind a number.
package enum DurationText {
  /// Reads `0.0067`, `6.7e-05`, `880.063µs` or `1m2.5s`; a number without a unit counts `unit`s.
  ///
  /// - Parameters:
  ///   - text: The text of the duration.
  ///   - unit: What a bare number counts, in nanoseconds.
  /// - Returns: Nanoseconds, or `nil` when the text is no such duration, negative or over a year.
  /// - SeeAlso: https://pkg.go.dev/time#Duration.String
  package static func nanoseconds(_ text: Span<UInt8>, unit: Double = 1_000_000_000) -> Int64? {
    var index = 0
    var total = 0.0
    guard text.count > 0 else { return nil }
    if let plain = plain(text, unit) { return plain }
    while index < text.count {
      guard let number = number(text, &index) else { return nil }
      guard let scale = scale(text, &index, bare: unit) else { return nil }
      total += number * scale
    }
    guard total >= 0, total < 3.2e16 else { return nil }
    return Int64(total.rounded())
  }

  /// What nearly every duration is: a number of a few digits with or without a point among them.
  ///
  /// - Parameters:
  ///   - word: The text, and whatever stands behind it.
  ///   - count: How many bytes the text has.
  ///   - unit: What it counts, in nanoseconds.
  /// - Returns: The same as ``nanoseconds(_:unit:)``, or `nil` where that is to be asked.
  @inline(__always)
  package static func short(_ word: UInt64, count: Int, unit: Double) -> Int64? {
    guard count > 0, count < 8, word.oddToNumbers.trailingZeroBitCount &>> 3 >= count else {
      return nil
    }
    let text = word & ~(UInt64.max &<< UInt64(truncatingIfNeeded: 8 &* count))
    // A digit has a bit that a point lacks.
    let points =
      ~text & 0x1010_1010_1010_1010 & ~(UInt64.max &<< UInt64(truncatingIfNeeded: 8 &* count))
    var digits = text
    var digitCount = count
    var scale = 1.0
    if points != 0 {
      let point = points.trailingZeroBitCount &>> 3
      guard point > 0, points & (points &- 1) == 0 else { return nil }
      let before = ~(UInt64.max &<< UInt64(truncatingIfNeeded: 8 &* point))
      digits = text & before | text &>> 8 & ~before
      digitCount = count &- 1
      for _ in point..<digitCount { scale *= 10 }
    }
    let total = Double(digits.decimal(ofDigits: digitCount)) * unit / scale
    guard total < 3.2e16 else { return nil }
    let whole = Int64(total)
    return Double(whole) == total ? whole : Int64(total.rounded())
  }

  /// A number of some digits with or without a few behind a point, which is nearly every one.
  private static func plain(_ text: Span<UInt8>, _ unit: Double) -> Int64? {
    guard text.count <= 11 else { return nil }
    var mantissa: Int64 = 0
    var point = text.count
    for index in text.indices {
      let byte = text[index]
      if byte.isDigit {
        mantissa = mantissa &* 10 &+ Int64(byte &- 48)
      } else {
        guard byte == 0x2E, point == text.count, index > 0 else { return nil }
        point = index
      }
    }
    var scale = 1.0
    for _ in point..<max(point, text.count - 1) { scale *= 10 }
    let total = Double(mantissa) * unit / scale
    return total < 3.2e16 ? Int64(total.rounded()) : nil
  }

  /// Reads a decimal number with an optional fraction and exponent.
  private static func number(_ text: Span<UInt8>, _ index: inout Int) -> Double? {
    var mantissa: UInt64 = 0
    var exponent = 0
    var digits = 0
    var inFraction = false
    while index < text.count {
      let byte = text[index]
      if byte == 0x2E, !inFraction {
        inFraction = true
      } else if byte.isDigit {
        digits += 1
        // Eighteen digits are more than a Double tells apart.
        if mantissa < 100_000_000_000_000_000 {
          mantissa = mantissa * 10 + UInt64(byte - 48)
          if inFraction { exponent -= 1 }
        } else if !inFraction {
          exponent += 1
        }
      } else {
        break
      }
      index += 1
    }
    guard digits > 0, digits < 400 else { return nil }
    if let written = writtenExponent(text, &index) { exponent += written }
    return Double(mantissa) * power(of: exponent)
  }

  private static func writtenExponent(_ text: Span<UInt8>, _ index: inout Int) -> Int? {
    guard index + 1 < text.count, text[index] | 0x20 == 0x65 else { return nil }
    var cursor = index + 1
    let negative = text[cursor] == 0x2D
    if negative || text[cursor] == 0x2B { cursor += 1 }
    var value = 0
    let first = cursor
    while cursor < text.count, text[cursor].isDigit, value < 1000 {
      value = value * 10 + Int(text[cursor] - 48)
      cursor += 1
    }
    guard cursor > first else { return nil }
    index = cursor
    return negative ? -value : value
  }

  private static func power(of exponent: Int) -> Double {
    var result = 1.0
    for _ in 0..<min(abs(exponent), 400) { result *= 10 }
    return exponent < 0 ? 1 / result : result
  }

  /// What one of the unit at `index` is in nanoseconds; `bare` where the text ends.
  private static func scale(_ text: Span<UInt8>, _ index: inout Int, bare: Double) -> Double? {
    guard index < text.count else { return bare }
    let start = index
    while index < text.count, !text[index].isDigit, text[index] != 0x2E { index += 1 }
    let unit = text.extracting(start..<index)
    if unit.equals("s") { return 1_000_000_000 }
    if unit.equals("ms") { return 1_000_000 }
    if unit.equals("µs") || unit.equals("μs") || unit.equals("us") { return 1000 }
    if unit.equals("ns") { return 1 }
    if unit.equals("m") { return 60_000_000_000 }
    return unit.equals("h") ? 3_600_000_000_000 : nil
  }
}
