/// Preflights: what they grant, to whom, and for how long.
extension HardCase {
  private static let origin = ["ACAO: https://a.test", "ACAC: true"]

  private static func put(
    _ headers: [String], _ status: Int = 204, sent: [String] = [], credentials: String = "omit"
  ) -> HardFetch {
    HardFetch(
      method: "PUT", sent: sent, credentials: credentials,
      preflight: .init(status, headers), response: .init(200, origin))
  }

  private static func custom(_ headers: [String], sent: [String] = ["X-A: 1"]) -> HardFetch {
    HardFetch(sent: sent, preflight: .init(204, ["ACAO: *"] + headers))
  }

  /// The same PUT again, `seconds` after a preflight with this Access-Control-Max-Age.
  private static func again(
    _ seconds: Double, _ maxAge: [String], _ change: @escaping @Sendable (inout HardFetch) -> Void
  ) -> HardFetch {
    var fetch = put(origin + ["ACAM: PUT"] + maxAge.map { "ACMA: \($0)" })
    fetch.again = (seconds, change)
    return fetch
  }

  private static func again(_ seconds: Double, _ maxAge: [String]) -> HardFetch {
    again(seconds, maxAge) { _ in }
  }

  private static let asked = "preflight, allowed; then preflight, allowed"
  private static let spared = "preflight, allowed; then allowed"

  static let preflights = [
    HardCase(
      12, "'*' for methods, with credentials",
      .fetch(
        put(origin + ["ACAM: *"], credentials: "include"),
        "preflight, blocked preflight method-not-allowed (wildcard-with-credentials)"),
      .fetch(
        HardFetch(
          method: "*", credentials: "include", preflight: .init(204, origin + ["ACAM: *"]),
          response: .init(200, origin)), "preflight, allowed"),
      .judged(
        .caddy,
        [.preflight("PUT", origin + ["ACAM: *"]), .preflight("*", origin + ["ACAM: *"])],
        [
          "preflight conditional preflight method-not-allowed (wildcard-with-credentials) inferred",
          "preflight allowed certain",
        ])),
    HardCase(
      13, "get in small letters for GET with a header",
      .fetch(custom(["ACAM: get"]), "preflight, blocked preflight header-not-allowed (absent)"),
      .fetch(custom(["ACAM: get", "ACAH: x-a"]), "preflight, allowed")),
    HardCase(
      14, "put in small letters for PUT",
      .fetch(
        put(origin + ["ACAM: put"]),
        "preflight, blocked preflight method-not-allowed (case-differs)"),
      .judged(
        .caddy, [.preflight("PUT", origin + ["ACAM: put"])],
        ["preflight blocked preflight method-not-allowed (case-differs) certain"])),
    HardCase(
      15, "patch asked in small letters",
      .fetch(
        HardFetch(method: "patch", preflight: .init(204, ["ACAO: *", "ACAM: PATCH"])),
        "preflight, blocked preflight method-not-allowed (case-differs)"),
      .judged(
        .caddy, [.preflight("patch", origin + ["ACAM: PATCH"])],
        ["preflight blocked preflight method-not-allowed (case-differs) certain"])),
    HardCase(
      16, "no methods granted, for POST",
      .fetch(
        HardFetch(
          method: "POST", sent: ["Content-Type: application/json"],
          preflight: .init(204, ["ACAO: *", "ACAH: content-type"])), "preflight, allowed"),
      .judged(
        .caddy, [.preflight("POST", asks: "content-type", origin + ["ACAH: content-type"])],
        ["preflight allowed certain"])),
    HardCase(
      17, "empty members in a list",
      .fetch(custom(["ACAH: ,x-a, ,,x-b,"], sent: ["X-A: 1", "X-B: 1"]), "preflight, allowed")),
    HardCase(
      18, "a blank inside a name, beside the name that is needed",
      .fetch(
        custom(["ACAH: x a, x-a"]), "preflight, blocked preflight acah-unparseable (invalid-token)"),
      .judged(
        .caddy, [.preflight("PUT", asks: "x-a", origin + ["ACAM: PUT", "ACAH: x a, x-a"])],
        ["preflight blocked preflight acah-unparseable (invalid-token) certain"])),
    HardCase(
      19, "Authorization under '*'",
      .engines(
        HardFetch(
          sent: ["Authorization: x"], preflight: .init(204, ["ACAO: *", "ACAH: *", "ACMA: 600"]),
          again: (1, { _ in })),
        [
          "preflight, blocked preflight authorization-not-covered-by-wildcard (not-listed)"
            + "; then preflight, blocked preflight authorization-not-covered-by-wildcard (not-listed)",
          asked, asked, spared,
        ]),
      .found(
        .caddy,
        [0.0, 9, 18].map {
          .preflight("GET", asks: "authorization", ["ACAO: *", "ACAH: *", "ACMA: 600"], at: $0)
        }, ["authorization-under-wildcard"])),
    HardCase(
      20, "204, and 299",
      .fetch(put(origin + ["ACAM: PUT"], 204), "preflight, allowed"),
      .fetch(put(origin + ["ACAM: PUT"], 299), "preflight, allowed"),
      .judged(
        .caddy, [.preflight("PUT", answered: 299, origin + ["ACAM: PUT"])],
        ["preflight allowed certain"])),
    HardCase(
      21, "304, 401, 404 and redirects with all the right headers",
      .judged(
        .caddy,
        [304, 401, 404].map { .preflight("PUT", answered: $0, origin + ["ACAM: PUT"]) }
          + [.preflight("PUT", answered: 307, origin + ["ACAM: PUT", "Location: /y"])],
        Array(
          repeating: "preflight blocked preflight preflight-status-not-ok certain", count: 3)
          + ["preflight blocked preflight preflight-redirect certain"]),
      .fetch(
        put(origin + ["ACAM: PUT"], 304),
        "preflight, blocked preflight preflight-status-not-ok"),
      .fetch(
        put(origin + ["ACAM: PUT"], 401),
        "preflight, blocked preflight preflight-status-not-ok"),
      .fetch(
        put(origin + ["ACAM: PUT"], 404),
        "preflight, blocked preflight preflight-status-not-ok"),
      .fetch(
        put(origin + ["ACAM: PUT", "Location: /y"], 307),
        "preflight, blocked preflight preflight-redirect")),
    HardCase(
      22, "a preflight without 'true' for a request with credentials",
      .fetch(
        put(["ACAO: https://a.test", "ACAM: PUT"], credentials: "include"),
        "preflight, blocked preflight acac-not-true (absent)")),
    HardCase(
      23, "a good preflight, and a 500 without headers",
      .fetch(
        HardFetch(
          method: "PUT", preflight: .init(204, origin + ["ACAM: PUT"]), response: .init(500)),
        "preflight, blocked actual acao-missing (absent)"),
      .judged(
        .caddy,
        [
          .preflight("PUT", origin + ["ACAM: PUT"]),
          HardExchange(method: "PUT", status: 500, at: 1),
        ],
        ["preflight allowed certain", "cors blocked actual acao-missing (absent) certain"]),
      .report(
        .caddy,
        [
          .preflight("PUT", origin + ["ACAM: PUT"]),
          HardExchange(method: "PUT", status: 500, at: 1),
        ],
        [
          "summary.blocked_fetches": "1", "summary.judged_fetches": "1",
          "blocked.0.phase": "\"actual\"", "blocked.0.status": "500",
        ])),
    HardCase(
      24, "a 404 that the page may read",
      .fetch(HardFetch(response: .init(404, ["ACAO: *"])), "allowed"),
      .judged(
        .caddy, [HardExchange(status: 404, got: origin)], ["cors allowed certain"]),
      .found(.caddy, [HardExchange(status: 404, got: origin)], [])),
    HardCase(
      25, "a preflight answered with 401 and nothing else",
      .engines(
        put([], 401),
        [
          "preflight, blocked preflight acao-missing (absent)",
          "preflight, blocked preflight acao-missing (absent)",
          "preflight, blocked preflight acao-missing (absent)",
          "preflight, blocked preflight preflight-status-not-ok",
        ]),
      .report(
        .caddy,
        [Agents.chrome, Agents.safari].map { agent in
          var exchange = HardExchange.preflight("PUT", answered: 401, [])
          exchange.agent = agent
          return exchange
        },
        [
          "findings.1": "1", "findings.0.rule": "\"preflight-auth-required\"",
          "findings.0.count": "2", "blocked.0.reason": "\"acao-missing\"",
          "blocked.1.reason": "\"preflight-status-not-ok\"",
        ])),
    HardCase(
      26, "a max-age of -1",
      .engines(again(3, ["-1"]), [spared, asked, asked, asked]),
      .engines(again(6, ["-1"]), [asked, asked, asked, asked])),
    HardCase(
      27, "a max-age of a day",
      .engines(again(590, ["86400"]), [spared, spared, spared, spared]),
      .engines(again(7100, ["86400"]), [spared, spared, spared, asked]),
      .engines(again(7300, ["86400"]), [spared, asked, spared, asked])),
    HardCase(
      28, "a max-age twice, in one line or two",
      .engines(again(3, ["600, 600"]), [spared, spared, asked, spared]),
      .engines(again(3, ["600", "600"]), [spared, spared, asked, spared]),
      .engines(again(6, ["600, 600"]), [asked, asked, asked, asked])),
    HardCase(
      29, "a preflight for one query string, a request with another",
      .fetch(again(1, ["600"]) { $0.url += "?a=2" }, asked),
      .report(
        .caddy,
        [
          .preflight("PUT", origin + ["ACAM: PUT", "ACMA: 600"], url: "https://b.test/x?a=1"),
          HardExchange(method: "PUT", url: "https://b.test/x?a=2", got: origin, at: 1),
        ],
        [
          "preflights.count": "1", "preflights.unfollowed": "1",
          "preflights.cache_hit_ratio": "0.5",
        ]
      )),
    HardCase(
      30, "a grant without credentials, then a request with them",
      .fetch(again(1, ["600"]) { $0.credentials = "include" }, asked)),
    HardCase(
      31, "a grant with credentials, then a request without",
      // Firefox keeps the two apart.
      .engines(
        {
          var fetch = again(1, ["600"]) { $0.credentials = "omit" }
          fetch.credentials = "include"
          return fetch
        }(), [spared, spared, asked, spared])),
    HardCase(
      32, "a PUT without a preflight in the log",
      .judged(
        .caddy, [HardExchange(method: "PUT", got: origin)], ["cors allowed certain"]),
      .found(.caddy, [HardExchange(method: "PUT", got: origin)], [])),
  ]
}
