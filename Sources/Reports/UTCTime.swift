/// An instant in UTC as people read it, to the second.
package struct UTCTime: Sendable {
  /// The date, such as `2026-11-23`.
  package let date: String
  /// The time of day, such as `09:17:05Z`.
  package let time: String

  /// Date and time as ISO 8601 has them, such as `2026-11-23T09:17:05Z`.
  package var text: String { "\(date)T\(time)" }

  /// Splits the instant `seconds` after the start of 1970, rounded down.
  ///
  /// Years outside 0 to 9999 are clamped.
  package init(seconds: Double) {
    let whole = seconds.isNaN ? 0 : min(max(seconds.rounded(.down), -6.21e10), 2.534e11)
    let (days, second) = UTCTime.divide(Int(whole), by: 86_400)
    let day = UTCTime.date(days: days)
    date =
      UTCTime.padded(day.year, 4) + "-" + UTCTime.padded(day.month, 2) + "-"
      + UTCTime.padded(day.day, 2)
    time =
      UTCTime.padded(second / 3600, 2) + ":" + UTCTime.padded(second / 60 % 60, 2) + ":"
      + UTCTime.padded(second % 60, 2) + "Z"
  }

  /// A span of time, the second date left out where it is the first.
  ///
  /// - Parameters:
  ///   - first: The start, in seconds since 1970.
  ///   - last: The end, in seconds since 1970.
  /// - Returns: A text such as `2026-11-23T09:17:05Z to 09:58:01Z`.
  package static func span(_ first: Double, _ last: Double) -> String {
    let (start, end) = (UTCTime(seconds: first), UTCTime(seconds: last))
    if start.text == end.text { return start.text }
    return "\(start.text) to \(start.date == end.date ? end.time : end.text)"
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  private static func divide(_ value: Int, by divisor: Int) -> (quotient: Int, remainder: Int) {
    let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }

  /// The date that lies `days` after 1970-01-01 in the proleptic Gregorian calendar.
  private static func date(days: Int) -> (year: Int, month: Int, day: Int) {
    // Years that begin in March end with the leap day, so that months need no table.
    let (era, dayOfEra) = divide(days + 719_468, by: 146_097)
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let fromMarch = (5 * dayOfYear + 2) / 153
    let month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * fromMarch + 2) / 5 + 1)
  }
}
