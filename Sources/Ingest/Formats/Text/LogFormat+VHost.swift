import Traffic

extension LogFormat {
  /// Combined lines behind the name of the virtual host alone.
  package static let vhost: LogFormat = {
    guard
      var template = try? ApacheLogFormat.compile(
        "%v %h %l %u %t \"%r\" %>s %O \"%{Referer}i\" \"%{User-Agent}i\"")
    else { preconditionFailure("the format vhost does not compile") }
    template.allowsMore = true
    // A user of two words makes as many columns of a combined line.
    for index in template.pieces.indices {
      guard case .capture(var capture) = template.pieces[index] else { continue }
      if capture.slot == .text(.client) { capture.slot = .address }
      if capture.slot == .settledHost { capture.slot = .bareHost }
      template.pieces[index] = .capture(capture)
    }
    return LogFormat(
      name: "vhost", summary: "combined after the name of the virtual host, without a port",
      template: template,
      samples: [
        #"api.example.com 203.0.113.7 - - [22/Nov/2026:16:35:02 +0000] "#
          + #""GET /v1/items HTTP/1.1" 200 58 "https://app.example.com/" "Mozilla/5.0""#
      ])
  }()
}
