import Testing
import Traffic

@testable import Analysis

@Suite("Classifying an exchange")
struct ClassificationTests {
  @Test("goes by method, Origin, Sec-Fetch-*, target and client", arguments: situations)
  func classifies(_ situation: Situation) {
    #expect(situation.sent.judgement.line == situation.line)
  }

  static let situations: [Situation] = shapes + metadata + origins

  private static let safe = "https://app.example.com"

  /// What gives itself away by its shape.
  static let shapes: [Situation] = [
    Situation(
      "OPTIONS with Origin and Access-Control-Request-Method",
      .preflight("PUT", [.hasCookie: .absent]),
      "preflight allowed certain by options-origin-acrm"),
    Situation(
      "the same from a script",
      .preflight("PUT", [.userAgent: .value(Agent.curl)]),
      "preflight allowed inferred by options-origin-acrm"),
    Situation(
      "the same from a client that the log does not name",
      .preflight("PUT", [.userAgent: .notObservable]),
      "preflight allowed inferred by options-origin-acrm"),
    Situation(
      "OPTIONS without Access-Control-Request-Method is a request",
      Sent("OPTIONS", [.allowOrigin: "*", .hasCookie: "1"]),
      "cors blocked actual acao-wildcard-with-credentials certain by cross-origin,cookie-sent"),
    Situation(
      "OPTIONS without Origin is no preflight",
      Sent("OPTIONS", [.origin: .absent]), "unclassified not-cors certain by no-origin"),
    Situation(
      "OPTIONS whose Origin is not recorded, with Access-Control-Request-Method",
      .preflight("PUT", [.origin: .notObservable]),
      "preflight unknown unknown by options-method without origin"),
    Situation(
      "OPTIONS of a browser in a log without header columns",
      Sent("OPTIONS", 204, ClassificationTests.plainLog),
      "preflight unknown unknown by options-method without origin,"
        + "access_control_request_method,access_control_request_headers,"
        + "access_control_allow_origin"),
    Situation(
      "OPTIONS of a browser answered with 405 in a log without header columns",
      Sent("OPTIONS", 405, ClassificationTests.plainLog),
      "preflight blocked preflight preflight-status-not-ok inferred by options-method"),
    Situation(
      "a method that no page may use", Sent("TRACE", 405),
      "non-browser not-cors inferred by no-browser-sends-it"),
    Situation(
      "a method that browsers write in capitals", Sent("get", 400),
      "non-browser not-cors inferred by no-browser-sends-it"),
    Situation(
      "a method that is none", Sent("G\"ET", 400),
      "non-browser not-cors inferred by no-browser-sends-it"),
    Situation(
      "a method of the application's own", Sent("PURGE", 200),
      "cors blocked actual acao-missing certain by cross-origin"),
    Situation(
      "a preflight that asks for a name which no page may set",
      .preflight([.requestHeaders: "cookie", .allowHeaders: "cookie"]),
      "preflight allowed inferred by options-origin-acrm,no-browser-sends-it"),
    Situation(
      "OPTIONS of the server itself",
      Sent(
        "OPTIONS", 501, ClassificationTests.plainLog.merging([.target: "*"]) { $1 }),
      "unclassified unknown unknown without origin"),
    Situation(
      "OPTIONS of a script in a log without header columns",
      Sent(
        "OPTIONS", 204, ClassificationTests.plainLog.merging([.userAgent: "Zabbix"]) { $1 }),
      "unclassified unknown unknown without origin"),
    Situation(
      "an entry that its producer marked as preflight",
      Sent(
        "OPTIONS", 204, traits: .markedPreflight,
        [.allowOrigin: "https://app.example.com", .allowCredentials: "true"]),
      "preflight unknown unknown by marked-preflight without access_control_request_method"),
    Situation(
      "the same, answered with 404", Sent("OPTIONS", 404, traits: .markedPreflight),
      "preflight blocked preflight acao-missing certain by marked-preflight"),
    Situation(
      "an upgrade to WebSocket",
      Sent("GET", 101, traits: .webSocket), "websocket not-cors certain by websocket-upgrade"),
    Situation(
      "status 101 alone", Sent("GET", 101), "websocket not-cors certain by websocket-upgrade"),
    Situation(
      "Sec-Fetch-Mode: websocket", Sent("GET", 400, [.fetchMode: "websocket"]),
      "websocket not-cors certain by websocket-upgrade"),
  ]

  static let plainLog: [Field: Said] = {
    let unseen: [Field] = [
      .origin, .scheme, .host, .contentType, .requestMethod, .requestHeaders, .allowOrigin,
      .allowCredentials, .allowMethods, .allowHeaders, .exposeHeaders, .maxAge, .vary, .location,
    ]
    return Dictionary(uniqueKeysWithValues: unseen.map { ($0, .notObservable) })
  }()

  /// What Sec-Fetch-* says.
  static let metadata: [Situation] = [
    Situation(
      "no-cors without Access-Control-Allow-Origin is opaque, not blocked",
      Sent([.fetchMode: "no-cors", .fetchSite: "cross-site", .origin: .absent]),
      "no-cors opaque certain by sec-fetch-mode"),
    Situation(
      "no-cors with Origin: null, by a referrer policy",
      Sent("POST", [.fetchMode: "no-cors", .fetchSite: "cross-site", .origin: "null"]),
      "no-cors opaque certain by sec-fetch-mode"),
    Situation(
      "a navigation with Origin",
      Sent("POST", [.fetchMode: "navigate", .fetchSite: "cross-site"]),
      "navigation not-cors certain by sec-fetch-mode"),
    Situation(
      "Sec-Fetch-Site: same-origin, whatever Origin says",
      Sent("POST", [.fetchMode: "cors", .fetchSite: "same-origin"]),
      "same-origin not-cors certain by sec-fetch-site"),
    Situation(
      "mode same-origin", Sent([.fetchMode: "same-origin", .fetchSite: "cross-site"]),
      "same-origin not-cors certain by sec-fetch-mode"),
    Situation(
      "cors on the same site",
      Sent([.fetchMode: "cors", .fetchSite: "same-site"]),
      "cors blocked actual acao-missing certain by sec-fetch-mode,sec-fetch-site"),
    Situation(
      "cors claimed by a script",
      Sent([
        .fetchMode: "cors", .fetchSite: "cross-site", .userAgent: .value(Agent.curl),
      ]),
      "cors blocked actual acao-missing inferred by sec-fetch-mode,sec-fetch-site"),
    Situation(
      "cors without an Origin recorded",
      Sent([.fetchMode: "cors", .fetchSite: "cross-site", .origin: .notObservable]),
      "cors unknown unknown by sec-fetch-mode,sec-fetch-site without origin"),
    Situation(
      "cors without a site falls back to the Origin",
      Sent([.fetchMode: "cors"]),
      "cors blocked actual acao-missing certain by cross-origin"),
  ]

  /// What Origin and target say.
  static let origins: [Situation] = [
    Situation(
      "Origin on GET to another host", Sent(),
      "cors blocked actual acao-missing certain by cross-origin"),
    Situation(
      "the same from a client that the log does not name", Sent([.userAgent: .notObservable]),
      "cors blocked actual acao-missing inferred by cross-origin"),
    Situation(
      "POST with JSON to another host", Sent("POST", [.contentType: "application/json"]),
      "cors blocked actual acao-missing inferred by cross-origin"),
    Situation(
      "POST of a form to another host may be a navigation",
      Sent("POST", [.contentType: "application/x-www-form-urlencoded"]),
      "unclassified unknown unknown by cross-origin without sec_fetch_mode"),
    Situation(
      "the same with the marks of a navigation",
      Sent(
        "POST", traits: .navigation, [.contentType: "application/x-www-form-urlencoded"]),
      "navigation not-cors inferred by navigation"),
    Situation(
      "POST of a form that was granted is CORS",
      Sent(
        "POST",
        [
          .contentType: "text/plain", .allowOrigin: .value(safe), .allowCredentials: "true",
        ]),
      "cors allowed inferred by cross-origin"),
    Situation(
      "Origin: null on POST of a form, by a referrer policy or a sandbox",
      Sent("POST", [.origin: "null", .contentType: "text/plain"]),
      "unclassified unknown unknown by cross-origin without sec_fetch_mode"),
    Situation(
      "a sandboxed frame on the same host", Sent([.origin: "null", .host: "app.example.com"]),
      "cors blocked actual acao-missing certain by cross-origin"),
    Situation(
      "POST to the page's own origin", Sent("POST", [.host: "app.example.com"]),
      "same-origin not-cors certain by same-origin"),
    Situation(
      "the same, the scheme unknown",
      Sent("POST", [.host: "app.example.com", .scheme: .notObservable]),
      "same-origin not-cors inferred by same-origin"),
    Situation(
      "a Host that spells out the default port",
      Sent("POST", [.host: "app.example.com:443"]),
      "same-origin not-cors certain by same-origin"),
    Situation(
      "the default port from the log", Sent("POST", port: 443, [.host: "app.example.com"]),
      "same-origin not-cors certain by same-origin"),
    Situation(
      "another port on the same host", Sent(port: 8443, [.host: "app.example.com"]),
      "cors blocked actual acao-missing certain by cross-origin"),
    Situation(
      "TLS ended in front of the server",
      Sent("POST", [.host: "app.example.com", .scheme: "http"]),
      "same-origin not-cors inferred by tls-terminator"),
    Situation(
      "the same on port 80", Sent(port: 80, [.host: "app.example.com", .scheme: "http"]),
      "same-origin not-cors inferred by tls-terminator"),
    Situation(
      "http on a port of its own is another origin",
      Sent(port: 8080, [.host: "app.example.com", .scheme: "http"]),
      "cors blocked actual acao-missing certain by cross-origin"),
    Situation(
      "a page over http on a server that speaks https is cross-origin",
      Sent([.host: "app.example.com", .origin: "http://app.example.com"]),
      "cors blocked actual acao-missing certain by cross-origin"),
    Situation(
      "no Origin on GET", Sent([.origin: .absent]),
      "unclassified not-cors certain by no-origin"),
    Situation(
      "an empty Origin counts as none", Sent([.origin: ""]),
      "unclassified not-cors certain by no-origin"),
    Situation(
      "no Origin, a Referer of the same host",
      Sent([.origin: .absent, .referer: "https://api.example.com/docs"]),
      "same-origin not-cors inferred by no-origin,referer"),
    Situation(
      "no Origin, a Referer of another host",
      Sent([.origin: .absent, .referer: "https://app.example.com/"]),
      "unclassified not-cors certain by no-origin"),
    Situation(
      "no Origin, a page navigated to", Sent(traits: .navigation, [.origin: .absent]),
      "navigation not-cors certain by no-origin,navigation"),
    Situation(
      "no Origin, a script", Sent([.origin: .absent, .userAgent: .value(Agent.curl)]),
      "non-browser not-cors inferred by no-origin,non-browser-user-agent"),
    Situation(
      "a script with Origin", Sent([.userAgent: .value(Agent.curl)]),
      "non-browser not-cors inferred by non-browser-user-agent"),
    Situation(
      "a client without User-Agent", Sent([.userAgent: .absent]),
      "non-browser not-cors inferred by non-browser-user-agent"),
    Situation(
      "a log without an Origin column", Sent([.origin: .notObservable]),
      "unclassified unknown unknown without origin"),
    Situation(
      "GET with Origin, the host unknown", Sent([.host: .notObservable]),
      "cors blocked actual acao-missing certain by origin-on-get"),
    Situation(
      "POST with Origin, the host unknown", Sent("POST", [.host: .notObservable]),
      "unclassified unknown unknown by host-unknown without host"),
    Situation(
      "the same, granted",
      Sent(
        "POST", [.host: .notObservable, .allowOrigin: .value(safe), .allowCredentials: "true"]),
      "cors allowed inferred by host-unknown"),
    Situation(
      "a page of an extension", Sent([.origin: "chrome-extension://abcdefghijklmnop"]),
      "cors blocked actual acao-missing inferred by cross-origin,app-origin"),
    Situation(
      "a page in an app", Sent([.origin: "capacitor://localhost"]),
      "cors blocked actual acao-missing inferred by cross-origin,app-origin"),
  ]
}
