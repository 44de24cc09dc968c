import Traffic

extension RuleCases {
  private static func value(_ text: Said) -> [Sent] { [Sent([.allowOrigin: text])] }

  static let values: [String: RuleCase] = [
    "acao-repeated": RuleCase(
      fires: [
        [Sent(repeated: FieldSet(.allowOrigin), [.allowOrigin: "*, *"])],
        value("https://app.example.com, https://app.example.com"), value("*, *"),
        [Sent(repeated: FieldSet(.allowOrigin), [.allowOrigin: "*, https://app.example.com"])],
      ],
      quiet: [
        [Sent(repeated: FieldSet(.vary), [.allowOrigin: "*", .vary: "Origin, Accept"])],
        value("https://a.example.com, https://b.example.com"), value(", "),
      ]),
    "acao-list": RuleCase(
      fires: [
        value("https://a.example.com, https://app.example.com"),
        value("https://a.example.com https://app.example.com"),
      ],
      quiet: [
        value("  https://app.example.com "), value("*, *"), value(""),
        [Sent(repeated: FieldSet(.allowOrigin), [.allowOrigin: "https://a.test, https://b.test"])],
        // Another program asked.
        [
          Sent([
            .allowOrigin: "https://a.test, https://b.test", .userAgent: .value(Agent.curl),
          ])
        ],
      ]),
    "acao-with-path-or-slash": RuleCase(
      fires: [
        value("https://app.example.com/"), value("https://app.example.com/shop"),
        value("https://app.example.com?a"), value("https://user:secret@app.example.com"),
      ],
      quiet: [
        value("https://app.example.com:8443"), value("https://other.example.com"),
        value("https://a.example.com/, https://b.example.com/"), value("null"),
      ]),
    "acao-noncanonical": RuleCase(
      fires: [
        value("https://App.example.com"), value("https://app.example.com:443"),
        value("app.example.com"), value("https://b\u{FC}cher.example"),
      ],
      quiet: [
        value("https://app.example.com:444"), value("https://xn--bcher-kva.example"),
        value("https://app.example.com/"),
      ]),
    "acao-pattern": RuleCase(
      fires: [
        value("https://*.example.com"), value("*.example.com"),
        value("/^https:.*example\\.com$/"),
      ],
      quiet: [value("*"), value("https://app.example.com"), value("$http_origin")]),
    "acao-quoted-or-placeholder": RuleCase(
      fires: [
        value("\"https://app.example.com\""), value("undefined"), value("$http_origin"),
        value("${ORIGIN}"), value("https://\"app\".example.com"), value("[object Object]"),
        value(""), value("None"), value("{{origin}}"),
      ],
      quiet: [value("null"), value("*"), value("https://undefined.example.com"), value(.absent)]),
    "acac-not-exactly-true": RuleCase(
      fires: [
        [granted("GET", [.allowCredentials: "True"])], [granted("GET", [.allowCredentials: "1"])],
        [granted("GET", [.allowCredentials: "true, true"])],
      ],
      quiet: [
        [granted("GET", [.allowCredentials: "false"])], [granted("GET")],
        [granted("GET", [.allowCredentials: .absent])],
        [granted("GET", [.allowCredentials: " true "])],
      ]),
  ]

  static let lists: [String: RuleCase] = [
    "acam-garbage": RuleCase(
      fires: [
        [.preflight([.allowMethods: "GET; PUT"])], [.preflight([.allowMethods: "GET PUT"])],
      ],
      quiet: [[.preflight([.allowMethods: ",GET, ,PUT,"])], [.preflight()]]),
    "acah-garbage": RuleCase(
      fires: [
        [.preflight([.allowHeaders: "X Client"])],
        [.preflight([.allowHeaders: "content-type, x-a: b"])],
      ],
      quiet: [[.preflight([.allowHeaders: ",x-a, ,,x-b,"])], [.preflight()]]),
    "acam-lower-case": RuleCase(
      fires: [
        [.preflight([.allowMethods: "get, put"])],
        [.preflight([.allowMethods: "GET, Put", .requestMethod: "PUT"])],
      ],
      quiet: [
        [.preflight([.allowMethods: "get, post"])], [.preflight([.allowMethods: "put, PUT"])],
        [.preflight([.allowMethods: "PUT"])], [.preflight([.allowMethods: "put, *"])],
      ]),
    "wildcard-methods-or-headers-with-credentials": RuleCase(
      fires: [
        [.preflight([.allowMethods: "*"])],
        [.preflight([.allowHeaders: "*", .requestHeaders: "x-a"])],
        [granted("GET", [.exposeHeaders: "*"])],
      ],
      quiet: [
        [.preflight([.allowMethods: "*", .allowCredentials: .absent])], [.preflight()],
        // With * as origin too, that is the cause.
        [.preflight([.allowMethods: "*", .allowOrigin: "*"])],
        [granted("GET", [.allowMethods: "*"])],
      ]),
    "authorization-under-wildcard": RuleCase(
      fires: [
        [0.0, 10, 20].map { asksForAuthorization(at: $0) },
        [0.0, 2, 4].map { asksForAuthorization(at: $0, [.maxAge: .absent]) },
      ],
      quiet: [
        // Two prove nothing; nor do those that come after the grant has run out.
        [0.0, 10].map { asksForAuthorization(at: $0) },
        [0.0, 1000, 2000].map { asksForAuthorization(at: $0) },
        [0.0, 10, 20].map { asksForAuthorization(at: $0, [.maxAge: .absent]) },
        [0.0, 10, 20].map {
          asksForAuthorization(at: $0, [.allowHeaders: "*, Authorization"])
        },
        [0.0, 10, 20].map { asksForAuthorization(at: $0, [.requestHeaders: "x-a"]) },
        [0.0, 10, 20].map {
          asksForAuthorization(at: $0, [.client: .value("203.0.113.\(Int($0))")])
        },
      ]),
    "aceh-leak": RuleCase(
      fires: [
        [granted("GET", [.exposeHeaders: "ETag, X-Powered-By"])],
        [granted("GET", [.exposeHeaders: "set-cookie"])],
        [granted("GET", [.exposeHeaders: "x-debug-token"])],
      ],
      quiet: [
        [granted("GET", [.exposeHeaders: "ETag, X-Request-Id"])], [granted("GET")],
        [granted("GET", [.exposeHeaders: ""])],
      ]),
    "acam-overbroad": RuleCase(
      fires: [
        [.preflight([.allowMethods: "GET, PUT, TRACE"])],
        [.preflight("PUT"), granted("PUT", 405)],
      ],
      quiet: [
        [.preflight([.allowMethods: "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS"])],
        [granted("PUT", 405)], [.preflight("PUT"), granted("PUT", 404)],
      ]),
    "acam-acah-reflected-unvalidated": RuleCase(
      fires: [["x-a", "x-b", "x-c", "x-d", "x-e"].map { asks($0, gets: $0) }],
      quiet: [
        ["x-a", "x-b", "x-c", "x-d"].map { asks($0, gets: $0) },
        ["x-a", "x-b", "x-c", "x-d", "x-e"].map { asks($0, gets: "x-a, x-b, x-c, x-d, x-e") },
        ["x-a", "x-b", "x-c", "x-d", "x-e"].map { asks($0, gets: $0) }
          + [asks("x-f", gets: "x-a")],
      ]),
  ]

  private static func asks(_ names: String, gets granted: String) -> Sent {
    .preflight([.requestHeaders: .value(names), .allowHeaders: .value(granted)])
  }

  private static func asksForAuthorization(
    at start: Double, _ fields: [Field: Said] = [:]
  ) -> Sent {
    .preflight(
      at: start,
      [
        .requestHeaders: "authorization,x-a", .allowHeaders: "*", .maxAge: "600",
        .allowCredentials: .absent,
      ].merging(fields) { $1 })
  }
}
