import Traffic

extension LogFormat {
  /// What the logger of chi prints of each request, with or without its identifier.
  ///
  /// - SeeAlso: https://github.com/go-chi/chi/blob/master/middleware/logger.go
  package static let chi: LogFormat = {
    let start: [LogTemplate.Piece] = [.time("%Y/%m/%d %T"), " "]
    let rest: [LogTemplate.Piece] = [
      "\"", .slot(.text(.method)), " ", .slot(.url), " ", .slot(.text(.protocol)), "\" from ",
      .slot(.clientPort), " - ", .slot(.status), " ", .slot(.ignored), "B in ",
      .slot(.unitDuration),
    ]
    var template = LogTemplate(
      pieces: start + ["[", .slot(.text(.requestID)), "] "] + rest, escape: .none, timeIsEnd: true)
    template.showsURLsAsked = true
    template.alternatives = [
      LogTemplate(pieces: start + rest, escape: .none, timeIsEnd: true)
    ]
    return LogFormat(
      name: "chi", summary: "the logger of chi", template: template,
      samples: [
        "2026/11/22 16:35:02 [web1/Xk2fGhT1aB-000001] \"GET http://api.example.com/v1/items?page=2 "
          + "HTTP/1.1\" from 203.0.113.7:54238 - 200 58B in 65.583µs",
        "2026/11/22 16:35:02 \"OPTIONS http://api.example.com/v1/items HTTP/2.0\" from "
          + "203.0.113.7:54238 - 204 0B in 1.2ms",
      ])
  }()
}
