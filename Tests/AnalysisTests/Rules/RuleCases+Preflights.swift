import Traffic

extension RuleCases {
  private static let app: Said = "https://app.example.com"

  private static func granted(_ method: Said, _ status: Int, at start: Double = 1) -> Sent {
    Sent(method, status, at: start, [.allowOrigin: app, .allowCredentials: "true"])
  }

  private static func refused(_ status: Int, _ fields: [Field: Said] = [:]) -> Sent {
    Sent("OPTIONS", status, [.requestMethod: "PUT"].merging(fields) { $1 })
  }

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
        [refused(403, [.origin: "https://evil.test"]), granted("GET", 200)],
        // 401 to the request itself is how authentication works.
        [.preflight("PUT"), granted("PUT", 401)],
        // OPTIONS that is no preflight.
        [Sent("OPTIONS", 401)],
        // Let in on another host.
        [refused(403), granted("GET", 200).with([.host: "cdn.example.com"])],
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
      fires: [[refused(404)], [refused(405)], [refused(501)]],
      quiet: [
        [Sent("GET", 404)], [Sent("OPTIONS", 405, [.origin: .absent])], [refused(403)],
        [refused(500)], [.preflight("PUT")],
      ]),
    "actual-lacks-cors-after-good-preflight": RuleCase(
      fires: [
        [.preflight("PUT"), Sent("PUT", 200, at: 1)],
        [.preflight("PUT"), Sent("PUT", 302, at: 1, [.location: "/x"])],
        // A preflight that passes only without credentials passed too.
        [.preflight("PUT", [.allowCredentials: .absent]), Sent("PUT", 200, at: 1)],
      ],
      quiet: [
        [.preflight("PUT"), granted("PUT", 200)],
        // Errors have a rule of their own.
        [.preflight("PUT"), Sent("PUT", 500, at: 1)],
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
  ]

  static let consistency: [String: RuleCase] = [
    "error-response-lacks-cors": RuleCase(
      fires: [
        [granted("GET", 200), Sent("GET", 500)],
        [Sent("GET", 404, [.target: "/items/7"]), granted("GET", 200).with([.target: "/items/8"])],
        [granted("PUT", 204), Sent("GET", 429)],
      ],
      quiet: [
        // Errors that carry it; a route that never does; another origin; another route.
        [granted("GET", 200), granted("GET", 500)],
        [Sent("GET", 200), Sent("GET", 500)],
        [granted("GET", 200), Sent("GET", 403, [.origin: "https://evil.test"])],
        [granted("GET", 200), Sent("GET", 404, [.target: "/favicon.ico"])],
        [granted("GET", 200), Sent("GET", 500, [.host: "cdn.example.com"])],
        // The client left, so nothing was lost to the page.
        [granted("GET", 200), Sent("GET", 499)],
        // No page asked; the header is not recorded; a preflight has its own rules.
        [granted("GET", 200), Sent("GET", 500, [.userAgent: .value(Agent.curl)])],
        [granted("GET", 200), Sent("GET", 500, [.allowOrigin: .notObservable])],
        [granted("GET", 200), refused(500)],
        [granted("GET", 200), Sent("GET", 304)],
      ]),
    "missing-vary-origin": RuleCase(
      fires: [
        [
          echo("https://a.example.com", vary: .absent),
          echo("https://b.example.com", vary: "Accept"),
        ],
        // Granted to one and withheld from the other.
        [echo("https://a.example.com", vary: .absent), Sent([.origin: "https://b.example.com"])],
        // One that says so does not excuse one that does not.
        [
          echo("https://a.example.com", vary: "origin"),
          echo("https://b.example.com", vary: .absent),
        ],
      ],
      quiet: [
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
      ]),
  ]
}
