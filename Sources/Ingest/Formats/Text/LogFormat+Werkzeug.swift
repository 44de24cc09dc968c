import Traffic

extension LogFormat {
  /// What Werkzeug, and so Flask's own server, prints of each request, and Python's `http.server`;
  /// a line more says why a request was refused.
  package static let werkzeug: LogFormat = {
    let front: [LogTemplate.Piece] = [
      .slot(.text(.client)), " ", .slot(.ignored), " ", .slot(.user), " [", .time("%d/%b/%Y %T"),
    ]
    var template = LogTemplate(
      pieces: front + ["] \"", .slot(.request), "\" ", .slot(.status), " ", .slot(.word)],
      escape: .none, timeIsEnd: true)
    // Werkzeug shows characters where they were sent encoded.
    template.rewritesTargets = true
    var reason = LogTemplate(
      pieces: front + ["] code ", .slot(.number), ", message ", .slot(.ignored)], escape: .none)
    reason.isExchange = false
    template.alternatives = [reason]
    return LogFormat(
      name: "werkzeug", summary: "the server of Flask (Werkzeug) and Python's http.server",
      template: template,
      samples: [
        #"203.0.113.7 - - [22/Nov/2026 16:35:02] "GET /v1/items?page=2 HTTP/1.1" 200 -"#,
        #"203.0.113.7 - - [22/Nov/2026 16:35:02] "OPTIONS /v1/items HTTP/1.1" 204 -"#,
      ])
  }()
}
