/// One morning of an invented shop: what its pages asked of the API, and what came back.
///
/// The API is api.example.com; its pages are on shop.example.com and admin.example.com, a partner's
/// on partner.example.net. Every misconfiguration that corscope has a rule for happens once or
/// more.
struct SampleStory {
  private(set) var exchanges: [SampleExchange] = []
  private var time = 0.0

  /// The host that all requests go to.
  static let host = "api.example.com"
  /// When the story begins: 2026-10-05T08:00:00Z, in seconds since 1970.
  static let begin = 1_791_187_200.0

  private static let shop = "https://shop.example.com"
  private static let admin = "https://admin.example.com"
  private static let partner = "https://partner.example.net"

  /// Tells the story.
  init() {
    workingShop()
    refusedMethod()
    preflightsThatFail()
    errorsWithoutHeaders()
    wrongOrigins()
    credentials()
    brokenValues()
    trustTooMuch()
    notCORS()
  }

  private mutating func add(_ exchange: SampleExchange) {
    time += 1.25
    var exchange = exchange
    exchange.time = time
    exchanges.append(exchange)
  }

  /// A request in CORS mode; `grants` are the response's CORS headers.
  private mutating func fetch(
    _ method: String, _ target: String, from origin: String, status: Int = 200,
    client: String = "203.0.113.10", agent: String = SampleAgents.chrome, cookie: Bool = false,
    _ grants: [(String, String)]
  ) {
    var exchange = SampleExchange(time: 0, target: target)
    exchange.method = method
    exchange.client = client
    exchange.agent = agent
    exchange.status = status
    exchange.sent = [("Origin", origin), ("Referer", origin == "null" ? "" : origin + "/")]
    if cookie { exchange.sent.append(("Cookie", "session=not-a-secret")) }
    exchange.sent.removeAll { $0.1.isEmpty }
    exchange.received += grants
    add(exchange)
  }

  private mutating func preflight(
    _ method: String, _ headers: String?, _ target: String, from origin: String,
    status: Int = 204, client: String = "203.0.113.10", agent: String = SampleAgents.chrome,
    _ grants: [(String, String)]
  ) {
    var exchange = SampleExchange(time: 0, target: target)
    exchange.duration = 0.004
    exchange.method = "OPTIONS"
    exchange.client = client
    exchange.agent = agent
    exchange.status = status
    exchange.sent = [("Origin", origin), ("Access-Control-Request-Method", method)]
    if let headers { exchange.sent.append(("Access-Control-Request-Headers", headers)) }
    exchange.received = grants
    add(exchange)
  }

  private func echo(_ origin: String) -> [(String, String)] {
    [
      ("Access-Control-Allow-Origin", origin), ("Access-Control-Allow-Credentials", "true"),
      ("Vary", "Origin"),
    ]
  }

  private func grant(_ origin: String) -> [(String, String)] {
    echo(origin) + [
      ("Access-Control-Allow-Methods", "GET, POST, PUT"),
      ("Access-Control-Allow-Headers", "content-type"), ("Access-Control-Max-Age", "600"),
    ]
  }

  private mutating func workingShop() {
    let clients = [
      ("203.0.113.10", SampleAgents.chrome), ("203.0.113.11", SampleAgents.firefox),
      ("203.0.113.12", SampleAgents.safari),
    ]
    for page in 1...4 {
      for (client, agent) in clients {
        fetch(
          "GET", "/v1/products?page=\(page)", from: Self.shop, client: client, agent: agent,
          cookie: true, echo(Self.shop))
      }
    }
    for (client, agent) in clients {
      preflight(
        "PUT", "content-type", "/v1/carts/1\(agent.count)", from: Self.shop, client: client,
        agent: agent, grant(Self.shop))
      fetch(
        "PUT", "/v1/carts/1\(agent.count)", from: Self.shop, client: client, agent: agent,
        cookie: true, echo(Self.shop))
    }
    // Within the ten minutes that every browser honours: no second preflight was needed.
    preflight("PUT", "content-type", "/v1/carts/1111", from: Self.shop, grant(Self.shop))
    fetch("PUT", "/v1/carts/1111", from: Self.shop, cookie: true, echo(Self.shop))
    preflight("PUT", "content-type", "/v1/carts/1111", from: Self.shop, grant(Self.shop))
    fetch("PUT", "/v1/carts/1111", from: Self.shop, cookie: true, echo(Self.shop))
  }

  private mutating func refusedMethod() {
    for client in ["203.0.113.10", "203.0.113.14", "203.0.113.15"] {
      preflight(
        "PATCH", "content-type", "/v1/carts/1207", from: Self.shop, client: client,
        grant(Self.shop))
    }
  }

  private mutating func preflightsThatFail() {
    for _ in 1...3 {
      preflight(
        "GET", "authorization", "/v1/reports/2026-10", from: Self.admin, status: 401,
        client: "203.0.113.30", agent: SampleAgents.firefox, [("WWW-Authenticate", "Bearer")])
    }
    preflight(
      "POST", "content-type", "/v1/search", from: Self.shop, status: 301,
      [("Location", "http://api.example.com/v1/search/")])
    preflight("DELETE", nil, "/v1/legacy/77", from: Self.shop, status: 405, [("Allow", "GET")])
  }

  private mutating func errorsWithoutHeaders() {
    fetch("GET", "/v1/orders/981", from: Self.shop, cookie: true, echo(Self.shop))
    fetch("GET", "/v1/orders/982", from: Self.shop, status: 500, cookie: true, [])
    fetch("GET", "/v1/orders/983", from: Self.shop, status: 502, cookie: true, [])
    preflight("POST", "content-type", "/v1/orders", from: Self.shop, grant(Self.shop))
    fetch("POST", "/v1/orders", from: Self.shop, status: 201, cookie: true, [])
  }

  private mutating func wrongOrigins() {
    for client in ["203.0.113.40", "203.0.113.41"] {
      fetch(
        "GET", "/v1/stock/5", from: Self.partner, client: client, agent: SampleAgents.safari,
        [("Access-Control-Allow-Origin", Self.shop)])
    }
  }

  private mutating func credentials() {
    for _ in 1...2 {
      fetch(
        "GET", "/v1/prices", from: Self.shop, cookie: true,
        [("Access-Control-Allow-Origin", "*"), ("Access-Control-Allow-Credentials", "true")])
    }
    // Readable unless the page asked with credentials, which no log shows where no cookie is sent.
    fetch("GET", "/v1/countries", from: Self.shop, [("Access-Control-Allow-Origin", "*")])
  }

  private mutating func brokenValues() {
    fetch(
      "GET", "/v1/banner", from: Self.shop,
      [("Access-Control-Allow-Origin", "https://shop.example.com/")])
    fetch(
      "GET", "/v1/fonts", from: Self.shop,
      [("Access-Control-Allow-Origin", "https://shop.example.com, https://admin.example.com")])
    // The proxy and the application both add the header; nginx's log keeps the first only.
    fetch(
      "GET", "/v1/twice", from: Self.shop,
      [
        ("Access-Control-Allow-Origin", Self.shop), ("Access-Control-Allow-Origin", Self.shop),
      ])
  }

  private mutating func trustTooMuch() {
    for origin in [Self.shop, "https://evil.example.org", "https://news.example.net"] {
      fetch(
        "GET", "/v1/me", from: origin, cookie: true,
        [
          ("Access-Control-Allow-Origin", origin), ("Access-Control-Allow-Credentials", "true"),
        ])
    }
    fetch("GET", "/v1/session", from: "null", cookie: true, echo("null"))
  }

  private mutating func notCORS() {
    var navigation = SampleExchange(time: 0, target: "/docs")
    navigation.sent = [("Sec-Fetch-Mode", "navigate"), ("Upgrade-Insecure-Requests", "1")]
    navigation.received = [("Content-Type", "text/html")]
    add(navigation)
    var probe = SampleExchange(time: 0, target: "/health")
    probe.agent = SampleAgents.curl
    probe.client = "203.0.113.250"
    add(probe)
    var own = SampleExchange(time: 0, target: "/v1/docs/feedback")
    own.method = "POST"
    own.sent = [("Origin", "http://api.example.com"), ("Sec-Fetch-Site", "same-origin")]
    add(own)
  }
}
