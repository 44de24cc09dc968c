/// A week of the invented shop's API, with an incident on its Wednesday.
///
/// Pages of five origins ask by day more than by night. From 13:05 for two hours and a half the API
/// answers with errors that lack CORS headers; on Thursday at ten a deployment forgets the admin's
/// origin, which is let in again a day later; a partner that moved to a new origin is refused from
/// Friday on; single routes are misconfigured all week.
struct WeekStory {
  private(set) var exchanges: [SampleExchange] = []
  private var random = RandomSource(seed: 7)

  private static let day = 86_400.0
  private static let origins = [
    "https://shop.example.com", "https://m.shop.example.com", "https://admin.example.com",
    "https://partner.example.net", "https://widgets.example.org",
  ]
  private static let agents = [
    SampleAgents.chrome, SampleAgents.safari, SampleAgents.chrome, SampleAgents.firefox,
  ]
  private static let routes = [
    "/v1/orders", "/v1/carts", "/v1/products", "/v1/search", "/v1/session",
  ]
  private static let begin = 2 * day + 5 * 3600 + 300
  private static let end = begin + 2.5 * 3600
  /// When the admin's origin is not on the list: the story begins at eight.
  private static let forgotten = 3 * day + 2 * 3600..<4 * day + 2 * 3600

  /// Tells the story of `days` days.
  init(days: Int = 7) {
    for minute in 0..<days * 24 * 20 {
      let time = Double(minute) * 180
      // The story begins at eight in the morning.
      let hour = (minute / 20 + 8) % 24
      let isNight = hour < 6 || hour > 22
      let visits = isNight ? random.below(2) : 1 + random.below(hour > 8 && hour < 20 ? 5 : 3)
      for _ in 0..<visits { visit(time + Double(random.below(170_000)) / 1000) }
    }
    exchanges.sort { $0.time < $1.time }
  }

  /// One page's fetch, with its preflight where one is needed.
  private mutating func visit(_ time: Double) {
    var origin = Self.origins[random.skewed(Self.origins.count)]
    if origin.contains("partner"), time > 4 * Self.day {
      origin = "https://new.partner.example.net"
    }
    let route = Self.routes[random.skewed(Self.routes.count)]
    var exchange = SampleExchange(time: time, target: route)
    if random.below(3) > 0 { exchange.target += "/\(1000 + random.below(900))" }
    exchange.client = "203.0.113.\(random.skewed(250))"
    exchange.agent = Self.agents[random.below(4)]
    exchange.duration = Double(20 + random.skewed(400)) / 1000
    exchange.method = ["GET", "GET", "GET", "POST", "PUT"][random.below(5)]
    let isForgotten = origin.contains("admin") && Self.forgotten.contains(time)
    let isKnown = !origin.contains("new.") && !origin.contains("widgets") && !isForgotten
    if exchange.method != "GET", random.below(3) > 0 {
      preflight(of: exchange, from: origin, isKnown: isKnown)
      guard isKnown else { return }
    }
    exchange.sent = [
      ("Origin", origin), ("Sec-Fetch-Mode", "cors"), ("Sec-Fetch-Site", "same-site"),
    ]
    if origin.contains("partner") || origin.contains("widgets") {
      exchange.sent[2].1 = "cross-site"
    }
    let isBroken = time > Self.begin && time < Self.end && random.below(10) < 7
    if isBroken {
      exchange.status = random.below(3) > 0 ? 502 : 504
      exchange.duration += 3
    } else if isKnown {
      exchange.received += [
        ("Access-Control-Allow-Origin", origin), ("Access-Control-Allow-Credentials", "true"),
        ("Vary", "Origin"),
      ]
    } else if origin.contains("widgets") {
      exchange.received.append(("Access-Control-Allow-Origin", "https://shop.example.com"))
    }
    exchanges.append(exchange)
  }

  private mutating func preflight(of exchange: SampleExchange, from origin: String, isKnown: Bool) {
    var preflight = exchange
    preflight.time = exchange.time - 0.15
    preflight.method = "OPTIONS"
    preflight.status = isKnown ? 204 : 403
    preflight.duration = Double(5 + random.skewed(120)) / 1000
    preflight.sent = [
      ("Origin", origin), ("Access-Control-Request-Method", exchange.method),
      ("Access-Control-Request-Headers", "authorization,content-type"),
    ]
    preflight.received =
      isKnown
      ? [
        ("Access-Control-Allow-Origin", origin), ("Access-Control-Allow-Credentials", "true"),
        ("Access-Control-Allow-Methods", "GET, POST, PUT"),
        ("Access-Control-Allow-Headers", "authorization, content-type"),
        ("Access-Control-Max-Age", "600"), ("Vary", "Origin"),
      ] : []
    exchanges.append(preflight)
  }
}
