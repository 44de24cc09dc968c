import Traffic

extension RuleCases {
  static let preflights: [String: RuleCase] = [
    "preflight-auth-required": RuleCase(
      fires: [
        [refused(401)],
        // 403 to an origin that another route lets in, in either order.
        [refused(403), granted("GET", 200).with([.target: "/public"])],
        [granted("GET", 200).with([.target: "/public"]), refused(403)],
      ],
      quiet: [
        // A refusal of an origin that is let in nowhere.
        [refused(403)],
        [refused(403, [.origin: "https://partner.net"]), granted("GET", 200)],
        // 401 to the request itself is how authentication works.
        [.preflight("PUT"), granted("PUT", 401)],
        // OPTIONS that is no preflight.
        [Sent("OPTIONS", 401)],
        // Let in on another host.
        [refused(403), granted("GET", 200).with([.host: "cdn.example.com"])],
        // Scanners and scripts ask for all kinds of things.
        [refused(401, [.userAgent: .value(Agent.curl)])],
        [refused(401, [.origin: "https://evil.test"])],
      ]),
    "preflight-redirected": RuleCase(
      fires: [
        [refused(301, [.location: "https://api.example.com/items/"])],
        [refused(307, [.location: .notObservable])],
      ],
      quiet: [
        [Sent("GET", 301, [.location: "/items/", .allowOrigin: app])],
        [Sent("OPTIONS", 302, [.location: "/login", .origin: .absent])],
        [.preflight("PUT")],
        // No redirect: it has no Location, or no status of one.
        [refused(304)],
        [refused(302, [.location: .absent])],
      ]),
    "preflight-not-handled": RuleCase(
      fires: [
        [refused(404)], [refused(405)], [refused(501)], [refused(404), granted("GET", 200)],
      ],
      quiet: [
        [Sent("GET", 404)], [Sent("OPTIONS", 405, [.origin: .absent])], [refused(403)],
        [refused(500)], [.preflight("PUT")],
        // There is no such route, by any method.
        [refused(404), Sent("GET", 404)],
      ]),
    "preflight-server-error": RuleCase(
      fires: [[refused(500)], [refused(503)], [refused(429)]],
      quiet: [[refused(501)], [refused(404)], [Sent("GET", 503)], [.preflight("PUT")]]),
    "preflight-lacks-cors": RuleCase(
      fires: [
        [refused(204), granted("GET", 200)], [granted("GET", 200), refused(200)],
        // Let in on another route, while this one has the header for others.
        [
          refused(204), granted("GET", 200).with([.target: "/public"]),
          echo("https://shop.example.com"),
        ],
        // The header is for everyone.
        [refused(204), Sent([.origin: "https://shop.example.com", .allowOrigin: "*"])],
      ],
      quiet: [
        // So a list keeps out who is not on it.
        [refused(204, [.origin: "https://partner.net"]), granted("GET", 200)],
        [refused(204), keptOut("https://app.example.com"), echo("https://shop.example.com")],
        // A route that knows no CORS at all; another route; a preflight that has it.
        [refused(204)], [refused(204), granted("GET", 200).with([.target: "/public"])],
        [.preflight("PUT"), granted("PUT")], [refused(404), granted("GET", 200)],
        [refused(204, [.allowOrigin: .notObservable]), granted("GET", 200)],
      ]),
    "actual-lacks-cors-after-good-preflight": RuleCase(
      fires: [
        [.preflight("PUT"), Sent("PUT", 200, at: 1)],
        // A preflight that passes only without credentials passed too.
        [.preflight("PUT", [.allowCredentials: .absent]), Sent("PUT", 200, at: 1)],
      ],
      quiet: [
        [.preflight("PUT"), granted("PUT", 200)],
        // Errors, redirects and values that equal no Origin have rules of their own.
        [.preflight("PUT"), Sent("PUT", 500, at: 1)],
        [.preflight("PUT"), Sent("PUT", 302, at: 1, [.location: "/x"])],
        [.preflight("PUT"), Sent("PUT", 200, at: 1, [.allowOrigin: "*, *"])],
        // No preflight, a failed one, and one for something else.
        [Sent("PUT", 200, at: 1)],
        [refused(403), Sent("PUT", 200, at: 1)],
        [.preflight("PUT"), Sent("PUT", 200, at: 1, [.target: "/other"])],
        [.preflight("PUT"), Sent("DELETE", 200, at: 1)],
        [.preflight("PUT"), Sent("PUT", 200, at: 1, [.client: "203.0.113.8"])],
        // Too late: the grant was forgotten.
        [.preflight("PUT"), Sent("PUT", 200, at: 60)],
        // Cannot be told.
        [.preflight("PUT"), Sent("PUT", 200, at: 1, [.allowOrigin: .notObservable])],
      ]),
    "preflight-denies-used-method-or-header": RuleCase(
      fires: [
        [denied(), denied()],
        [.preflight("PUT", [.allowMethods: "GET"]), .preflight("PUT", [.allowMethods: "GET"])],
      ],
      quiet: [
        [denied()], [denied([.allowOrigin: .absent]), denied([.allowOrigin: .absent])],
        [denied([.requestHeaders: "content-type"]), denied([.requestHeaders: "content-type"])],
        // Small letters have a rule of their own, and so has a list that does not parse.
        [.preflight("PUT", [.allowMethods: "put"]), .preflight("PUT", [.allowMethods: "put"])],
        [denied([.allowHeaders: "x a"]), denied([.allowHeaders: "x a"])],
        [denied([.origin: "https://evil.test"]), denied([.origin: "https://evil.test"])],
      ]),
    "preflight-max-age-missing": RuleCase(
      fires: [calls(10)],
      quiet: [
        calls(9), calls(10, [.maxAge: "7200"]), calls(10, [.maxAge: .notObservable]),
        // Few preflights among many requests.
        calls(10) + (0..<80).map { granted("GET", at: 200 + Double($0)) },
      ]),
    "preflight-max-age-ineffective": RuleCase(
      fires: [
        [.preflight([.maxAge: "86400"])], [.preflight([.maxAge: "600, 600"])],
        [.preflight([.maxAge: ""])], [.preflight([.maxAge: "1 hour"])],
        [.preflight([.maxAge: "-600"])],
      ],
      quiet: [
        [.preflight([.maxAge: "7200"])], [.preflight([.maxAge: "-1"])],
        [.preflight([.maxAge: "0"])], [.preflight()], [granted("GET", [.maxAge: "86400"])],
      ]),
    "preflight-not-cached-by-url-variety": RuleCase(
      fires: [["a", "ab", "abc", "abcd"].map { search($0) }],
      quiet: [
        ["a", "ab", "abc"].map { search($0) }, (0..<6).map { _ in search("a") },
        ["a", "ab", "abc", "abcd"].map { search($0, [.client: .value("203.0.113.\($0.count)")]) },
        (1...6).map { .preflight([.target: .value("/items/\($0)")]) },
        // Hours apart nothing would have been kept.
        ["a", "ab", "abc", "abcd"].map { search($0, at: Double($0.count) * 7300) },
      ], isGeneral: false),
    "preflight-cacheable-by-shared-cache": RuleCase(
      fires: [
        [.preflight([.age: "12"])], [.preflight([.age: "12", .vary: "Origin"])],
        [.preflight(traits: .sharedCacheHit, [.vary: "Accept-Encoding"])],
        [.preflight(traits: .sharedCacheable, [.vary: .absent])],
      ],
      quiet: [
        [.preflight([.age: "0"])], [.preflight()],
        [.preflight([.age: "12", .allowOrigin: "*"])],
        [
          .preflight([
            .age: "12",
            .vary: "Origin, Access-Control-Request-Method, Access-Control-Request-Headers",
          ])
        ],
        [.preflight([.age: "12", .vary: "*"])], [granted("GET", [.age: "12"])],
      ]),
    "preflight-excess-ratio": RuleCase(
      fires: [calls(30, [.maxAge: "600"])],
      quiet: [
        calls(20, [.maxAge: "600"]),
        calls(30, [.maxAge: "600"]) + (0..<60).map { granted("GET", at: 900 + Double($0)) },
        // Clients that come once cannot keep anything.
        (0..<60).map { .preflight([.client: .value("203.0.113.\($0)"), .maxAge: "600"]) },
        // The cause is known.
        calls(30),
      ]),
  ]

  private static func denied(_ fields: [Field: Said] = [:]) -> Sent {
    .preflight(
      "PUT", [.requestHeaders: "traceparent", .allowHeaders: "content-type"].merging(fields) { $1 })
  }

  /// Requests of one client, each with its preflight.
  private static func calls(_ count: Int, _ fields: [Field: Said] = [:]) -> [Sent] {
    (0..<count).flatMap { number -> [Sent] in
      let start = Double(number) * 20
      return [.preflight("PUT", at: start, fields), granted("PUT", at: start + 1)]
    }
  }

  private static func search(
    _ query: String, at start: Double = 0, _ fields: [Field: Said] = [:]
  ) -> Sent {
    .preflight(
      at: start, [.target: .value("/items?q=\(query)"), .maxAge: "600"].merging(fields) { $1 })
  }
}
