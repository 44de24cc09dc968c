import Traffic

/// Writes the story as servers log it.
enum SampleLogs {
  /// The `log_format` of ``nginxText(_:)``, as it stands in nginx.conf.
  static let nginxFormat = """
    log_format cors '$remote_addr - $remote_user [$time_local] "$request" $status '
                    '"$http_user_agent" $scheme://$http_host "$http_origin" '
                    '"$http_access_control_request_method" "$http_access_control_request_headers" '
                    '"$sent_http_access_control_allow_origin" '
                    '"$sent_http_access_control_allow_credentials" '
                    '"$sent_http_access_control_allow_methods" '
                    '"$sent_http_access_control_allow_headers" '
                    '"$sent_http_access_control_max_age" "$sent_http_vary" $request_time';
    """

  /// nginx with escape=json; of repeated headers it keeps the first, as versions before 1.23 do.
  static func nginxJSON(_ exchanges: [SampleExchange]) -> String {
    exchanges.map { exchange in
      let sent = { (name: String) in first(name, in: exchange.sent) ?? "" }
      let received = { (name: String) in first(name, in: exchange.received) ?? "" }
      let pairs: [(String, String)] = [
        ("msec", decimal(SampleStory.begin + exchange.time + exchange.duration)),
        ("remote_addr", exchange.client), ("request_method", exchange.method),
        ("scheme", "http"), ("http_host", SampleStory.host), ("request_uri", exchange.target),
        ("status", "\(exchange.status)"), ("request_time", decimal(exchange.duration)),
        ("http_user_agent", exchange.agent), ("http_origin", sent("Origin")),
        ("http_referer", sent("Referer")), ("sec_fetch_mode", sent("Sec-Fetch-Mode")),
        ("sec_fetch_site", sent("Sec-Fetch-Site")),
        ("has_cookie", sent("Cookie").isEmpty ? "" : "1"),
        ("acrm", sent("Access-Control-Request-Method")),
        ("acrh", sent("Access-Control-Request-Headers")),
        ("acao", received("Access-Control-Allow-Origin")),
        ("acac", received("Access-Control-Allow-Credentials")),
        ("acam", received("Access-Control-Allow-Methods")),
        ("acah", received("Access-Control-Allow-Headers")),
        ("acma", received("Access-Control-Max-Age")), ("vary", received("Vary")),
        ("location", received("Location")),
      ]
      return "{" + pairs.map { "\"\($0)\":\"\($1)\"" }.joined(separator: ",") + "}\n"
    }.joined()
  }

  /// nginx with ``nginxFormat``.
  static func nginxText(_ exchanges: [SampleExchange]) -> String {
    exchanges.map { exchange in
      let sent = { (name: String) in "\"\(first(name, in: exchange.sent) ?? "-")\"" }
      let received = { (name: String) in "\"\(first(name, in: exchange.received) ?? "-")\"" }
      let fields = [
        "\(exchange.client) - -", "[\(time(exchange))]",
        "\"\(exchange.method) \(exchange.target) HTTP/1.1\"", "\(exchange.status)",
        "\"\(exchange.agent)\"", "http://\(SampleStory.host)", sent("Origin"),
        sent("Access-Control-Request-Method"), sent("Access-Control-Request-Headers"),
        received("Access-Control-Allow-Origin"), received("Access-Control-Allow-Credentials"),
        received("Access-Control-Allow-Methods"), received("Access-Control-Allow-Headers"),
        received("Access-Control-Max-Age"), received("Vary"), decimal(exchange.duration),
      ]
      return fields.joined(separator: " ") + "\n"
    }.joined()
  }

  /// The combined log format, which shows neither origins nor CORS headers.
  static func combined(_ exchanges: [SampleExchange]) -> String {
    exchanges.map { exchange in
      "\(exchange.client) - - [\(time(exchange))] \"\(exchange.method) \(exchange.target) HTTP/1.1\" "
        + "\(exchange.status) 512 \"\(first("Referer", in: exchange.sent) ?? "-")\" "
        + "\"\(exchange.agent)\"\n"
    }.joined()
  }

  /// Caddy's JSON, which keeps every header line.
  static func caddy(_ exchanges: [SampleExchange]) -> String {
    exchanges.map { exchange in
      let end = decimal(SampleStory.begin + exchange.time + exchange.duration)
      let sent = [("User-Agent", exchange.agent)] + exchange.sent
      return "{\"level\":\"info\",\"ts\":\(end),\"logger\":\"http.log.access.log0\","
        + "\"msg\":\"handled request\",\"request\":{\"remote_ip\":\"\(exchange.client)\","
        + "\"proto\":\"HTTP/1.1\",\"method\":\"\(exchange.method)\","
        + "\"host\":\"\(SampleStory.host)\",\"uri\":\"\(exchange.target)\","
        + "\"headers\":\(lists(sent))},\"duration\":\(decimal(exchange.duration)),\"size\":512,"
        + "\"status\":\(exchange.status),\"resp_headers\":\(lists(exchange.received))}\n"
    }.joined()
  }

  /// Headers as Caddy writes them: names with lists of values, secrets taken out.
  private static func lists(_ headers: [(String, String)]) -> String {
    var names: [String] = []
    for (name, _) in headers where !names.contains(name) { names.append(name) }
    let parts = names.map { name -> String in
      let values = headers.filter { $0.0 == name }.map { name == "Cookie" ? "REDACTED" : $0.1 }
      return "\"\(name)\":[" + values.map { "\"\($0)\"" }.joined(separator: ",") + "]"
    }
    return "{" + parts.joined(separator: ",") + "}"
  }

  private static func first(_ name: String, in headers: [(String, String)]) -> String? {
    headers.first { $0.0 == name }?.1
  }

  /// Seconds with three decimals.
  static func decimal(_ seconds: Double) -> String {
    let thousandths = Int((seconds * 1000).rounded())
    let fraction = String(1000 + thousandths % 1000).dropFirst()
    return "\(thousandths / 1000).\(fraction)"
  }

  /// When the response ended, in the Common Log Format.
  private static func time(_ exchange: SampleExchange) -> String {
    let seconds = Int(SampleStory.begin + exchange.time + exchange.duration)
    let (year, _, day) = Timestamp.date(days: seconds / 86_400)
    let two = { (number: Int) in String(100 + number).dropFirst() }
    let clock = seconds % 86_400
    return "\(two(day))/Oct/\(year):\(two(clock / 3600)):\(two(clock / 60 % 60)):"
      + "\(two(clock % 60)) +0000"
  }
}
