import Traffic

extension RuleCases {
  static let consistency: [String: RuleCase] = [
    "error-response-lacks-cors": RuleCase(
      fires: [
        [granted("GET", 200), Sent("GET", 500)],
        [Sent("GET", 404, [.target: "/items/7"]), granted("GET", 200).with([.target: "/items/8"])],
        // Where the application's errors lack it, all kinds are one finding.
        [granted("GET", 200), Sent("GET", 500), Sent("GET", 502), Sent("GET", 429)],
      ],
      quiet: [
        // Errors that carry it; a route that never does; another origin; another route.
        [granted("GET", 200), granted("GET", 500)],
        [Sent("GET", 200), Sent("GET", 500)],
        [granted("GET", 200), Sent("GET", 403, [.origin: "https://partner.net"])],
        [granted("GET", 200), Sent("GET", 404, [.target: "/favicon.ico"])],
        [granted("GET", 200), Sent("GET", 500, [.host: "cdn.example.com"])],
        // The client left, so nothing was lost to the page.
        [granted("GET", 200), Sent("GET", 499)],
        // No page asked; the header is not recorded; a preflight has its own rules.
        [granted("GET", 200), Sent("GET", 500, [.userAgent: .value(Agent.curl)])],
        [granted("GET", 200), Sent("GET", 500, [.allowOrigin: .notObservable])],
        [granted("GET", 200), refused(500)],
        [granted("GET", 200), Sent("GET", 304)],
        // Gateways and limiters have rules of their own.
        [granted("GET", 200), Sent("GET", 502)], [granted("GET", 200), Sent("GET", 429)],
      ]),
    "gateway-error-lacks-cors": RuleCase(
      fires: [[granted("GET"), Sent("GET", 502)], [granted("GET"), Sent("GET", 413)]],
      quiet: [
        [granted("GET"), granted("GET", 502)], [Sent("GET", 502)],
        [granted("GET"), Sent("GET", 500)], [granted("GET"), Sent("GET", 502), Sent("GET", 500)],
      ]),
    "rate-limit-lacks-cors": RuleCase(
      fires: [[granted("GET"), Sent("GET", 429)], [granted("PUT", 204), Sent("GET", 429)]],
      quiet: [
        [granted("GET"), granted("GET", 429)], [Sent("GET", 429)],
        [granted("GET"), Sent("GET", 429), Sent("GET", 403)], [granted("GET"), refused(429)],
      ]),
    "redirect-lacks-cors": RuleCase(
      fires: [
        [Sent("GET", 302, [.location: "/v2/items"])],
        [Sent("GET", 307, [.location: "/v2/items", .allowOrigin: "https://b.example.com"])],
      ],
      quiet: [
        [granted("GET", 302, [.location: "/v2/items"])],
        [Sent("GET", 302, traits: .navigation, [.location: "/login"])],
        [Sent("GET", 304)],
        [
          Sent("GET", 301, [.scheme: "http", .location: "https://api.example.com/items"])
        ],
      ]),
    "redirect-taints-origin": RuleCase(
      fires: [
        [
          granted("GET", 302, [.location: "https://files.example.net/items"]),
          Sent([.host: "files.example.net", .origin: "null", .allowOrigin: app]),
        ]
      ],
      quiet: [
        // It lets everyone in; nothing was redirected there; the same host.
        [
          granted("GET", 302, [.location: "https://files.example.net/items"]),
          Sent([.host: "files.example.net", .origin: "null", .allowOrigin: "*"]),
        ],
        [Sent([.host: "files.example.net", .origin: "null", .allowOrigin: app])],
        [
          granted("GET", 302, [.location: "https://api.example.com/v2"]),
          Sent([.origin: "null", .allowOrigin: app]),
        ],
        [granted("GET", 302, [.location: "https://files.example.net/items"])],
      ], isGeneral: false),
    "http-to-https-redirect-on-api": RuleCase(
      fires: [
        [
          granted("GET", 301, [.scheme: "http", .location: "https://api.example.com/items"])
        ],
        [
          Sent("GET", 308, [.scheme: .notObservable, .location: "https://api.example.com/items"])
        ],
      ],
      quiet: [
        [granted("GET", 301, [.location: "https://api.example.com/items/"])],
        [granted("GET", 301, [.scheme: "http", .location: "https://www.example.com/items"])],
        [granted("GET", 301, [.scheme: "http", .location: "/items/"])],
        [
          Sent(
            "GET", 301, traits: .navigation,
            [.scheme: "http", .location: "https://api.example.com/items"])
        ],
      ], isGeneral: false),
    "acao-only-for-own-origin": RuleCase(
      fires: [(0..<3).map { _ in own([.origin: .absent]) }],
      quiet: [
        (0..<2).map { _ in own([.origin: .absent]) },
        (0..<3).map { _ in own([.origin: .absent]) } + [granted("GET")],
        (0..<3).map { _ in own([.origin: .absent]) } + [Sent([.allowOrigin: "*"])],
      ], isGeneral: false),
    "acao-static-single-mismatch": RuleCase(
      fires: [
        (0..<3).map { _ in Sent([.origin: "https://shop.example.com", .allowOrigin: app]) },
        (0..<3).map { _ in Sent([.origin: "https://shop.example.com", .allowOrigin: app]) }
          + [granted("GET")],
      ],
      quiet: [
        (0..<2).map { _ in Sent([.origin: "https://shop.example.com", .allowOrigin: app]) },
        // A list that this one is not on.
        (0..<3).map { _ in Sent([.origin: "https://shop.example.com", .allowOrigin: app]) }
          + [echo("https://b.example.com")],
        (0..<3).map { _ in Sent([.origin: "https://evil.test", .allowOrigin: app]) },
        (0..<3).map { _ in Sent([.origin: "https://shop.example.com"]) },
        // A developer's origin is the cause.
        (0..<3).map { _ in Sent([.allowOrigin: "http://localhost:3000"]) },
      ]),
    "method-inconsistent-policy": RuleCase(
      fires: [
        [granted("GET"), granted("GET"), Sent("POST", 200), Sent("POST", 201)],
        [
          granted("GET"), granted("GET"), granted("POST", [.allowCredentials: .absent]),
          granted("POST", [.allowCredentials: .absent]),
        ],
      ],
      quiet: [
        [granted("GET"), granted("GET"), Sent("POST", 200)],
        [granted("GET"), granted("GET"), granted("POST"), granted("POST")],
        [granted("GET"), granted("GET"), Sent("POST", 500), Sent("POST", 500)],
        [
          granted("GET"), granted("GET"), Sent("POST", 200, [.target: "/b"]),
          Sent("POST", 200, [.target: "/b"]),
        ],
        // A preflight passed, so that the answer to the request itself is at fault.
        [
          granted("GET"), granted("GET"), .preflight("PUT", at: 1), Sent("PUT", 200, at: 2),
          Sent("PUT", 200, at: 3),
        ],
      ]),
    "node-inconsistent-policy": RuleCase(
      fires: [
        (0..<6).map {
          $0 % 2 == 0 ? granted("GET", at: Double($0)) : Sent("GET", 200, at: Double($0))
        }
      ],
      quiet: [
        // One change is a change; errors and other origins are something else.
        (0..<6).map { $0 < 3 ? granted("GET", at: Double($0)) : Sent("GET", 200, at: Double($0)) },
        (0..<6).map {
          $0 % 2 == 0 ? granted("GET", at: Double($0)) : Sent("GET", 500, at: Double($0))
        },
        (0..<6).map {
          $0 % 2 == 0
            ? granted("GET", at: Double($0))
            : Sent("GET", 200, at: Double($0), [.origin: "https://b.example.com"])
        },
        (0..<6).map {
          $0 % 2 == 0
            ? granted("GET", at: Double($0) * 3600) : Sent("GET", 200, at: Double($0) * 3600)
        },
      ]),
    "policy-change": RuleCase(
      fires: [
        (0..<8).map { $0 < 4 ? granted("GET", at: Double($0)) : Sent("GET", 200, at: Double($0)) },
        (0..<8).map { $0 < 4 ? Sent("GET", 200, at: Double($0)) : granted("GET", at: Double($0)) },
      ],
      quiet: [
        (0..<8).map {
          $0 % 2 == 0 ? granted("GET", at: Double($0)) : Sent("GET", 200, at: Double($0))
        },
        (0..<7).map { $0 < 4 ? granted("GET", at: Double($0)) : Sent("GET", 200, at: Double($0)) },
        (0..<8).map { granted("GET", at: Double($0)) },
      ], isGeneral: false),
  ]

  private static func own(_ fields: [Field: Said]) -> Sent {
    Sent([.allowOrigin: "https://api.example.com"]).with(fields)
  }
}
