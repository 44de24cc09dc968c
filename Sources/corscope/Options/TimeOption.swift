import Ingest
import Traffic

/// Reads the times that users write on the command line.
enum TimeOption {
  /// Reads an ISO 8601 date or time, a Common Log Format time, seconds since 1970, or a span such
  /// as `90m`, `2h`, `3d` before now.
  static func parse(
    _ text: String?, _ option: String, _ problems: inout [String]
  ) -> Timestamp? {
    guard let text else { return nil }
    if let span = span(text) {
      return Timestamp(nanoseconds: Clock.now &- span)
    }
    var full = text
    if full.count == 10, full.contains("-") { full += "T00:00:00" }
    if full.count == 16, full.contains("-") { full += ":00" }
    // Fewer digits are a slip (20261005), not the seconds of 1970.
    let isShortNumber = full.count < 9 && full.allSatisfy { $0.isNumber }
    if !isShortNumber, let instant = TimeText.any(full.utf8.span) { return instant }
    problems.append(
      "\(option): '\(text)' is no time; write 2026-11-22T16:35:00Z, 2026-11-22 or 2h")
    return nil
  }

  private static func span(_ text: String) -> Int64? {
    let units: [Character: Int64] = ["s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800]
    guard let unit = text.last.flatMap({ units[$0] }), let number = Int64(text.dropLast()),
      number >= 0, number < 100_000
    else { return nil }
    return number * unit * 1_000_000_000
  }

  /// The present.
  static var present: Timestamp { Timestamp(nanoseconds: Clock.now) }
}
