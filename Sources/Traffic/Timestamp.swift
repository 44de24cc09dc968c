/// An instant, as nanoseconds since 1970-01-01T00:00:00Z, leap seconds not counted.
public struct Timestamp: Sendable, BitwiseCopyable, Hashable, Comparable {
  /// Nanoseconds since 1970.
  public var nanoseconds: Int64

  /// Makes the instant `nanoseconds` after the start of 1970.
  @inlinable public init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

  /// Makes the instant `seconds` after the start of 1970; a value out of range is clamped.
  public init(seconds: Double) {
    let limit = 9_200_000_000.0
    let clamped = seconds.isNaN ? 0 : min(max(seconds, -limit), limit)
    let whole = clamped.rounded(.down)
    nanoseconds =
      Int64(whole) * 1_000_000_000 + Int64(((clamped - whole) * 1_000_000_000).rounded())
  }

  /// Seconds since 1970, the fraction kept as far as a `Double` can.
  @inlinable public var seconds: Double {
    Double(nanoseconds / 1_000_000_000) + Double(nanoseconds % 1_000_000_000) / 1_000_000_000
  }

  /// Whole seconds since 1970, rounded down.
  @inlinable public var wholeSeconds: Int64 {
    nanoseconds / 1_000_000_000 - (nanoseconds % 1_000_000_000 < 0 ? 1 : 0)
  }

  /// Whether `left` is before `right`.
  @inlinable public static func < (left: Timestamp, right: Timestamp) -> Bool {
    left.nanoseconds < right.nanoseconds
  }

  /// Days from 1970-01-01 to a date of the proleptic Gregorian calendar.
  ///
  /// - Parameters:
  ///   - year: The year, 1 for the first.
  ///   - month: The month, 1 to 12.
  ///   - day: The day, 1 to 31.
  /// - Returns: The number of days, negative before 1970.
  /// - SeeAlso: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", `days_from_civil`.
  public static func days(year: Int, month: Int, day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  /// Whether the calendar has the date: no month, and no February, is longer than it is.
  public static func isDate(year: Int, month: Int, day: Int) -> Bool {
    guard month >= 1, month <= 12, day >= 1 else { return false }
    guard day > 28 else { return true }
    let isLast = month == 12
    let next = days(year: isLast ? year + 1 : year, month: isLast ? 1 : month + 1, day: 1)
    return day <= next - days(year: year, month: month, day: 1)
  }

  /// The date that lies `days` after 1970-01-01.
  ///
  /// - SeeAlso: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", `civil_from_days`.
  public static func date(days: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }
}
