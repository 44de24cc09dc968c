import Testing
import Traffic

@Suite("A timestamp")
struct TimestampTests {
  @Test(
    "knows the days of well-known dates",
    arguments: [
      (1970, 1, 1, 0), (1970, 1, 2, 1), (1969, 12, 31, -1), (2000, 2, 29, 11_016),
      (2000, 3, 1, 11_017), (1900, 2, 28, -25_509), (1900, 3, 1, -25_508),
      (2026, 11, 22, 20_779), (2100, 3, 1, 47_541), (1, 1, 1, -719_162),
      (1600, 2, 29, -135_081),
    ])
  func knownDays(_ year: Int, _ month: Int, _ day: Int, _ days: Int) {
    #expect(Timestamp.days(year: year, month: month, day: day) == days)
    let date = Timestamp.date(days: days)
    #expect(date == (year, month, day))
  }

  @Test("counts each day once over eight centuries, with the calendar's month lengths")
  func everyDay() {
    var expected = Timestamp.days(year: 1600, month: 1, day: 1)
    var wrong = 0
    for year in 1600..<2400 {
      let isLeap = year % 4 == 0 && year % 100 != 0 || year % 400 == 0
      let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
      for (index, length) in lengths.enumerated() {
        for day in 1...length {
          let days = Timestamp.days(year: year, month: index + 1, day: day)
          if days != expected { wrong += 1 }
          if Timestamp.date(days: days) != (year, index + 1, day) { wrong += 1 }
          expected += 1
        }
      }
    }
    #expect(wrong == 0)
  }

  @Test("rounds whole seconds down on both sides of 1970, at the ends of its range too")
  func wholeSeconds() {
    let table: [(Int64, Int64)] = [
      (0, 0), (1, 0), (999_999_999, 0), (1_000_000_000, 1), (-1, -1), (-1_000_000_000, -1),
      (-1_000_000_001, -2), (-999_999_999, -1), (.max, 9_223_372_036),
      (.min, -9_223_372_037), (.min + 1, -9_223_372_037), (.min + 999_999_999, -9_223_372_036),
    ]
    for (nanoseconds, whole) in table {
      #expect(Timestamp(nanoseconds: nanoseconds).wholeSeconds == whole)
    }
  }

  @Test(
    "survives the way through seconds to within a microsecond",
    arguments: [0, 0.5, -0.5, 1_795_365_302.516, -1_795_365_302.25, 4_102_444_800.125, 1e-6])
  func seconds(_ seconds: Double) {
    let instant = Timestamp(seconds: seconds)
    #expect(abs(instant.seconds - seconds) < 1e-6)
    let again = Timestamp(seconds: instant.seconds)
    #expect(abs(again.nanoseconds - instant.nanoseconds) < 1000)
  }

  @Test(
    "clamps seconds that are no time",
    arguments: [
      (Double.nan, 0), (.infinity, 9_200_000_000_000_000_000),
      (-.infinity, -9_200_000_000_000_000_000), (1e300, 9_200_000_000_000_000_000),
    ] as [(Double, Int64)])
  func clamps(_ seconds: Double, _ nanoseconds: Int64) {
    #expect(Timestamp(seconds: seconds).nanoseconds == nanoseconds)
  }

  @Test("comes before a later one")
  func order() {
    let instants = [Int64.min, -1, 0, 1, .max].map(Timestamp.init(nanoseconds:))
    #expect(instants.shuffled().sorted() == instants)
    #expect(!(instants[1] < instants[1]))
  }

  @Test("knows which dates there are")
  func dates() {
    for year in [1900, 1970, 2000, 2023, 2024, 2100] {
      for month in -1...14 {
        for day in -1...33 {
          // A date that there is comes back as it was.
          let isWhole = (1...12).contains(month) && day >= 1
          let same =
            isWhole
            && Timestamp.date(days: Timestamp.days(year: year, month: month, day: day))
              == (year, month, day)
          #expect(Timestamp.isDate(year: year, month: month, day: day) == same)
        }
      }
    }
  }
}
