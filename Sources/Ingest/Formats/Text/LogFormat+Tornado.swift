import Traffic

extension LogFormat {
  /// What Tornado prints of each request.
  package static let tornado: LogFormat = {
    let template = LogTemplate(
      pieces: [
        "[", .slot(.word), " ", .time("%y%m%d %T"), " web:", .slot(.number), "] ", .slot(.status),
        " ",
        .slot(.text(.method)), " ", .slot(.text(.target)), " (", .slot(.text(.client)), ") ",
        .slot(.unitDuration),
      ], escape: .none, timeIsEnd: true)
    return LogFormat(
      name: "tornado", summary: "Tornado's log of requests", template: template,
      samples: [
        "[I 261122 16:35:02 web:2348] 200 GET /v1/items?page=2 (203.0.113.7) 1.94ms",
        "[W 261122 16:35:02 web:2348] 404 GET /v1/none (203.0.113.7) 0.41ms",
      ])
  }()
}
