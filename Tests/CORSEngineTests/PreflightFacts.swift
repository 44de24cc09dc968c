/// What the standard makes of answers to preflights, row by row.
struct PreflightFact: Sendable {
  typealias Header = (name: String, value: String)

  let id: String
  let method: String
  let requestHeaders: [Header]
  let credentials: Bool
  let status: Int
  let responseHeaders: [Header]
  /// The id of the reason, or `nil` if the request may follow.
  let reason: String?

  init(
    _ id: String, _ method: String, _ requestHeaders: [Header], _ credentials: Bool,
    _ status: Int, _ responseHeaders: [Header], _ reason: String?
  ) {
    self.id = id
    self.method = method
    self.requestHeaders = requestHeaders
    self.credentials = credentials
    self.status = status
    self.responseHeaders = responseHeaders
    self.reason = reason
  }

  static let page = "http://page.test:8000"
  private static let acao = "Access-Control-Allow-Origin"
  private static let acac = "Access-Control-Allow-Credentials"
  private static let acam = "Access-Control-Allow-Methods"
  private static let acah = "Access-Control-Allow-Headers"

  /// Every row.
  static let all: [PreflightFact] = [
    .init(
      "preflight-001", "GET", [("X-Test", "1")], false, 200,
      [(acao, "*"), (acam, "get"), (acah, "x-test")], nil),
    .init(
      "preflight-002", "SUPER", [("X-Test", "1")], false, 200,
      [(acao, "*"), (acam, "*"), (acah, "x-test")], nil),
    .init(
      "preflight-003", "OK", [("X-Test", "1")], false, 200,
      [(acao, "*"), (acam, "*"), (acah, "*")], nil),
    .init(
      "preflight-004", "OK", [("X-Test", "1")], true, 200,
      [(acao, page), (acac, "true"), (acam, "*"), (acah, "*")], "method-not-allowed"),
    .init(
      "preflight-005", "PUT", [], true, 200,
      [(acao, page), (acac, "true"), (acam, "*"), (acah, "")], "method-not-allowed"),
    .init(
      "preflight-006", "PUT", [], true, 200,
      [(acao, page), (acac, "true"), (acam, "PUT"), (acah, "*")], nil),
    .init(
      "preflight-007", "GET", [("X-Test", "1")], true, 200,
      [(acao, page), (acac, "true"), (acam, "get"), (acah, "*")], "header-not-allowed"),
    .init(
      "preflight-008", "GET", [("X-Test", "1")], true, 200,
      [(acao, page), (acac, "true"), (acam, "*"), (acah, "*")], "header-not-allowed"),
    .init(
      "preflight-009", "*", [("*", "1")], true, 200,
      [(acao, page), (acac, "true"), (acam, "*"), (acah, "*")], nil),
    .init(
      "preflight-010", "PUT", [], true, 200,
      [(acao, page), (acac, "true"), (acam, "put"), (acah, "*")], "method-not-allowed"),
    .init(
      "preflight-011", "GET", [("x-force-preflight", "")], false, 200,
      [(acao, "*"), (acah, "x-force-preflight,header name with space")], "acah-unparseable"),
    .init(
      "preflight-012", "GET", [("x-force-preflight", "")], false, 200,
      [(acao, "*"), (acah, "x-force-preflight"), (acam, "Bad method name")], "acam-unparseable"),
    .init(
      "preflight-013", "GET", [("x-force-preflight", "")], false, 200,
      [(acao, "*"), (acah, "x-force-preflight")], nil),
    .init(
      "preflight-014", "GET", [("x-force-preflight", "")], false, 201,
      [(acao, "*"), (acah, "x-force-preflight")], nil),
    .init(
      "preflight-015", "GET", [("x-force-preflight", "")], false, 202,
      [(acao, "*"), (acah, "x-force-preflight")], nil),
    .init(
      "preflight-016", "GET", [("x-force-preflight", "")], false, 203,
      [(acao, "*"), (acah, "x-force-preflight")], nil),
    .init(
      "preflight-017", "GET", [("x-force-preflight", "")], false, 204,
      [(acao, "*"), (acah, "x-force-preflight")], nil),
    .init(
      "preflight-018", "GET", [("x-force-preflight", "")], false, 205,
      [(acao, "*"), (acah, "x-force-preflight")], nil),
    .init(
      "preflight-019", "GET", [("x-force-preflight", "")], false, 206,
      [(acao, "*"), (acah, "x-force-preflight")], nil),
    .init(
      "preflight-020", "GET", [("x-force-preflight", "")], false, 300,
      [(acao, "*"), (acah, "x-force-preflight")], "preflight-status-not-ok"),
    .init(
      "preflight-021", "GET", [("x-force-preflight", "")], false, 301,
      [(acao, "*"), (acah, "x-force-preflight")], "preflight-status-not-ok"),
    .init(
      "preflight-022", "GET", [("x-force-preflight", "")], false, 302,
      [(acao, "*"), (acah, "x-force-preflight")], "preflight-status-not-ok"),
    .init(
      "preflight-023", "GET", [("x-force-preflight", "")], false, 303,
      [(acao, "*"), (acah, "x-force-preflight")], "preflight-status-not-ok"),
    .init(
      "preflight-024", "GET", [("x-force-preflight", "")], false, 304,
      [(acao, "*"), (acah, "x-force-preflight")], "preflight-status-not-ok"),
    .init(
      "preflight-025", "GET", [("x-force-preflight", "")], false, 305,
      [(acao, "*"), (acah, "x-force-preflight")], "preflight-status-not-ok"),
    .init(
      "preflight-026", "GET", [("x-force-preflight", "")], false, 306,
      [(acao, "*"), (acah, "x-force-preflight")], "preflight-status-not-ok"),
    .init(
      "preflight-027", "GET", [("x-force-preflight", "")], false, 307,
      [(acao, "*"), (acah, "x-force-preflight")], "preflight-status-not-ok"),
    .init(
      "preflight-028", "GET", [("x-force-preflight", "")], false, 308,
      [(acao, "*"), (acah, "x-force-preflight")], "preflight-status-not-ok"),
    .init(
      "preflight-029", "GET", [("x-force-preflight", "")], false, 400,
      [(acao, "*"), (acah, "x-force-preflight")], "preflight-status-not-ok"),
    .init(
      "preflight-030", "GET", [("x-force-preflight", "")], false, 401,
      [(acao, "*"), (acah, "x-force-preflight")], "preflight-status-not-ok"),
    .init(
      "preflight-031", "GET", [("x-force-preflight", "")], false, 402,
      [(acao, "*"), (acah, "x-force-preflight")], "preflight-status-not-ok"),
    .init(
      "preflight-032", "GET", [("x-force-preflight", "")], false, 403,
      [(acao, "*"), (acah, "x-force-preflight")], "preflight-status-not-ok"),
    .init(
      "preflight-033", "GET", [("x-force-preflight", "")], false, 404,
      [(acao, "*"), (acah, "x-force-preflight")], "preflight-status-not-ok"),
    .init(
      "preflight-034", "GET", [("x-force-preflight", "")], false, 405,
      [(acao, "*"), (acah, "x-force-preflight")], "preflight-status-not-ok"),
    .init(
      "preflight-035", "GET", [("x-force-preflight", "")], false, 501,
      [(acao, "*"), (acah, "x-force-preflight")], "preflight-status-not-ok"),
    .init(
      "preflight-036", "GET", [("x-force-preflight", "")], false, 502,
      [(acao, "*"), (acah, "x-force-preflight")], "preflight-status-not-ok"),
    .init(
      "preflight-037", "GET", [("x-force-preflight", "")], false, 503,
      [(acao, "*"), (acah, "x-force-preflight")], "preflight-status-not-ok"),
    .init(
      "preflight-038", "GET", [("x-force-preflight", "")], false, 504,
      [(acao, "*"), (acah, "x-force-preflight")], "preflight-status-not-ok"),
    .init(
      "preflight-039", "GET", [("x-force-preflight", "")], false, 505,
      [(acao, "*"), (acah, "x-force-preflight")], "preflight-status-not-ok"),
    .init(
      "preflight-040", "GET", [("x-custom", "v")], false, 200, [(acao, "*"), (acah, "x-custom")],
      nil),
    .init(
      "preflight-041", "GET", [("x-custom", "v")], false, 299, [(acao, "*"), (acah, "x-custom")],
      nil),
    .init(
      "preflight-042", "GET", [("x-custom", "v")], false, 680, [(acao, "*"), (acah, "x-custom")],
      "preflight-status-not-ok"),
    .init(
      "preflight-043", "GET", [("x-custom", "v")], false, 790, [(acao, "*"), (acah, "x-custom")],
      "preflight-status-not-ok"),
    .init(
      "preflight-044", "GET", [("x-custom", "v")], false, 417, [(acao, "*"), (acah, "x-custom")],
      "preflight-status-not-ok"),
    .init(
      "preflight-045", "GET", [("x-custom", "v")], false, 505, [(acao, "*"), (acah, "x-custom")],
      "preflight-status-not-ok"),
    .init("preflight-046", "DELETE", [], false, 200, [(acao, "*"), (acam, "DELETE")], nil),
    .init("preflight-047", "DELETE", [], false, 200, [(acao, "*")], "method-not-allowed"),
    .init("preflight-048", "PUT", [], false, 200, [(acao, "*"), (acam, "PUT")], nil),
    .init("preflight-049", "PUT", [], false, 200, [(acao, "*")], "method-not-allowed"),
    .init("preflight-050", "PATCH", [], false, 200, [(acao, "*"), (acam, "PATCH")], nil),
    .init("preflight-051", "PATCH", [], false, 200, [(acao, "*")], "method-not-allowed"),
    .init("preflight-052", "NEW", [], false, 200, [(acao, "*"), (acam, "NEW")], nil),
    .init("preflight-053", "NEW", [], false, 200, [(acao, "*")], "method-not-allowed"),
    .init(
      "preflight-054", "GET", [("x-test-header1", "v")], false, 200,
      [(acao, "*"), (acah, "x-test-header1")], nil),
    .init(
      "preflight-055", "GET", [("x-test-header1", "v")], false, 200, [(acao, "*")],
      "header-not-allowed"),
    .init(
      "preflight-056", "PUT",
      [
        ("Accept", "*/*"), ("Accept-Language", "fr"), ("Content-Language", "fr"),
        ("Content-Type", "text/plain"),
      ], false, 200, [(acao, "*"), (acam, "PUT")], nil),
    .init("preflight-057", "PUT", [], false, 200, [(acao, page), (acam, "PUT")], nil),
    .init(
      "preflight-058", "PUT", [], false, 200,
      [(acao, "http://www1.page.test:8000"), (acam, "PUT")], "acao-mismatch"),
    .init(
      "preflight-059", "GET", [("x-print", "unicorn")], false, 200,
      [(acao, "*"), (acah, "x-print")], nil),
    .init(
      "preflight-060", "GET",
      [
        ("x-print", "unicorn"), ("content-type", "text/plain"), ("accept", "test"),
        ("accept-language", "nn"), ("content-language", "nn"),
      ], false, 200, [(acao, "*"), (acah, "x-print,")], nil),
    .init(
      "preflight-061", "GET", [("x-print", "unicorn"), ("y-print", "unicorn")], false, 200,
      [(acao, "*"), (acah, "x-print")], "header-not-allowed"),
    .init(
      "preflight-062", "GET", [("x-print", "unicorn"), ("y-print", "narwhal")], false, 200,
      [(acao, "*"), (acah, ",y-lol,x-PriNT, ,,,Y-PRINT")], nil),
    .init(
      "preflight-063", "GET", [("x-print", "v"), ("y-print", "v")], false, 200,
      [(acao, "*"), (acah, ",y-lol,x-print, ,,,y-print")], nil),
    .init("preflight-064", "PUT", [], false, 200, [(acao, "*"), (acam, ",,PUT,GET")], nil),
    .init(
      "preflight-065", "PUT", [("Last-Event-ID", "e5p3n<3k0k0s")], false, 200,
      [(acao, "*"), (acam, "PUT")], "header-not-allowed"),
    .init("preflight-066", "PUT", [], false, 699, [], "acao-missing"),
    .init("preflight-067", "CHICKEN", [], false, 501, [], "acao-missing"),
    .init(
      "preflight-068", "PUT", [], false, 301, [(acao, "*"), (acam, "PUT")],
      "preflight-status-not-ok"),
    .init(
      "preflight-069", "PUT", [], false, 400, [(acao, "*"), (acam, "PUT")],
      "preflight-status-not-ok"),
    .init(
      "preflight-070", "PUT", [], false, 501, [(acao, "*"), (acam, "PUT")],
      "preflight-status-not-ok"),
    .init(
      "preflight-071", "GET", [("device-memory", "")], false, 200,
      [(acao, "*"), (acah, "x-print")], "header-not-allowed"),
    .init(
      "preflight-072", "GET", [("dpr", "")], false, 200, [(acao, "*"), (acah, "x-print")],
      "header-not-allowed"),
    .init(
      "preflight-073", "GET", [("width", "")], false, 200, [(acao, "*"), (acah, "x-print")],
      "header-not-allowed"),
    .init(
      "preflight-074", "GET", [("viewport-width", "")], false, 200,
      [(acao, "*"), (acah, "x-print")], "header-not-allowed"),
    .init(
      "preflight-075", "GET", [("x-force-preflight", "")], false, 301,
      [("Location", "(any)"), (acao, "*")], "preflight-redirect"),
    .init(
      "preflight-076", "GET", [("x-force-preflight", "")], false, 302,
      [("Location", "(any)"), (acao, "*")], "preflight-redirect"),
    .init(
      "preflight-077", "GET", [("x-force-preflight", "")], false, 303,
      [("Location", "(any)"), (acao, "*")], "preflight-redirect"),
    .init(
      "preflight-078", "GET", [("x-force-preflight", "")], false, 307,
      [("Location", "(any)"), (acao, "*")], "preflight-redirect"),
    .init(
      "preflight-079", "GET", [("x-force-preflight", "")], false, 308,
      [("Location", "(any)"), (acao, "*")], "preflight-redirect"),
    .init(
      "preflight-080", "GET", [("x-webkit-header", "v")], false, 302, [("Location", "(any)")],
      "preflight-redirect"),
  ]
}
