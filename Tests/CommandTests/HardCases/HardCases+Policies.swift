/// Policies over several exchanges.
extension HardCase {
  private static func fixed(_ origin: String?) -> HardExchange {
    HardExchange(origin: origin, got: ["ACAO: https://a.test"])
  }

  static let policies = [
    HardCase(
      71, "one value for everyone, without Vary",
      .found(
        .caddy, [fixed("https://a.test"), fixed("https://c.test"), fixed(nil)], [])),
    HardCase(
      72, "'*' only where Origin was sent, without Vary",
      .found(
        .caddy,
        [HardExchange(got: ["ACAO: *"]), HardExchange(origin: nil, got: [])],
        ["missing-vary-origin"])),
    HardCase(
      73, "two lines on 204 only",
      .report(
        .caddy,
        [
          HardExchange(method: "DELETE", status: 204, got: ["ACAO: *", "ACAO: *"]),
          HardExchange(method: "DELETE", status: 200, got: ["ACAO: *"], at: 1),
        ],
        [
          "findings.0.rule": "\"acao-repeated\"",
          "findings.0.evidence.0.detail": "\"DELETE /x 204; Access-Control-Allow-Origin: *, *\"",
          "findings.1": "1", "findings.0.count": "1",
        ])),
    HardCase(
      74, "no Access-Control-Allow-Private-Network",
      .judged(
        .caddy,
        [
          HardExchange(
            method: "OPTIONS",
            sent: ["ACRM: PUT", "Access-Control-Request-Private-Network: true"], status: 204,
            got: ["ACAO: https://a.test", "ACAC: true", "ACAM: PUT"])
        ], ["preflight allowed certain"])),
  ]
}
