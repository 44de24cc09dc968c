import Traffic

extension LogFormat {
  /// lighttpd's own format: combined, the second column being the host.
  package static let lighttpd: LogFormat = {
    guard
      var template = try? ApacheLogFormat.compile(
        "%h %V %u %t \"%r\" %>s %b \"%{Referer}i\" \"%{User-Agent}i\"", .lighttpd)
    else { preconditionFailure("lighttpd's own format does not compile") }
    template.allowsMore = true
    // A null there is what tells combined from it.
    for index in template.pieces.indices {
      guard case .capture(var capture) = template.pieces[index], capture.slot == .host else {
        continue
      }
      capture.slot = .givenHost
      template.pieces[index] = .capture(capture)
    }
    return LogFormat(
      name: "lighttpd", summary: "lighttpd's own format", template: template,
      samples: [
        #"203.0.113.7 api.example.com - [22/Nov/2026:16:35:02 +0000] "GET /v1/items HTTP/1.1" "#
          + #"200 58 "https://app.example.com/" "Mozilla/5.0""#
      ])
  }()
}
