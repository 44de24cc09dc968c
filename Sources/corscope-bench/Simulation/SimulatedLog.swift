import CORSEngine

/// What the nodes of the simulated shop log: nginx, `escape=json`, one line an exchange.
struct SimulatedLog {
  /// When the simulation begins: 2026-10-05T08:00:00Z, in seconds since 1970.
  static let begin = 1_791_187_200.0
  /// By how many seconds each node's clock is ahead.
  static let skews = [0.0, 1.5]

  private var lines: [[(end: Double, text: String)]] = [[], []]

  /// Logs one exchange on `node`, begun at `start` and answered after `duration` seconds.
  mutating func add(
    _ exchange: ReplayedExchange, path: String, address: String, agent: String,
    hasCookie: Bool, start: Double, duration: Double, node: Int
  ) {
    let end = SimulatedLog.begin + SimulatedLog.skews[node] + start + duration
    let answer = { (name: StaticString) in
      exchange.answer.headers.combined(name).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
    let text = { (bytes: [UInt8]) in String(decoding: bytes, as: UTF8.self) }
    let isPreflight = exchange.isPreflight
    let names = exchange.requestedNames.map(text).joined(separator: ",")
    let hasJSON = ["PUT", "POST"].contains(text(exchange.method)) && !isPreflight
    let pairs: [(String, String)] = [
      ("msec", SimulatedLog.decimal(end)), ("remote_addr", address),
      ("request_method", isPreflight ? "OPTIONS" : text(exchange.method)), ("scheme", "https"),
      ("http_host", "api.example.com"), ("request_uri", path),
      ("status", "\(exchange.answer.status)"), ("request_time", SimulatedLog.decimal(duration)),
      ("http_user_agent", agent), ("http_origin", exchange.origin.map(text) ?? ""),
      ("has_cookie", hasCookie && !isPreflight ? "1" : ""),
      ("req_content_type", hasJSON ? "application/json" : ""),
      ("acrm", isPreflight ? text(exchange.method) : ""), ("acrh", isPreflight ? names : ""),
      ("acao", answer("access-control-allow-origin")),
      ("acac", answer("access-control-allow-credentials")),
      ("acam", answer("access-control-allow-methods")),
      ("acah", answer("access-control-allow-headers")),
      ("acma", answer("access-control-max-age")), ("vary", answer("vary")), ("location", ""),
    ]
    let line = "{" + pairs.map { "\"\($0.0)\":\"\($0.1)\"" }.joined(separator: ",") + "}\n"
    lines[node].append((end, line))
  }

  /// The text of each node's log, in the order of completion.
  var texts: [String] {
    lines.map { lines in
      lines.enumerated().sorted { left, right in
        left.element.end != right.element.end
          ? left.element.end < right.element.end : left.offset < right.offset
      }.map(\.element.text).joined()
    }
  }

  private static func decimal(_ seconds: Double) -> String {
    let millis = Int((seconds * 1000).rounded())
    let fraction = "\(millis % 1000)"
    return "\(millis / 1000)." + String(repeating: "0", count: 3 - fraction.count) + fraction
  }
}
