import Traffic

/// Writes instants.
enum InstantText {
  /// Nanoseconds since 1970 as `2026-10-04T09:12:30Z`.
  static func utc(_ nanoseconds: Int64) -> String {
    let seconds = Timestamp(nanoseconds: nanoseconds).wholeSeconds
    let days = Int((seconds - (seconds % 86_400 + 86_400) % 86_400) / 86_400)
    let rest = Int((seconds % 86_400 + 86_400) % 86_400)
    let date = Timestamp.date(days: days)
    return "\(padded(date.year, 4))-\(padded(date.month))-\(padded(date.day))T"
      + "\(padded(rest / 3600)):\(padded(rest / 60 % 60)):\(padded(rest % 60))Z"
  }

  private static func padded(_ number: Int, _ width: Int = 2) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
