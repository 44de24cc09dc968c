import Traffic

extension LogFormat {
  /// What uWSGI prints of each request where no log format was set.
  ///
  /// - SeeAlso: https://uwsgi-docs.readthedocs.io/en/latest/LogFormat.html
  package static let uwsgi: LogFormat = {
    let template = LogTemplate(
      pieces: [
        "[pid: ", .slot(.number), "|app: ", .slot(.number), "|req: ", .slot(.word), "] ",
        .slot(.text(.client)), " (", .slot(.user), ") {", .slot(.ignored), "} [",
        .time("%a %b %e %T %Y"), "] ", .slot(.text(.method)), " ", .slot(.text(.target)),
        " => generated ", .slot(.number), " bytes in ", .slot(.duration(unit: 1_000_000)),
        " msecs (",
        .slot(.text(.protocol)), " ", .slot(.status), ") ", .slot(.ignored),
      ], escape: .none)
    return LogFormat(
      name: "uwsgi", summary: "uWSGI's own log of requests", template: template,
      samples: [
        "[pid: 2738|app: 0|req: 7/9] 203.0.113.7 () {42 vars in 675 bytes} "
          + "[Sun Nov 22 16:35:02 2026] GET /v1/items?page=2 => generated 58 bytes in 4 msecs "
          + "(HTTP/1.1 200) 2 headers in 71 bytes (1 switches on core 0)"
      ])
  }()
}
