import Foundation

/// One exchange, as any recorder may have written it.
struct HardExchange: Sendable {
  var method = "GET"
  var url = "https://b.test/x"
  /// The request's header lines; Origin, User-Agent and Host are added where they are not `nil`.
  var sent: [String] = []
  var origin: String? = "https://a.test"
  var agent: String? = Agents.chrome
  var host: String?
  var status = 200
  /// The response's header lines.
  var got: [String] = []
  /// Seconds after the first.
  var at = 0.0
  var client = "203.0.113.7"
  /// What only a HAR says.
  var error: String?
  var resource = "fetch"

  /// The request's headers, all of them.
  var request: [(name: String, value: String)] {
    let agent = agent.map { ["User-Agent: \($0)"] } ?? []
    return HardText.headers(agent + (origin.map { ["Origin: \($0)"] } ?? []) + sent)
  }

  /// The response's headers.
  var response: [(name: String, value: String)] { HardText.headers(got) }

  /// The URL's parts: scheme, host with port, and path with query.
  var place: (scheme: String, host: String, target: String) {
    let parts = url.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false)
    return (String(parts[0].dropLast()), host ?? String(parts[2]), "/" + parts[3])
  }

  /// A preflight for `method` with an answer that passes, `got` added.
  static func preflight(
    _ method: String = "PUT", asks names: String? = nil, answered status: Int = 204,
    _ got: [String],
    at: Double = 0, url: String = "https://b.test/x"
  ) -> HardExchange {
    let sent = ["ACRM: \(method)"] + (names.map { ["ACRH: \($0)"] } ?? [])
    return HardExchange(
      method: "OPTIONS", url: url, sent: sent, status: status, got: got, at: at)
  }
}

/// User-Agents as the engines write them.
enum Agents {
  static let chrome =
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) "
    + "Chrome/140.0.0.0 Safari/537.36"
  static let firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:142.0) Gecko/20100101 Firefox/142.0"
  static let safari =
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    + "Version/18.0 Safari/605.1.15"
}
