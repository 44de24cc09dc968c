import Traffic

extension LogFormat {
  /// What Gin prints of each request.
  ///
  /// - SeeAlso: https://github.com/gin-gonic/gin/blob/master/logger.go
  package static let gin = LogFormat(
    name: "gin", summary: "the logger of Gin",
    template: LogTemplate(
      pieces: [
        "[GIN] ", .time("%Y/%m/%d - %T"), " | ", .slot(.status), " | ", .padded(.unitDuration),
        " | ",
        .padded(.text(.client)), " | ", .padded(.text(.method)), " \"", .slot(.text(.target)), "\"",
      ], escape: .backslash, timeIsEnd: true),
    samples: [
      "[GIN] 2026/11/22 - 16:35:02 | 200 |      65.583µs |     203.0.113.7 | GET      "
        + "\"/v1/items?page=2\""
    ])
}
