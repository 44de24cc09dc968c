/// Redirects: which origin arrives, and which headers.
extension HardCase {
  private static let page = ["ACAO: https://a.test"]

  private static func leads(
    to location: String, from url: String = "https://b.test/x", _ headers: [String] = page,
    then hop: [String], method: String = "GET", sent: [String] = [], body: String? = nil,
    status: Int = 302, preflights: [HardFetch.Answer?] = [nil, nil]
  ) -> HardFetch {
    HardFetch(
      method: method, url: url, sent: sent, body: body, preflight: preflights[0],
      response: .init(status, headers + ["Location: \(location)"]),
      hops: [.init(preflight: preflights[1], response: .init(200, hop))])
  }

  private static func redirect(_ location: String, _ got: [String]) -> HardExchange {
    HardExchange(status: 302, got: got + ["Location: \(location)"])
  }

  static let redirects = [
    HardCase(
      33, "from the page's own host to another",
      .fetch(leads(to: "https://b.test/x", from: "https://a.test/x", [], then: page), "allowed"),
      .judged(
        .caddy,
        [
          HardExchange(
            url: "https://a.test/x", origin: nil, status: 302, got: ["Location: https://b.test/x"]),
          HardExchange(got: page + ["ACAC: true"], at: 1),
        ], ["unclassified not-cors certain", "cors allowed certain"])),
    HardCase(
      34, "from one foreign host to another that grants the page's origin",
      .fetch(
        leads(to: "https://c.test/x", then: page), "blocked actual acao-mismatch (tainted-null)"),
      .judged(
        .caddy,
        [
          redirect("https://c.test/x", page + ["ACAC: true"]),
          HardExchange(url: "https://c.test/x", origin: "null", got: page, at: 1),
        ],
        ["cors allowed certain", "cors blocked actual acao-mismatch (null-origin) certain"]),
      .found(
        .caddy,
        [
          redirect("https://c.test/x", page + ["ACAC: true"]),
          HardExchange(url: "https://c.test/x", origin: "null", got: page, at: 1),
        ], ["redirect-taints-origin"])),
    HardCase(
      35, "from one foreign host to another that grants '*'",
      .fetch(leads(to: "https://c.test/x", then: ["ACAO: *"]), "allowed")),
    HardCase(
      36, "within one foreign host",
      .fetch(leads(to: "/y", then: page), "allowed"),
      .fetch(leads(to: "/y", then: []), "blocked actual acao-missing (absent)"),
      .fetch(leads(to: "/y", [], then: page), "blocked redirect acao-missing (absent)")),
    HardCase(
      37, "a redirect without headers to a place that has them",
      .fetch(
        leads(to: "https://c.test/x", [], then: ["ACAO: *"]),
        "blocked redirect acao-missing (absent)"),
      .judged(
        .caddy, [redirect("/y", [])], ["cors blocked redirect acao-missing (absent) certain"]),
      .found(.caddy, [redirect("/y", [])], ["redirect-lacks-cors"])),
    HardCase(
      38, "to a URL with a user name",
      .fetch(
        leads(to: "https://u:p@c.test/x", then: ["ACAO: *"]),
        "blocked redirect redirect-to-userinfo-url"),
      .fetch(leads(to: "https://@c.test/x", then: ["ACAO: *"]), "allowed")),
    HardCase(
      39, "a 307 to another host of a request with a header of its own",
      // Firefox still sends the page's origin with that preflight.
      .engines(
        leads(
          to: "https://c.test/x", then: ["ACAO: *"], sent: ["X-A: 1"], status: 307,
          preflights: [
            .init(204, ["ACAO: *", "ACAH: x-a"]), .init(204, page + ["ACAH: x-a"]),
          ]),
        [
          "preflight, blocked preflight acao-mismatch (tainted-null)",
          "preflight, blocked preflight acao-mismatch (tainted-null)",
          "preflight, allowed",
          "preflight, blocked preflight acao-mismatch (tainted-null)",
        ]),
      .fetch(
        leads(
          to: "https://c.test/x", then: ["ACAO: *"], sent: ["X-A: 1"], status: 307,
          preflights: [
            .init(204, ["ACAO: *", "ACAH: x-a"]), .init(204, ["ACAO: *", "ACAH: x-a"]),
          ]), "preflight, allowed"),
      .judged(
        .caddy,
        [
          .preflight("GET", asks: "x-a", ["ACAO: *", "ACAH: x-a"]),
          HardExchange(
            sent: ["X-A: 1"], status: 307, got: ["ACAO: *", "Location: https://c.test/x"], at: 1),
          {
            var second = HardExchange.preflight(
              "GET", asks: "x-a", page + ["ACAH: x-a"], at: 2, url: "https://c.test/x")
            second.origin = "null"
            return second
          }(),
        ],
        [
          "preflight conditional preflight acao-wildcard-with-credentials "
            + "(wildcard-with-credentials) inferred",
          "cors conditional redirect acao-wildcard-with-credentials (wildcard-with-credentials) "
            + "inferred",
          "preflight blocked preflight acao-mismatch (null-origin) certain",
        ])),
    HardCase(
      40, "a 302 to a POST of JSON, which becomes a GET",
      // Firefox and WebKit ask again before the GET.
      .engines(
        leads(
          to: "/y", then: page, method: "POST", sent: ["Content-Type: application/json"],
          body: "{}",
          preflights: [.init(204, page + ["ACAH: content-type"]), .init(404)]),
        [
          "preflight, allowed", "preflight, allowed",
          "preflight, blocked preflight acao-missing (absent)",
          "preflight, blocked preflight preflight-status-not-ok",
        ])),
    HardCase(
      41, "to another host of a request with Authorization",
      // Firefox and WebKit ask again before they drop it.
      .engines(
        leads(
          to: "https://c.test/x", then: ["ACAO: *"], sent: ["Authorization: x"],
          preflights: [.init(204, page + ["ACAH: authorization"]), .init(404)]),
        [
          "preflight, allowed", "preflight, allowed",
          "preflight, blocked preflight acao-missing (absent)",
          "preflight, blocked preflight preflight-status-not-ok",
        ])),
  ]
}
