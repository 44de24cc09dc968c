import Traffic

extension LogFormat {
  /// What PHP's own server prints of each request, among the coming and going of connections.
  package static let phpServer: LogFormat = {
    var template = LogTemplate(
      pieces: [
        "[", .time("%a %b %e %T %Y"), "] ", .slot(.clientPort), " [", .slot(.status), "]: ",
        .slot(.text(.method)), " ", .slot(.text(.target)),
      ], escape: .none, timeIsEnd: true)
    template.allowsMore = true
    var connection = LogTemplate(
      pieces: ["[", .time("%a %b %e %T %Y"), "] ", .slot(.clientPort), " ", .slot(.word)],
      escape: .none)
    connection.isExchange = false
    template.alternatives = [connection]
    return LogFormat(
      name: "php-server", summary: "PHP's own server (php -S)", template: template,
      samples: ["[Sun Nov 22 16:35:02 2026] 203.0.113.7:54238 [200]: GET /v1/items?page=2"])
  }()
}
