import Testing

@testable import Reports

@Suite("The axis of a chart over time")
struct TimelineAxisTests {
  /// 2026-11-23T09:17:05Z.
  private static let start = 1_795_425_425.0

  /// Lengths in seconds, and what stands at the five moments; `nil` for nothing.
  static let cases: [(Double, [String?])] = [
    (4 * 3600, ["2026-11-23 09:17", "10:17", "11:17", "12:17", "13:17"]),
    (60, ["2026-11-23 09:17:05", "09:17:20", "09:17:35", "09:17:50", "09:18:05"]),
    (2, ["2026-11-23 09:17:05", nil, "09:17:06", nil, "09:17:07"]),
    (
      2 * 86_400,
      ["2026-11-23 09:17", "21:17", "11-24 09:17", "21:17", "11-25 09:17"]
    ),
    (
      160 * 86_400,
      ["2026-11-23 09:17", "2027-01-02 09:17", "02-11 09:17", "03-23 09:17", "05-02 09:17"]
    ),
  ]

  @Test("has no moment twice, and tells of the day where it is another", arguments: cases)
  func moments(length: Double, texts: [String?]) {
    #expect(HTMLTimeline.clocks(from: Self.start, length: length) == texts)
  }
}
