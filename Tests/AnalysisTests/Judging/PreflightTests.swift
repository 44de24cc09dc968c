import Testing
import Traffic

@testable import Analysis

@Suite("Judging a preflight")
struct PreflightTests {
  @Test("follows the CORS-preflight fetch and says what it rests on", arguments: situations)
  func judges(_ situation: Situation) {
    #expect(situation.sent.judgement.line == situation.line)
  }

  static let situations = grants + statuses + origins + hidden

  private static let end = "certain by options-origin-acrm"
  private static let passed = "preflight allowed \(end)"

  private static func stopped(_ reason: String) -> String {
    "preflight blocked preflight \(reason) \(end)"
  }

  private static func depends(_ reason: String, without: String? = "has_cookie") -> String {
    "preflight conditional preflight \(reason) inferred by options-origin-acrm"
      + (without.map { " without \($0)" } ?? "")
  }

  /// Methods and headers.
  static let grants: [Situation] = [
    Situation("all granted", .preflight(), passed),
    Situation("the server hung up", .hungUp, stopped("preflight-no-response")),
    Situation(
      "no Access-Control-Allow-Methods for POST", .preflight("POST", [.allowMethods: .absent]),
      passed),
    Situation(
      "no Access-Control-Allow-Methods for PUT", .preflight([.allowMethods: .absent]),
      stopped("method-not-allowed")),
    Situation("get listed, GET asked", .preflight("GET", [.allowMethods: "get"]), passed),
    Situation(
      "put listed, PUT asked", .preflight([.allowMethods: "put"]),
      stopped("method-not-allowed")),
    Situation(
      "PATCH listed, patch asked", .preflight("patch", [.allowMethods: "PATCH"]),
      stopped("method-not-allowed")),
    Situation(
      "* for PUT depends on credentials", .preflight([.allowMethods: "*"]),
      depends("method-not-allowed")),
    Situation(
      "* for the method *", .preflight("*", [.allowMethods: "*"]), passed),
    Situation(
      "a preflight for OPTIONS", .preflight("OPTIONS"), passed),
    Situation(
      "methods that are no list", .preflight([.allowMethods: "PUT; POST"]),
      stopped("acam-unparseable")),
    Situation(
      "empty members in a list",
      .preflight([.requestHeaders: "x-a,x-b", .allowHeaders: ",x-a, ,,x-b,"]), passed),
    Situation(
      "a header name with a blank beside the right one",
      .preflight([.requestHeaders: "x-a", .allowHeaders: "x-a, x b"]),
      stopped("acah-unparseable")),
    Situation(
      "a header not listed",
      .preflight([.requestHeaders: "x-a,x-b", .allowHeaders: "X-A"]),
      stopped("header-not-allowed")),
    Situation(
      "authorization under *, in Chrome, without credentials",
      .preflight([.requestHeaders: "authorization", .allowHeaders: "*"]),
      depends("header-not-allowed")),
    Situation(
      "authorization under *, in a client of no known engine",
      .preflight([
        .requestHeaders: "authorization", .allowHeaders: "*",
        .userAgent: "Mozilla/5.0 (compatible; Unheard/1.0)",
      ]), stopped("authorization-not-covered-by-wildcard")),
    Situation(
      "headers asked for over two lines, joined",
      .preflight([.requestHeaders: "x-a, x-b", .allowHeaders: "x-b,x-a"]), passed),
  ]

  /// Statuses of the answer.
  static let statuses: [Situation] = [
    Situation("200", .preflight("PUT", 200), passed),
    Situation("299", .preflight("PUT", 299), passed),
    Situation("304", .preflight("PUT", 304), stopped("preflight-status-not-ok")),
    Situation("401", .preflight("PUT", 401), stopped("preflight-status-not-ok")),
    Situation("404", .preflight("PUT", 404), stopped("preflight-status-not-ok")),
    Situation("500", .preflight("PUT", 500), stopped("preflight-status-not-ok")),
    Situation(
      "301 with Location", .preflight("PUT", 301, [.location: "https://api.example.com/items/"]),
      stopped("preflight-redirect")),
    Situation(
      "302, Location not recorded", .preflight("PUT", 302, [.location: .notObservable]),
      stopped("preflight-redirect")),
    Situation(
      "302 without Location", .preflight("PUT", 302), stopped("preflight-status-not-ok")),
    Situation(
      "401 without Access-Control-Allow-Origin in Chrome",
      .preflight("PUT", 401, [.allowOrigin: .absent]), stopped("acao-missing")),
    Situation(
      "401 without Access-Control-Allow-Origin in Firefox",
      .preflight("PUT", 401, [.allowOrigin: .absent, .userAgent: .value(Agent.firefox)]),
      stopped("acao-missing")),
    Situation(
      "401 without Access-Control-Allow-Origin in Safari",
      .preflight("PUT", 401, [.allowOrigin: .absent, .userAgent: .value(Agent.safari)]),
      stopped("preflight-status-not-ok")),
    Situation(
      "the client left first", .preflight("PUT", 499),
      "preflight unknown unknown by options-origin-acrm,no-response"),
    Situation(
      "no status recorded", .preflight("PUT", nil),
      "preflight unknown unknown by options-origin-acrm without status"),
  ]

  /// The CORS check of the answer.
  static let origins: [Situation] = [
    Situation(
      "no Access-Control-Allow-Origin", .preflight([.allowOrigin: .absent]),
      stopped("acao-missing")),
    Situation(
      "another origin", .preflight([.allowOrigin: "https://b.example.com"]),
      stopped("acao-mismatch")),
    Situation(
      "* depends on credentials", .preflight([.allowOrigin: "*"]),
      depends("acao-wildcard-with-credentials")),
    Situation(
      "no Access-Control-Allow-Credentials depends on credentials",
      .preflight([.allowCredentials: .absent]), depends("acac-not-true")),
    Situation(
      "the same where cookies are recorded: a preflight never has one",
      .preflight([.allowCredentials: .absent, .hasCookie: .absent]),
      depends("acac-not-true", without: nil)),
    Situation(
      "an origin of null", .preflight([.origin: "null", .allowOrigin: "null"]), passed),
  ]

  /// What a log hides.
  static let hidden: [Situation] = [
    Situation(
      "no column for Access-Control-Allow-Origin", .preflight([.allowOrigin: .notObservable]),
      "preflight unknown unknown by options-origin-acrm without access_control_allow_origin"),
    Situation(
      "no column for Access-Control-Allow-Methods", .preflight([.allowMethods: .notObservable]),
      "preflight unknown unknown by options-origin-acrm without access_control_allow_methods"),
    Situation(
      "no column for Access-Control-Allow-Methods, for POST",
      .preflight("POST", [.allowMethods: .notObservable]), passed),
    Situation(
      "no column for Access-Control-Allow-Headers, and headers asked for",
      .preflight([.requestHeaders: "x-a", .allowHeaders: .notObservable]),
      "preflight unknown unknown by options-origin-acrm without access_control_allow_headers"),
    Situation(
      "no column for Access-Control-Allow-Headers, and none asked for",
      .preflight([.allowHeaders: .notObservable]), passed),
    Situation(
      "no column for Access-Control-Request-Headers, and none granted",
      .preflight([.requestHeaders: .notObservable, .allowHeaders: .notObservable]),
      "preflight unknown unknown by options-origin-acrm without access_control_request_headers"),
    Situation(
      "no column for Access-Control-Allow-Credentials",
      .preflight([.allowCredentials: .notObservable]),
      "preflight allowed inferred by options-origin-acrm "
        + "without access_control_allow_credentials"),
    Situation(
      "what is recorded fails whatever is not",
      .preflight("PUT", 405, [.allowOrigin: .notObservable, .allowMethods: .notObservable]),
      stopped("preflight-status-not-ok")),
    Situation(
      "a log that keeps one of several equal headers",
      .preflight(traits: .hidesRepeats, [:]),
      "preflight allowed inferred by options-origin-acrm,repeats-hidden"),
  ]
}

extension Sent {
  /// A preflight to which the server closed the connection.
  fileprivate static var hungUp: Sent {
    var sent = Sent.preflight()
    sent.status = nil
    sent.traits = .networkError
    return sent
  }
}
