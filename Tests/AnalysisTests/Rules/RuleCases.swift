import Traffic

/// Traffic in which a rule finds something, and traffic that looks alike and is fine.
struct RuleCase: Sendable {
  var fires: [[Sent]]
  var quiet: [[Sent]]
}

/// One entry a rule, by its id.
enum RuleCases {
  static let all: [String: RuleCase] = trust.merging(values) { $1 }.merging(preflights) { $1 }
    .merging(consistency) { $1 }

  /// A response that echoes the Origin with credentials.
  static func echo(
    _ origin: String, target: Said = "/items", credentials: Said = "true", vary: Said = "Origin"
  ) -> Sent {
    Sent([
      .origin: .value(origin), .target: target, .allowOrigin: .value(origin),
      .allowCredentials: credentials, .vary: vary,
    ])
  }

  private static let strangers = [
    "https://one.example", "https://www.two.test", "https://shop.three.co.uk",
  ]

  private static let trust: [String: RuleCase] = [
    "reflected-origin-credentials": RuleCase(
      fires: [
        strangers.map { echo($0) },
        ["https://one.co.uk", "https://two.co.uk", "https://three.co.uk"].map { echo($0) },
        [echo("https://evil.test")],
        [echo("https://api.example.com.attacker.test")],
      ],
      quiet: [
        // Two sites are a list.
        strangers.prefix(2).map { echo($0) },
        // Subdomains of one site, and ports of one host.
        ["https://a.example.com", "https://b.example.com", "https://c.example.com"]
          .map { echo($0) },
        ["https://a.example.co.uk", "https://b.example.co.uk", "https://c.example.co.uk"]
          .map { echo($0) },
        ["http://localhost:3000", "http://localhost:4000", "http://localhost:5000"]
          .map { echo($0) },
        ["http://192.0.2.1", "http://192.0.2.2", "http://192.0.2.3"].map { echo($0) },
        // Without credentials it is no more than *.
        strangers.map { echo($0, credentials: .absent) },
        strangers.map { echo($0, credentials: "false") },
        [echo("https://evil.test", credentials: .absent)],
        // A probe that was not let in.
        [Sent([.origin: "https://evil.test", .allowOrigin: "https://app.example.com"])],
        // One site each on three routes is three lists.
        zip(strangers, ["/a", "/b", "/c"]).map { echo($0, target: .value($1)) },
      ]),
    "null-origin-trusted-credentials": RuleCase(
      fires: [[echo("null")]],
      quiet: [
        [echo("null", credentials: .absent)],
        [Sent([.origin: "null", .allowOrigin: "*", .allowCredentials: "true"])],
        // A value that nobody sent.
        [Sent([.allowOrigin: "null", .allowCredentials: "true"])],
        [Sent([.origin: "null"])],
      ]),
    "wildcard-with-credentials": RuleCase(
      fires: [
        [Sent([.allowOrigin: "*", .allowCredentials: "true"])],
        [Sent([.allowOrigin: " * ", .allowCredentials: "true", .origin: .absent])],
      ],
      quiet: [
        [Sent([.allowOrigin: "*"])],
        [Sent([.allowOrigin: "*", .allowCredentials: "false"])],
        [Sent([.allowOrigin: "*", .allowCredentials: .notObservable])],
        [echo("https://app.example.com")],
      ]),
  ]

  private static let values: [String: RuleCase] = [
    "acao-repeated": RuleCase(
      fires: [
        [Sent(repeated: FieldSet(.allowOrigin), [.allowOrigin: "*, *"])],
        [Sent([.allowOrigin: "https://app.example.com, https://app.example.com"])],
        [Sent(repeated: FieldSet(.allowOrigin), [.allowOrigin: "*, https://app.example.com"])],
      ],
      quiet: [
        [Sent(repeated: FieldSet(.vary), [.allowOrigin: "*", .vary: "Origin, Accept"])],
        [Sent([.allowOrigin: "https://a.example.com, https://b.example.com"])],
        [Sent([.allowOrigin: ", "])],
      ]),
    "acao-list": RuleCase(
      fires: [
        [Sent([.allowOrigin: "https://a.example.com, https://app.example.com"])],
        [Sent([.allowOrigin: "https://a.example.com https://app.example.com"])],
      ],
      quiet: [
        [Sent([.allowOrigin: "  https://app.example.com "])],
        [Sent([.allowOrigin: "*, *"])],
        [Sent([.allowOrigin: ""])],
        [Sent(repeated: FieldSet(.allowOrigin), [.allowOrigin: "https://a.test, https://b.test"])],
      ]),
    "acao-with-path-or-slash": RuleCase(
      fires: [
        [Sent([.allowOrigin: "https://app.example.com/"])],
        [Sent([.allowOrigin: "https://app.example.com/shop"])],
        [Sent([.allowOrigin: "https://app.example.com?a"])],
        [Sent([.allowOrigin: "https://user:secret@app.example.com"])],
      ],
      quiet: [
        [Sent([.allowOrigin: "https://app.example.com:8443"])],
        [Sent([.allowOrigin: "https://other.example.com"])],
        [Sent([.allowOrigin: "https://a.example.com/, https://b.example.com/"])],
        [Sent([.allowOrigin: "null"])],
      ]),
  ]
}
