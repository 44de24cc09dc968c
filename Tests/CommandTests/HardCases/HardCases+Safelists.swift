/// Which requests need a preflight.
extension HardCase {
  private static func sends(_ lines: String...) -> HardFetch {
    HardFetch(sent: lines, preflight: .init(204, ["ACAO: *", "ACAH: *"]))
  }

  private static func posts(_ type: String) -> HardFetch {
    var fetch = sends("Content-Type: \(type)")
    fetch.method = "POST"
    fetch.body = "x"
    return fetch
  }

  private static func repeats(_ count: Int, length: Int) -> HardFetch {
    HardFetch(
      sent: Array(repeating: "Accept: " + String(repeating: "x", count: length), count: count),
      preflight: .init(204, ["ACAO: *", "ACAH: accept"]))
  }

  static let safelists = [
    HardCase(
      51, "two content types, and an empty parameter",
      .fetch(posts("text/plain, x/x"), "preflight, allowed"),
      .fetch(posts("text/plain;"), "allowed")),
    HardCase(
      52, "a content type of 129 bytes",
      .fetch(posts("text/plain;a=" + String(repeating: "x", count: 116)), "preflight, allowed"),
      .fetch(posts("text/plain;a=" + String(repeating: "x", count: 115)), "allowed")),
    HardCase(
      53, "a language with an underscore",
      .fetch(sends("Accept-Language: nn_NO"), "preflight, allowed"),
      .fetch(sends("Accept-Language: nn-NO"), "allowed")),
    HardCase(
      54, "a range from a start, and one of the end",
      .fetch(sends("Range: bytes=0-"), "allowed"),
      .fetch(sends("Range: bytes=-500"), "preflight, allowed")),
    HardCase(
      55, "one name added several times",
      // Chromium and WebKit join the entries first; Firefox looks at each, and adds nothing up.
      .engines(
        repeats(2, length: 100), ["allowed", "preflight, allowed", "allowed", "preflight, allowed"]),
      .engines(
        repeats(9, length: 120),
        ["preflight, allowed", "preflight, allowed", "allowed", "preflight, allowed"]),
      // What a log joins proves nothing: no judgement and no finding rests on it.
      .judged(
        .caddy,
        [
          HardExchange(
            sent: ["Accept: " + String(repeating: "x", count: 202)],
            got: ["ACAO: https://a.test", "ACAC: true"])
        ], ["cors allowed certain"]),
      .report(
        .caddy,
        [
          HardExchange(
            sent: ["Accept: " + String(repeating: "x", count: 202)],
            got: ["ACAO: https://a.test", "ACAC: true"])
        ], ["findings.0": "0", "preflights.rate": "null"])),
    HardCase(
      56, "the names asked for, over two lines or with blanks",
      .judged(
        .caddy,
        [
          HardExchange(
            method: "OPTIONS", sent: ["ACRM: GET", "ACRH: x-a", "ACRH: x-b"], status: 204,
            got: ["ACAO: https://a.test", "ACAC: true", "ACAH: x-a, x-b"]),
          HardExchange(
            method: "OPTIONS", sent: ["ACRM: GET", "ACRH:  x-a ,\tx-b "], status: 204,
            got: ["ACAO: https://a.test", "ACAC: true", "ACAH: x-a, x-b"]),
        ], ["preflight allowed certain", "preflight allowed certain"])),
  ]
}
