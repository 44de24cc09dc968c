import Traffic

extension LogFormat {
  /// What Fiber's logger prints of each request: the clock, and no date.
  ///
  /// - SeeAlso: https://docs.gofiber.io/api/middleware/logger
  package static let fiber = LogFormat(
    name: "fiber", summary: "the logger of Fiber, which prints no dates",
    template: LogTemplate(
      pieces: [
        .slot(.word), " | ", .slot(.status), " | ", .padded(.unitDuration), " | ",
        .padded(.text(.client)), " | ", .padded(.text(.method)), " | ", .padded(.text(.target)),
        " | ",
        .slot(.ignored),
      ], escape: .none, timeIsEnd: true),
    samples: ["16:35:02 | 200 |    65.583µs | 203.0.113.7 | GET | /v1/items | -"])
}
