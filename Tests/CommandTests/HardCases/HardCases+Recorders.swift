/// What recorders show and hide.
extension HardCase {
  private static let granted = ["ACAO: https://a.test", "ACAC: true"]

  private static let stopped = [
    HardExchange(method: "PUT", status: 0, error: "net::ERR_FAILED"),
    HardExchange(
      method: "OPTIONS", sent: ["ACRM: PUT"], status: 403, got: ["Content-Length: 0"], at: 0.002,
      resource: "preflight"),
  ]

  static let recorders = [
    HardCase(
      57, "names in small letters, and HTTP/2's own",
      .judged(
        .devTools,
        [
          HardExchange(
            method: "OPTIONS",
            sent: [":method: OPTIONS", ":authority: b.test", "acrm: PUT", "acrh: x-a"], status: 204,
            got: [":status: 204", "acao: https://a.test", "acac: true", "acam: PUT", "acah: x-a"],
            resource: "preflight")
        ], ["preflight allowed certain"])
    ),
    HardCase(
      58, "304 without headers",
      .judged(
        .caddy, [HardExchange(status: 304)],
        ["cors unknown unknown without access_control_allow_origin"]),
      .judged(.caddy, [HardExchange(status: 304, got: granted)], ["cors allowed certain"])),
    HardCase(
      59, "no Cookie in a HAR, which leaves cookies out",
      .judged(
        .devTools, [.preflight("PUT", ["ACAO: *", "ACAM: PUT"])],
        [
          "preflight conditional preflight acao-wildcard-with-credentials "
            + "(wildcard-with-credentials) inferred without has_cookie"
        ]),
      // The browser shows the answer to the page: then there were none.
      .judged(.devTools, [HardExchange(got: ["ACAO: *", "ACAC: true"])], ["cors allowed certain"]),
      .judged(
        .devTools, [HardExchange(got: ["ACAO: *"], error: "net::ERR_FAILED")],
        [
          "cors blocked actual acao-wildcard-with-credentials (wildcard-with-credentials) certain"
        ])),
    HardCase(
      60, "an entry without a response, and its preflight's beside it",
      .judged(
        .devTools, stopped,
        [
          "cors blocked preflight acao-missing (absent) inferred [never-sent]",
          "preflight blocked preflight acao-missing (absent) certain",
        ]),
      .report(
        .devTools, stopped,
        [
          "summary.blocked_fetches": "1", "summary.judged_fetches": "1",
          "blocked.0.phase": "\"preflight\"", "blocked.1": "1",
        ])),
    HardCase(
      61, "a refused response that keeps its status and headers",
      .judged(
        .devTools,
        [
          HardExchange(
            status: 400, got: ["Content-Type: text/plain"], error: "net::ERR_FAILED")
        ], ["cors blocked actual acao-missing (absent) certain"]),
      .report(
        .devTools,
        [HardExchange(status: 400, got: ["Content-Type: text/plain"], error: "net::ERR_FAILED")],
        ["disagreements_count": "0", "blocked.0.phase": "\"actual\""])),
  ]
}
