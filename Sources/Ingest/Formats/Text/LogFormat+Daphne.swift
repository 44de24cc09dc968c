import Traffic

extension LogFormat {
  /// The access log of Daphne, the server of Django's Channels.
  package static let daphne: LogFormat = {
    let template = LogTemplate(
      pieces: [
        .slot(.portedClient), " - - [", .time("%d/%b/%Y:%T"), "] \"", .slot(.text(.method)), " ",
        .slot(.text(.target)), "\" ", .slot(.status), " ", .slot(.number),
      ], escape: .none, timeIsEnd: true)
    return LogFormat(
      name: "daphne", summary: "Daphne's access log", template: template,
      samples: [#"203.0.113.7:54238 - - [22/Nov/2026:16:35:02] "GET /v1/items?page=2" 200 58"#])
  }()
}
