/// Values of Access-Control-Allow-Origin and -Credentials.
extension HardCase {
  private static func get(
    _ got: [String], sent: [String] = [], origin: String? = "https://a.test",
    url: String = "https://b.test/x", _ status: Int = 200
  ) -> [HardExchange] {
    [HardExchange(url: url, sent: sent, origin: origin, status: status, got: got)]
  }

  private static func answer(
    _ got: [String], _ credentials: String = "omit", _ status: Int = 200
  ) -> HardFetch {
    HardFetch(credentials: credentials, response: .init(status, got))
  }

  static let grants = [
    HardCase(
      1, "two lines '*'",
      .fetch(answer(["ACAO: *", "ACAO: *"]), "blocked actual acao-multiple (repeated)"),
      .judged(
        .caddy, get(["ACAO: *", "ACAO: *"]),
        ["cors blocked actual acao-multiple (repeated) certain"]
      ),
      // A log that joins them cannot tell two lines from a list.
      .judged(
        .withoutCookies, get(["ACAO: *", "ACAO: *"]),
        ["cors blocked actual acao-multiple (list) inferred"])),
    HardCase(
      2, "two lines whose names differ in case",
      .fetch(answer(["ACAO: *", "acao: *"]), "blocked actual acao-multiple (repeated)"),
      .judged(
        .devTools, get(["ACAO: *", "acao: *"]),
        ["cors blocked actual acao-multiple (repeated) certain"])),
    HardCase(
      3, "a slash behind the origin",
      .fetch(
        answer(["ACAO: https://a.test/"]), "blocked actual acao-malformed (trailing-slash)"),
      .judged(
        .caddy, get(["ACAO: https://a.test/"]),
        ["cors blocked actual acao-malformed (trailing-slash) certain"])),
    HardCase(
      4, "a capital letter, or the default port",
      .fetch(answer(["ACAO: https://A.test"]), "blocked actual acao-malformed (case-differs)"),
      .fetch(answer(["ACAO: https://a.test:443"]), "blocked actual acao-malformed (default-port)"),
      .judged(
        .caddy, get(["ACAO: https://A.test"]) + get(["ACAO: https://a.test:443"]),
        [
          "cors blocked actual acao-malformed (case-differs) certain",
          "cors blocked actual acao-malformed (default-port) certain",
        ])),
    HardCase(
      5, "blanks around the value",
      .fetch(answer(["ACAO:\thttps://a.test  ", "ACAC: true\t"], "include"), "allowed"),
      .judged(
        .caddy, get(["ACAO:\thttps://a.test  ", "ACAC: true\t"]), ["cors allowed certain"])),
    HardCase(
      6, "an empty value",
      .fetch(answer(["ACAO:"]), "blocked actual acao-malformed (empty)"),
      .judged(
        .caddy, get(["ACAO:"]), ["cors blocked actual acao-malformed (empty) certain"]),
      // nginx writes the same for a header that is empty and for none.
      .judged(
        .withoutCookies, get(["ACAO:"]), ["cors blocked actual acao-missing (absent) inferred"])
    ),
    HardCase(
      7, "'True' in a capital",
      .fetch(
        answer(["ACAO: https://a.test", "ACAC: True"], "include"),
        "blocked actual acac-not-true (case-differs)"),
      .fetch(answer(["ACAO: https://a.test", "ACAC: True"]), "allowed"),
      .judged(
        .withoutCookies, get(["ACAO: https://a.test", "ACAC: True"]),
        ["cors conditional actual acac-not-true (case-differs) inferred without has_cookie"])),
    HardCase(
      8, "'true' twice",
      .fetch(
        answer(["ACAO: https://a.test", "ACAC: true", "ACAC: true"], "include"),
        "blocked actual acac-not-true (repeated)"),
      .fetch(answer(["ACAO: https://a.test", "ACAC: true", "ACAC: true"]), "allowed"),
      .judged(
        .caddy, get(["ACAO: https://a.test", "ACAC: true", "ACAC: true"], sent: ["Cookie: a=b"]),
        ["cors blocked actual acac-not-true (repeated) certain"])),
    HardCase(
      9, "'*' and 'true' without credentials",
      .fetch(answer(["ACAO: *", "ACAC: true"]), "allowed")),
    HardCase(
      10, "'*' and 'true' with a cookie",
      .fetch(
        answer(["ACAO: *", "ACAC: true"], "include"),
        "blocked actual acao-wildcard-with-credentials (wildcard-with-credentials)"),
      .judged(
        .caddy, get(["ACAO: *", "ACAC: true"], sent: ["Cookie: a=b"]),
        [
          "cors blocked actual acao-wildcard-with-credentials (wildcard-with-credentials) certain"
        ])),
    HardCase(
      11, "'*' and 'true' where cookies are not recorded, or none was sent",
      .judged(
        .withoutCookies, get(["ACAO: *", "ACAC: true"]),
        [
          "cors conditional actual acao-wildcard-with-credentials (wildcard-with-credentials) "
            + "inferred without has_cookie"
        ]),
      .judged(
        .caddy, get(["ACAO: *", "ACAC: true"]),
        [
          "cors conditional actual acao-wildcard-with-credentials (wildcard-with-credentials) "
            + "inferred"
        ])),
    HardCase(
      62, "Cross-Origin-Resource-Policy on a CORS request",
      .fetch(answer(["ACAO: *", "Cross-Origin-Resource-Policy: same-origin"]), "allowed"),
      .judged(
        .caddy,
        get(["ACAO: https://a.test", "ACAC: true", "Cross-Origin-Resource-Policy: same-origin"]),
        ["cors allowed certain"])),
    HardCase(
      63, "Cross-Origin-Resource-Policy that is no policy, on a no-cors request",
      .fetch(
        HardFetch(
          mode: "no-cors",
          response: .init(200, ["Cross-Origin-Resource-Policy: same-origin, same-origin"])),
        "allowed opaque"),
      .fetch(
        HardFetch(
          mode: "no-cors", response: .init(200, ["Cross-Origin-Resource-Policy: same-origin"])),
        "blocked actual corp-blocked"),
      .found(
        .caddy,
        get(
          ["Cross-Origin-Resource-Policy: same-origin, same-origin"],
          sent: ["Sec-Fetch-Mode: no-cors", "Sec-Fetch-Site: cross-site"], origin: nil),
        ["corp-missing-or-invalid"])),
    HardCase(
      64, "a host in Unicode for one in punycode",
      .judged(
        .caddy,
        get(["ACAO: https://b\u{FC}cher.test"], origin: "https://xn--bcher-kva.test"),
        ["cors blocked actual acao-malformed (not-ascii) certain"])),
    HardCase(
      65, "an IPv6 address written long",
      .judged(
        .caddy,
        get(["ACAO: http://[0:0:0:0:0:0:0:1]:8080"], origin: "http://[::1]:8080"),
        ["cors blocked actual acao-malformed (address-form) certain"])),
    HardCase(
      66, "null granted to null, with credentials",
      .judged(
        .caddy,
        get(["ACAO: null", "ACAC: true", "Vary: Origin"], sent: ["Cookie: a=b"], origin: "null"),
        ["cors allowed certain"]),
      .found(
        .caddy,
        get(["ACAO: null", "ACAC: true", "Vary: Origin"], sent: ["Cookie: a=b"], origin: "null"),
        ["null-origin-trusted-credentials"])),
    HardCase(
      67, "NULL in capitals",
      .judged(
        .caddy, get(["ACAO: NULL"], origin: "null"),
        ["cors blocked actual acao-malformed (case-differs) certain"])),
    HardCase(
      68, "no Access-Control-Expose-Headers",
      .fetch(answer(["ACAO: *", "X-Count: 1"]), "allowed"),
      .judged(
        .caddy, get(["ACAO: https://a.test", "ACAC: true", "X-Count: 1"]),
        ["cors allowed certain"])),
  ]
}
