import Traffic

extension LogFormat {
  /// What WEBrick logs where nothing else is asked for: the Common Log Format with a zone's name,
  /// and a line with the Referer.
  package static let webrick: LogFormat = {
    var template = LogTemplate(
      pieces: [
        .slot(.text(.client)), " ", .slot(.ignored), " ", .slot(.user), " [",
        .time("%d/%b/%Y:%T %Z"), "] \"", .slot(.request), "\" ", .slot(.status), " ",
        .slot(.number),
      ], escape: .none)
    // Arrows stand in much else, such as lists of links: a Referer is a URL, or none.
    let referers: [[LogTemplate.Piece]] = [["- -> /"], ["http", .slot(.word), " -> /"]]
    template.alternatives = referers.map { pieces in
      var referer = LogTemplate(pieces: pieces + [.slot(.ignored)], escape: .none)
      referer.isExchange = false
      return referer
    }
    return LogFormat(
      name: "webrick", summary: "WEBrick's access log", template: template,
      samples: [
        #"203.0.113.7 - - [22/Nov/2026:16:35:02 UTC] "GET /v1/items?page=2 HTTP/1.1" 200 58"#
      ])
  }()
}
