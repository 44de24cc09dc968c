import Traffic

extension RuleCases {
  static let caching: [String: RuleCase] = [
    "missing-vary-origin": RuleCase(
      fires: [
        [
          echo("https://a.example.com", vary: .absent),
          echo("https://b.example.com", vary: "Accept"),
        ],
        // Granted to one and withheld from the other.
        [echo("https://a.example.com", vary: .absent), Sent([.origin: "https://b.example.com"])],
        // Sent only where Origin was.
        [Sent([.allowOrigin: "*"]), Sent([.origin: .absent])],
        // One that says so does not excuse one that does not.
        [
          echo("https://a.example.com", vary: "origin"),
          echo("https://b.example.com", vary: .absent),
        ],
      ],
      quiet: [
        // Only where no Origin was sent is it left out: a rule of its own.
        [echo("https://a.example.com"), Sent([.origin: .absent, .allowOrigin: "*"])],
        // A constant value needs no Vary.
        [
          Sent([.origin: "https://a.example.com", .allowOrigin: app]),
          Sent([.origin: "https://b.example.com", .allowOrigin: app]),
        ],
        [
          Sent([.origin: "https://a.example.com", .allowOrigin: "*"]),
          Sent([.origin: "https://b.example.com", .allowOrigin: "*"]),
        ],
        // It is said, in any case, among others, or by *.
        [
          echo("https://a.example.com", vary: "Accept-Encoding, origin"),
          echo("https://b.example.com", vary: "*"),
        ],
        // One origin alone shows no difference; Vary is not recorded; two routes.
        [echo("https://a.example.com", vary: .absent)],
        [
          echo("https://a.example.com", vary: .notObservable),
          echo("https://b.example.com", vary: .notObservable),
        ],
        [
          echo("https://a.example.com", target: "/a", vary: .absent),
          echo("https://b.example.com", target: "/b", vary: .absent),
        ],
        // An error without the header is another rule's.
        [echo("https://a.example.com", vary: .absent), Sent("GET", 500)],
        // Preflights are not cached by anything that minds Vary.
        [
          .preflight(), .preflight([.origin: "https://b.test", .allowOrigin: "https://b.test"]),
        ],
        // What the query asks for decides, and not the Origin.
        [
          Sent([.origin: .absent, .allowOrigin: "*", .target: "/load?only=styles"]),
          Sent([.origin: .absent, .target: "/load?only=scripts"]),
        ],
        [
          Sent([.allowOrigin: "*", .target: "/load?only=styles"]),
          Sent([.target: "/load?only=scripts"]),
        ],
        // Nothing keeps the answer to a POST.
        [
          Sent("POST", [.origin: "https://a.example.com", .allowOrigin: "https://a.example.com"]),
          Sent("POST", [.origin: "https://b.example.com", .allowOrigin: "https://b.example.com"]),
        ],
        // A value that is wrong for everyone.
        [
          Sent([.allowOrigin: "*"]),
          Sent([.origin: "https://b.example.com", .allowOrigin: "*, *"]),
        ],
        // No cache may keep it.
        [
          unkept(echo("https://a.example.com", vary: .absent)),
          unkept(echo("https://b.example.com", vary: .absent)),
        ],
      ]),
    "missing-vary-on-no-origin-responses": RuleCase(
      fires: [
        [echo("https://a.example.com"), Sent([.origin: .absent])],
        [echo("https://a.example.com"), Sent([.origin: .absent, .allowOrigin: "*"])],
      ],
      quiet: [
        [echo("https://a.example.com"), Sent([.origin: .absent, .vary: "Origin"])],
        // The same value for everyone needs no Vary.
        [echo("https://app.example.com"), Sent([.origin: .absent, .allowOrigin: app])],
        [echo("https://a.example.com"), Sent([.origin: .absent, .vary: .notObservable])],
        [echo("https://a.example.com"), unkept(Sent([.origin: .absent]))],
        [echo("https://a.example.com"), Sent([.origin: .absent, .target: "/other"])],
        [echo("https://a.example.com")],
        // With Origin it is not said either: that is the cause.
        [echo("https://a.example.com", vary: .absent), Sent([.origin: .absent])],
      ]),
    "cached-wrong-origin": RuleCase(
      fires: [
        [
          echo("https://a.example.com"), echo("https://b.example.com"),
          mixedUp([.age: "42"]),
        ]
      ],
      quiet: [
        [echo("https://a.example.com"), echo("https://b.example.com"), mixedUp([:])],
        [echo("https://a.example.com"), echo("https://b.example.com"), mixedUp([.age: "0"])],
        // One fixed value for everyone.
        [echo("https://a.example.com"), mixedUp([.age: "42"])],
        [echo("https://b.example.com"), mixedUp([.age: "42"])],
      ]),
    "reflected-acao-cache-oracle": RuleCase(
      fires: [strangers.map { kept(plain($0)) }, strangers.map { kept(echo($0)) }],
      quiet: [
        strangers.map { plain($0) }, strangers.prefix(2).map { kept(plain($0)) },
        strangers.map { kept(Sent([.origin: .value($0), .allowOrigin: "*"])) },
      ]),
  ]

  static let neighbours: [String: RuleCase] = [
    "cors-on-html-or-static": RuleCase(
      fires: [
        [
          Sent(
            "GET", 200, traits: [.navigation, .htmlResponse, .setsCookie],
            [.origin: .absent, .allowOrigin: "*"])
        ]
      ],
      quiet: [
        [Sent("GET", 200, traits: [.htmlResponse], [.origin: .absent, .allowOrigin: "*"])],
        [Sent("GET", 200, traits: [.setsCookie], [.origin: .absent, .allowOrigin: "*"])],
        [Sent("GET", 200, traits: [.htmlResponse, .setsCookie], [.origin: .absent])],
        [Sent(traits: [.htmlResponse, .setsCookie], [.allowOrigin: app])],
        // What answers a POST is no page that others could read.
        [Sent("POST", traits: [.htmlResponse, .setsCookie], [.allowOrigin: "*"])],
      ]),
    "preflight-headers-on-actual": RuleCase(
      fires: [
        [granted("GET", [.allowMethods: "GET, POST"])], [granted("POST", [.maxAge: "600"])],
        [granted("GET", [.allowHeaders: "x-a"])],
      ],
      quiet: [
        [.preflight([.maxAge: "600"])], [granted("GET")],
        // What it answers is not known.
        [Sent(.notObservable, 204, [.allowOrigin: app, .allowMethods: "GET"])],
        [Sent("OPTIONS", 204, [.origin: .absent, .allowOrigin: app, .allowMethods: "GET"])],
      ]),
    "obsolete-private-network-headers": RuleCase(
      fires: [[.preflight(traits: .privateNetwork, [:])]],
      quiet: [[.preflight()], [granted("GET")]]),
    "public-page-to-private-address": RuleCase(
      fires: [
        [Sent([.host: "192.168.1.20", .client: "192.168.1.5"])],
        [Sent(traits: .recorded, [.host: "127.0.0.1"])],
        [Sent(traits: .recorded, [.host: "[::1]"])],
        [Sent(traits: .recorded, [.host: "localhost"])],
      ],
      quiet: [
        // What a proxy puts into Host says nothing of where the page called.
        [Sent([.host: "127.0.0.1"])],
        [Sent(traits: .recorded, [.host: "192.0.2.20"])],
        [Sent(traits: .recorded, [.host: "127.0.0.1", .origin: "http://localhost:3000"])],
        [Sent(traits: .recorded, [.host: "127.0.0.1", .origin: "chrome-extension://abc"])],
      ], isGeneral: false),
    "credentials-without-csrf-guard": RuleCase(
      fires: [
        strangers.map { echo($0) } + [form("https://one.example")],
        [echo("null"), form("https://app.example.com")],
      ],
      quiet: [
        strangers.map { echo($0) },
        // A content type that asks for a preflight; a host that lets its own in.
        strangers.map { echo($0) }
          + [form("https://one.example", [.contentType: "application/json"])],
        [form("https://app.example.com")],
        strangers.map { plain($0) } + [form("https://one.example", [.allowCredentials: .absent])],
      ]),
    "tao-leak": RuleCase(
      fires: [
        [
          Sent(traits: .setsCookie, [.allowOrigin: "*", .timingAllowOrigin: "*"])
        ],
        [Sent([.allowOrigin: "*", .timingAllowOrigin: "*", .hasAuthorization: "1"])],
      ],
      quiet: [
        [Sent([.allowOrigin: "*", .timingAllowOrigin: "*"])],
        [Sent(traits: .setsCookie, [.allowOrigin: "*", .timingAllowOrigin: app])],
        [Sent(traits: .setsCookie, [.allowOrigin: app, .timingAllowOrigin: "*"])],
      ]),
    "corp-missing-or-invalid": RuleCase(
      fires: [
        [Sent([.resourcePolicy: "same-origin, same-origin"])],
        [Sent([.resourcePolicy: "Same-Origin"])],
        [
          Sent("GET", 200, [.fetchMode: "no-cors", .resourcePolicy: "none", .origin: .absent])
        ],
      ],
      quiet: [
        [Sent([.resourcePolicy: "same-origin"])], [Sent([.resourcePolicy: " cross-origin "])],
        [Sent([.resourcePolicy: .absent])],
      ]),
  ]

  private static func kept(_ sent: Sent) -> Sent { sent.with(traits: .sharedCacheable) }

  private static func unkept(_ sent: Sent) -> Sent { sent.with(traits: .uncacheable) }

  private static func mixedUp(_ fields: [Field: Said]) -> Sent {
    Sent([.origin: "https://b.example.com", .allowOrigin: "https://a.example.com"]).with(fields)
  }

  private static func form(_ origin: String, _ fields: [Field: Said] = [:]) -> Sent {
    Sent("POST", 200, [.contentType: "application/x-www-form-urlencoded"]).with([
      .origin: .value(origin), .allowOrigin: .value(origin), .allowCredentials: "true",
    ]).with(fields)
  }
}
