import Testing
import Traffic

@testable import Analysis

@Suite("Judging a cross-origin response")
struct ActualTests {
  @Test("follows the CORS check and says what it rests on", arguments: situations)
  func judges(_ situation: Situation) {
    #expect(situation.sent.judgement.line == situation.line)
  }

  static let situations = allowOrigin + credentials + statuses + hidden

  private static func get(_ fields: [Field: Said]) -> Sent { Sent("GET", 200, fields) }

  private static let blocked = "cors blocked actual"
  private static let end = "certain by cross-origin"

  /// Values of Access-Control-Allow-Origin; no credentials are in play where all else fails.
  static let allowOrigin: [Situation] = [
    Situation(
      "two equal lines", Sent(repeated: FieldSet(.allowOrigin), [.allowOrigin: "*, *"]),
      "\(blocked) acao-multiple \(end)"),
    Situation(
      "a list", get([.allowOrigin: "https://app.example.com, https://b.example.com"]),
      "\(blocked) acao-multiple \(end)"),
    Situation(
      "a slash at the end", get([.allowOrigin: "https://app.example.com/"]),
      "\(blocked) acao-malformed \(end)"),
    Situation(
      "a capital in the host", get([.allowOrigin: "https://App.example.com"]),
      "\(blocked) acao-malformed \(end)"),
    Situation(
      "the default port spelt out", get([.allowOrigin: "https://app.example.com:443"]),
      "\(blocked) acao-malformed \(end)"),
    Situation(
      "blanks around the value",
      get([.allowOrigin: "\thttps://app.example.com  ", .allowCredentials: "true"]),
      "cors allowed \(end)"),
    Situation(
      "an empty value", get([.allowOrigin: ""]), "\(blocked) acao-malformed \(end)"),
    Situation(
      "a Unicode host for a punycode origin",
      get([.origin: "https://xn--bcher-kva.example", .allowOrigin: "https://bücher.example"]),
      "\(blocked) acao-malformed \(end)"),
    Situation(
      "an address written long",
      get([
        .origin: "http://[::1]:8080", .allowOrigin: "http://[0:0:0:0:0:0:0:1]:8080",
      ]), "\(blocked) acao-malformed \(end)"),
    Situation(
      "NULL in capitals", get([.origin: "null", .allowOrigin: "NULL"]),
      "\(blocked) acao-malformed \(end)"),
    Situation(
      "null for null with credentials",
      get([
        .origin: "null", .allowOrigin: "null", .allowCredentials: "true", .hasCookie: "1",
      ]), "cors allowed certain by cross-origin,cookie-sent"),
    Situation(
      "null for an origin", get([.allowOrigin: "null"]), "\(blocked) acao-mismatch \(end)"),
    Situation(
      "another origin", get([.allowOrigin: "https://b.example.com"]),
      "\(blocked) acao-mismatch \(end)"),
    Situation(
      "the other scheme", get([.allowOrigin: "http://app.example.com"]),
      "\(blocked) acao-mismatch \(end)"),
    Situation(
      "a pattern", get([.allowOrigin: "https://*.example.com"]),
      "\(blocked) acao-malformed \(end)"),
    Situation(
      "Cross-Origin-Resource-Policy has no say in CORS",
      get([
        .allowOrigin: "https://app.example.com", .allowCredentials: "true",
        .resourcePolicy: "same-origin",
      ]), "cors allowed \(end)"),
  ]

  /// Credentials: a cookie proves them, its absence proves nothing.
  static let credentials: [Situation] = [
    Situation(
      "* with a cookie", get([.allowOrigin: "*", .allowCredentials: "true", .hasCookie: "1"]),
      "\(blocked) acao-wildcard-with-credentials \(end),cookie-sent"),
    Situation(
      "* and no cookie",
      get([.allowOrigin: "*", .allowCredentials: "true", .hasCookie: .absent]),
      "cors conditional actual acao-wildcard-with-credentials inferred "
        + "by cross-origin,no-cookie-sent"),
    Situation(
      "*, and cookies are not recorded",
      get([.allowOrigin: "*", .allowCredentials: "true"]),
      "cors conditional actual acao-wildcard-with-credentials inferred "
        + "by cross-origin without has_cookie"),
    Situation(
      "the origin without Access-Control-Allow-Credentials, with a cookie",
      get([.allowOrigin: "https://app.example.com", .hasCookie: "1"]),
      "\(blocked) acac-not-true \(end),cookie-sent"),
    Situation(
      "True in a capital with a cookie",
      get([
        .allowOrigin: "https://app.example.com", .allowCredentials: "True", .hasCookie: "1",
      ]), "\(blocked) acac-not-true \(end),cookie-sent"),
    Situation(
      "True in a capital, cookies not recorded",
      get([.allowOrigin: "https://app.example.com", .allowCredentials: "True"]),
      "cors conditional actual acac-not-true inferred by cross-origin without has_cookie"),
    Situation(
      "true twice with a cookie",
      get([
        .allowOrigin: "https://app.example.com", .allowCredentials: "true, true",
        .hasCookie: "1",
      ]), "\(blocked) acac-not-true \(end),cookie-sent"),
    Situation(
      "the origin and true, whatever the mode",
      get([.allowOrigin: "https://app.example.com", .allowCredentials: "true"]),
      "cors allowed \(end)"),
    Situation(
      "missing, with a cookie", get([.hasCookie: "1"]),
      "\(blocked) acao-missing \(end),cookie-sent"),
    Situation(
      "missing, without a cookie", get([.hasCookie: .absent]), "\(blocked) acao-missing \(end)"),
    Situation(
      "Access-Control-Allow-Credentials not recorded, with a cookie",
      get([
        .allowOrigin: "https://app.example.com", .allowCredentials: .notObservable,
        .hasCookie: "1",
      ]),
      "cors unknown unknown by cross-origin,cookie-sent "
        + "without access_control_allow_credentials"),
    Situation(
      "Access-Control-Allow-Credentials not recorded, cookies neither",
      get([.allowOrigin: "https://app.example.com", .allowCredentials: .notObservable]),
      "cors allowed inferred by cross-origin without access_control_allow_credentials"),
    Situation(
      "* with credentials needs no other header to fail",
      get([.allowOrigin: "*", .allowCredentials: .notObservable, .hasCookie: "1"]),
      "\(blocked) acao-wildcard-with-credentials \(end),cookie-sent"),
  ]

  /// Statuses: only redirects and 304 bear on CORS.
  static let statuses: [Situation] = [
    Situation("500 without the header", Sent("GET", 500), "\(blocked) acao-missing \(end)"),
    Situation(
      "404 with the header is readable",
      Sent("GET", 404, [.allowOrigin: "https://app.example.com", .allowCredentials: "true"]),
      "cors allowed \(end)"),
    Situation(
      "a redirect without the header", Sent("GET", 302, [.location: "/items/"]),
      "cors blocked redirect acao-missing \(end)"),
    Situation(
      "a redirect whose Location is not recorded", Sent("GET", 301, [.location: .notObservable]),
      "cors blocked redirect acao-missing \(end)"),
    Situation(
      "302 without Location is no redirect", Sent("GET", 302), "\(blocked) acao-missing \(end)"),
    Situation(
      "300 is no redirect", Sent("GET", 300, [.location: "/a"]),
      "\(blocked) acao-missing \(end)"),
    Situation(
      "304 without the header", Sent("GET", 304),
      "cors unknown unknown by cross-origin,stored-response "
        + "without access_control_allow_origin"),
    Situation(
      "304 with the header",
      Sent("GET", 304, [.allowOrigin: "https://app.example.com", .allowCredentials: "true"]),
      "cors allowed \(end)"),
    Situation(
      "the client left first", Sent("GET", 499),
      "cors unknown unknown by cross-origin,no-response"),
    Situation(
      "nginx closed the connection", Sent("GET", 444),
      "cors unknown unknown by cross-origin,no-response"),
    Situation(
      "status 000", Sent("GET", 0), "cors unknown unknown by cross-origin,no-response"),
    Situation(
      "HTTP/0.9, logged as 009", Sent("GET", 9),
      "cors unknown unknown by cross-origin,no-response"),
    Situation(
      "no status recorded", Sent("GET", nil),
      "cors blocked actual acao-missing certain by cross-origin"),
    Situation(
      "no response seen", Sent("GET", nil, traits: .responseMissing),
      "cors unknown unknown by cross-origin,no-response without status"),
    Situation(
      "a response that is none to the client",
      Sent("GET", 200, traits: .networkError, [.allowOrigin: "https://app.example.com"]),
      "cors blocked actual network-failure certain by cross-origin"),
  ]

  /// What a log hides.
  static let hidden: [Situation] = [
    Situation(
      "no column for Access-Control-Allow-Origin",
      get([.allowOrigin: .notObservable]),
      "cors unknown unknown by cross-origin without access_control_allow_origin"),
    Situation(
      "a log that keeps one of several equal headers",
      Sent(
        traits: .hidesRepeats,
        [.allowOrigin: "https://app.example.com", .allowCredentials: "true"]),
      "cors allowed inferred by cross-origin,repeats-hidden"),
    Situation(
      "the same, the header missing", Sent(traits: .hidesRepeats),
      "\(blocked) acao-missing inferred by cross-origin,repeats-hidden"),
  ]
}
