/// What a request is, seen from the page.
extension HardCase {
  private static let form = ["Content-Type: application/x-www-form-urlencoded"]

  static let kinds = [
    HardCase(
      42, "a POST to the page's own host, with Origin and no grant",
      .judged(
        .caddy, [HardExchange(method: "POST", url: "https://a.test/x")],
        ["same-origin not-cors certain"])),
    HardCase(
      43, "http in the log, https in Origin, on one host",
      .judged(
        .caddy, [HardExchange(method: "POST", url: "http://a.test/x")],
        ["same-origin not-cors inferred"])),
    HardCase(
      44, "a Host that spells out the default port",
      .judged(
        .caddy, [HardExchange(method: "POST", url: "https://a.test/x", host: "a.test:443")],
        ["same-origin not-cors certain"])),
    HardCase(
      45, "a form that another site posts",
      .judged(
        .caddy,
        [
          HardExchange(method: "POST", sent: form + ["Upgrade-Insecure-Requests: 1"]),
          HardExchange(
            method: "POST",
            sent: form + ["Sec-Fetch-Mode: navigate", "Sec-Fetch-Site: cross-site"]),
          // A script's request may look the same.
          HardExchange(method: "POST", sent: form),
        ],
        [
          "navigation not-cors inferred", "navigation not-cors certain",
          "unclassified unknown unknown without sec_fetch_mode",
        ])),
    HardCase(
      46, "null as the Origin of a POST whose page sends no referrer",
      .judged(
        .caddy,
        [
          HardExchange(
            method: "POST", sent: ["Sec-Fetch-Mode: no-cors", "Sec-Fetch-Site: cross-site"],
            origin: "null")
        ], ["no-cors opaque certain"])),
    HardCase(
      47, "a sandboxed frame that asks its own host",
      .judged(
        .caddy,
        [
          HardExchange(
            sent: [
              "Referer: https://b.test/frame", "Sec-Fetch-Mode: cors", "Sec-Fetch-Site: cross-site",
            ], origin: "null")
        ], ["cors blocked actual acao-missing (absent) certain"])),
    HardCase(
      48, "an upgrade to WebSocket",
      .judged(
        .caddy,
        [
          HardExchange(
            sent: ["Upgrade: websocket", "Connection: Upgrade"], status: 101,
            got: ["Upgrade: websocket"])
        ], ["websocket not-cors certain"])),
    HardCase(
      49, "OPTIONS with Origin that asks for no method",
      .judged(
        .caddy,
        [
          HardExchange(method: "OPTIONS", status: 204, got: ["ACAO: https://a.test", "ACAC: true"])
        ], ["cors allowed certain"])),
    HardCase(
      50, "fetch() with the method OPTIONS",
      .fetch(
        HardFetch(method: "OPTIONS", preflight: .init(204, ["ACAO: *", "ACAM: OPTIONS"])),
        "preflight, allowed"),
      .fetch(
        HardFetch(method: "OPTIONS", preflight: .init(204, ["ACAO: *", "ACAM: GET"])),
        "preflight, blocked preflight method-not-allowed (not-listed)"),
      .judged(
        .caddy,
        [
          .preflight("OPTIONS", ["ACAO: https://a.test", "ACAC: true", "ACAM: OPTIONS"]),
          HardExchange(
            method: "OPTIONS", status: 204, got: ["ACAO: https://a.test", "ACAC: true"], at: 1),
        ], ["preflight allowed certain", "cors allowed certain"])),
    HardCase(
      69, "a page of an extension, which its browser may exempt",
      .judged(
        .caddy, [HardExchange(origin: "chrome-extension://abcdefghijklmnop")],
        ["cors blocked actual acao-missing (absent) inferred"])),
    HardCase(
      70, "curl with an Origin",
      .judged(.caddy, [HardExchange(agent: "curl/8.5.0")], ["non-browser not-cors inferred"]),
      .found(.caddy, [HardExchange(agent: "curl/8.5.0")], [])),
    HardCase(
      75, "a no-cors request without a grant",
      .judged(
        .caddy,
        [
          HardExchange(
            sent: ["Sec-Fetch-Mode: no-cors", "Sec-Fetch-Site: cross-site"], origin: nil)
        ], ["no-cors opaque certain"]),
      .fetch(HardFetch(mode: "no-cors", response: .init(200)), "allowed opaque")),
  ]
}
