import Traffic

extension LogFormat {
  /// varnishncsa's own format: combined, its targets made absolute.
  package static let varnish: LogFormat = {
    guard
      var template = try? ApacheLogFormat.compile(
        "%h %l %u %t \"%r\" %s %b \"%{Referer}i\" \"%{User-agent}i\"", .varnish)
    else { preconditionFailure("varnishncsa's own format does not compile") }
    template.allowsMore = true
    return LogFormat(
      name: "varnish", summary: "varnishncsa's own format", template: template,
      samples: [
        #"203.0.113.7 - - [22/Nov/2026:16:35:02 +0000] "#
          + #""GET http://api.example.com/v1/items HTTP/1.1" 200 58 "-" "Mozilla/5.0""#
      ])
  }()
}
