import Traffic

/// Traffic in which a rule finds something, and traffic that looks alike and is fine.
struct RuleCase: Sendable {
  var fires: [[Sent]]
  var quiet: [[Sent]]
  /// Whether the same is found whatever the host and the path are.
  var isGeneral = true
}

/// One entry a rule, by its id.
enum RuleCases {
  static let all: [String: RuleCase] = [trust, hosting, values, lists, preflights, caching]
    .reduce([:]) { $0.merging($1) { $1 } }.merging(consistency) { $1 }.merging(neighbours) { $1 }

  static let app: Said = "https://app.example.com"

  /// A response that echoes the Origin, with credentials unless told otherwise.
  static func echo(
    _ origin: String, target: Said = "/items", credentials: Said = "true", vary: Said = "Origin",
    _ fields: [Field: Said] = [:]
  ) -> Sent {
    Sent([
      .origin: .value(origin), .target: target, .allowOrigin: .value(origin),
      .allowCredentials: credentials, .vary: vary,
    ]).with(fields)
  }

  /// The exchanges one second after the other.
  static func inTurn(_ exchanges: [Sent]) -> [Sent] {
    exchanges.enumerated().map { second, sent in
      var sent = sent
      sent.start = Double(second)
      return sent
    }
  }

  /// A response that lets a site not in, as a list does.
  static func keptOut(_ origin: String) -> Sent {
    Sent([.origin: .value(origin), .vary: "Origin"])
  }

  /// The same without credentials.
  static func plain(_ origin: String) -> Sent { echo(origin, credentials: .absent) }

  /// A response that grants the page's origin.
  static func granted(
    _ method: Said, _ status: Int = 200, at start: Double = 1, _ fields: [Field: Said] = [:]
  ) -> Sent {
    Sent(method, status, at: start, [.allowOrigin: app, .allowCredentials: "true"]).with(fields)
  }

  /// A 200 that grants the page's origin.
  static func granted(_ method: Said, _ fields: [Field: Said]) -> Sent {
    granted(method, 200, fields)
  }

  /// A preflight answered without CORS headers.
  static func refused(_ status: Int, _ fields: [Field: Said] = [:]) -> Sent {
    Sent("OPTIONS", status, [.requestMethod: "PUT"].merging(fields) { $1 })
  }

  static let strangers = [
    "https://one.example", "https://www.two.org", "https://shop.three.co.uk",
  ]
}
