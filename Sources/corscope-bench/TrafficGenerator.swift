import Traffic

/// Makes up log lines of a busy API behind nginx, deterministically.
struct TrafficGenerator {
  /// What a line looks like.
  enum Shape: String, CaseIterable {
    case text, json, caddy, combined
  }

  /// The `log_format` that describes lines of the shape `text`.
  static let textFormat = """
    $remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent \
    "$http_referer" "$http_user_agent" "$host" "$http_origin" \
    "$http_access_control_request_method" "$http_access_control_request_headers" \
    "$sent_http_access_control_allow_origin" "$sent_http_access_control_allow_credentials" \
    "$sent_http_vary" $request_time
    """

  private var random: RandomSource
  private var seconds = 1_790_000_000
  private var line = ""

  private static let agents = [
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
      + "Chrome/141.0.0.0 Safari/537.36",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) "
      + "Version/18.5 Safari/605.1.15",
    "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 "
      + "Mobile Safari/537.36",
    "okhttp/4.12.0",
  ]
  private static let resources = [
    "users", "orders", "carts", "sessions", "invoices", "products", "search", "events",
  ]
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// Makes a generator; equal seeds make equal lines.
  init(seed: UInt64) { random = RandomSource(seed: seed) }

  /// What one request and its response said.
  private struct Exchange {
    var client = ""
    var method = "GET"
    var target = ""
    var status = 200
    var host = "api.example.com"
    var agent = ""
    var origin = "-"
    var requestMethod = "-"
    var requestHeaders = "-"
    var allowOrigin = "-"
    var allowCredentials = "-"
    var vary = "-"
    var duration = "0.000"
  }

  /// The next line, with its end.
  mutating func next(_ shape: Shape) -> String {
    if random.below(10) == 0 { seconds += 1 }
    let exchange = nextExchange()
    return switch shape {
    case .text: text(exchange, isCombined: false)
    case .combined: text(exchange, isCombined: true)
    case .json: json(exchange)
    case .caddy: caddy(exchange)
    }
  }

  private mutating func nextExchange() -> Exchange {
    var exchange = Exchange()
    exchange.client = "203.0.113.\(random.below(256))"
    if random.below(4) > 0 {
      exchange.client = "198.\(18 + random.below(2)).\(random.skewed(256)).\(random.below(256))"
    }
    let resource = Self.resources[random.skewed(Self.resources.count)]
    exchange.target = "/api/v\(1 + random.below(3))/\(resource)"
    if random.below(2) == 0 { exchange.target += "/\(random.below(100_000))" }
    exchange.agent = Self.agents[random.skewed(Self.agents.count)]
    exchange.method = ["GET", "GET", "GET", "POST", "PUT", "DELETE"][random.below(6)]
    exchange.status = [200, 200, 200, 200, 201, 304, 404, 401, 500][random.skewed(9)]
    exchange.duration = "0.\(100 + random.below(900))"
    guard random.below(100) < 55 else { return exchange }
    let site = random.skewed(200)
    exchange.origin = site == 9 ? "null" : "https://app\(site).example.net"
    if random.below(4) == 0 {
      exchange.requestMethod = exchange.method
      exchange.requestHeaders = random.below(2) == 0 ? "content-type" : "authorization,content-type"
      exchange.method = "OPTIONS"
      exchange.status = random.below(20) == 0 ? 403 : 204
    }
    switch random.below(100) {
    case ..<62:
      exchange.allowOrigin = exchange.origin
      exchange.vary = random.below(5) > 0 ? "Origin" : "-"
      exchange.allowCredentials = random.below(3) > 0 ? "true" : "-"
    case ..<80: exchange.allowOrigin = "*"
    case ..<95: break
    default: exchange.allowOrigin = "https://app0.example.net"
    }
    return exchange
  }

  private func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  private func text(_ exchange: Exchange, isCombined: Bool) -> String {
    let (year, month, day) = Timestamp.date(days: seconds / 86_400)
    let second = seconds % 86_400
    let time =
      "\(two(day))/\(Self.months[month - 1])/\(year):\(two(second / 3600)):"
      + "\(two(second / 60 % 60)):\(two(second % 60)) +0000"
    let referer = exchange.origin.hasPrefix("http") ? exchange.origin + "/" : "-"
    let head =
      "\(exchange.client) - - [\(time)] \"\(exchange.method) \(exchange.target) HTTP/1.1\" "
      + "\(exchange.status) 512 \"\(referer)\" \"\(exchange.agent)\""
    guard !isCombined else { return head + "\n" }
    return head
      + " \"\(exchange.host)\" \"\(exchange.origin)\" \"\(exchange.requestMethod)\" "
      + "\"\(exchange.requestHeaders)\" \"\(exchange.allowOrigin)\" "
      + "\"\(exchange.allowCredentials)\" \"\(exchange.vary)\" \(exchange.duration)\n"
  }

  private func json(_ exchange: Exchange) -> String {
    let null = { (text: String) in text == "-" ? "" : text }
    return "{\"msec\":\"\(seconds).000\",\"remote_addr\":\"\(exchange.client)\","
      + "\"request_method\":\"\(exchange.method)\",\"request_uri\":\"\(exchange.target)\","
      + "\"status\":\"\(exchange.status)\",\"http_host\":\"\(exchange.host)\","
      + "\"scheme\":\"https\",\"http_user_agent\":\"\(exchange.agent)\","
      + "\"http_origin\":\"\(null(exchange.origin))\",\"acrm\":\"\(null(exchange.requestMethod))\","
      + "\"acrh\":\"\(null(exchange.requestHeaders))\",\"acao\":\"\(null(exchange.allowOrigin))\","
      + "\"acac\":\"\(null(exchange.allowCredentials))\",\"vary\":\"\(null(exchange.vary))\","
      + "\"request_time\":\"\(exchange.duration)\"}\n"
  }

  private func caddy(_ exchange: Exchange) -> String {
    let header = { (name: String, value: String) in
      value == "-" ? "" : ",\"\(name)\":[\"\(value)\"]"
    }
    return "{\"level\":\"info\",\"ts\":\(seconds).25,\"logger\":\"http.log.access\","
      + "\"msg\":\"handled request\",\"request\":{\"remote_ip\":\"\(exchange.client)\","
      + "\"proto\":\"HTTP/2.0\",\"method\":\"\(exchange.method)\",\"host\":\"\(exchange.host)\","
      + "\"uri\":\"\(exchange.target)\",\"headers\":{\"User-Agent\":[\"\(exchange.agent)\"]"
      + header("Origin", exchange.origin)
      + header("Access-Control-Request-Method", exchange.requestMethod)
      + header("Access-Control-Request-Headers", exchange.requestHeaders)
      + "},\"tls\":{\"version\":772}},\"duration\":\(exchange.duration),\"size\":512,"
      + "\"status\":\(exchange.status),\"resp_headers\":{\"Server\":[\"Caddy\"]"
      + header("Access-Control-Allow-Origin", exchange.allowOrigin)
      + header("Access-Control-Allow-Credentials", exchange.allowCredentials)
      + header("Vary", exchange.vary) + "}}\n"
  }
}
