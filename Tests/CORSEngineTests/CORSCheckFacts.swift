/// What the standard answers to the values that servers send, row by row.
///
/// A row of a no-cors request is not here: no CORS check is made for it.
struct CORSCheckFact: Sendable {
  let id: String
  let origin: String
  let credentials: Bool
  /// The lines of Access-Control-Allow-Origin.
  let allowOrigin: [String]
  /// The lines of Access-Control-Allow-Credentials.
  let allowCredentials: [String]
  /// The id of the reason, or `nil` if the response is shared.
  let reason: String?

  init(
    _ id: String, _ origin: String, _ credentials: Bool, _ allowOrigin: [String],
    _ allowCredentials: [String], _ reason: String?
  ) {
    self.id = id
    self.origin = origin
    self.credentials = credentials
    self.allowOrigin = allowOrigin
    self.allowCredentials = allowCredentials
    self.reason = reason
  }

  private static let page = "http://page.test:8000"
  private static let other = "http://www1.page.test:8000"

  /// Every row.
  static let all: [CORSCheckFact] = [
    .init("check-001", page, false, ["*"], [], nil),
    .init("check-002", page, false, [" *  "], [], nil),
    .init("check-003", page, false, ["\t*"], [], nil),
    .init("check-004", page, false, ["http://page.test:8000"], [], nil),
    .init("check-005", page, false, [" http://page.test:8000"], [], nil),
    .init("check-006", page, false, [" http://page.test:8000   \t "], [], nil),
    .init("check-007", page, false, ["\thttp://page.test:8000"], [], nil),
    .init("check-008", page, false, ["http://www2.page.test:8000"], [], "acao-mismatch"),
    .init("check-009", page, false, ["//page.test:8000"], [], "acao-malformed"),
    .init("check-010", page, false, ["://page.test:8000"], [], "acao-malformed"),
    .init("check-011", page, false, ["ftp://page.test:8000"], [], "acao-malformed"),
    .init("check-012", page, false, ["http:://page.test:8000"], [], "acao-malformed"),
    .init("check-013", page, false, ["http:/page.test:8000"], [], "acao-malformed"),
    .init("check-014", page, false, ["http:page.test:8000"], [], "acao-malformed"),
    .init("check-015", page, false, ["page.test:8000"], [], "acao-malformed"),
    .init("check-016", page, false, ["http://page.test:8000?"], [], "acao-malformed"),
    .init("check-017", page, false, ["http://page.test:8000/"], [], "acao-malformed"),
    .init("check-018", page, false, ["http://page.test:8000 /"], [], "acao-multiple"),
    .init("check-019", page, false, ["http://page.test:8000#"], [], "acao-malformed"),
    .init("check-020", page, false, ["http://page.test:8000%23"], [], "acao-malformed"),
    .init("check-021", page, false, ["http://page.test:8000:80"], [], "acao-malformed"),
    .init("check-022", page, false, ["http://page.test:8000, *"], [], "acao-multiple"),
    .init("check-023", page, false, ["http://page.test:8000\u{0}"], [], "acao-malformed"),
    .init("check-024", page, false, ["HTTP://PAGE.TEST:8000"], [], "acao-malformed"),
    .init("check-025", page, false, ["HTTP://page.test:8000"], [], "acao-malformed"),
    .init("check-026", page, false, ["-"], [], "acao-malformed"),
    .init("check-027", page, false, ["**"], [], "acao-malformed"),
    .init("check-028", page, false, ["\u{0}*"], [], "acao-malformed"),
    .init("check-029", page, false, ["*\u{0}"], [], "acao-malformed"),
    .init("check-030", page, false, ["'*'"], [], "acao-malformed"),
    .init("check-031", page, false, ["\"*\""], [], "acao-malformed"),
    .init("check-032", page, false, ["* *"], [], "acao-multiple"),
    .init("check-033", page, false, ["* null"], [], "acao-multiple"),
    .init("check-034", page, false, ["*http://*"], [], "acao-malformed"),
    .init("check-035", page, false, ["*http://page.test:8000"], [], "acao-malformed"),
    .init("check-036", page, false, ["* http://page.test:8000"], [], "acao-multiple"),
    .init("check-037", page, false, ["*, http://page.test:8000"], [], "acao-multiple"),
    .init("check-038", page, false, ["\u{0}http://page.test:8000"], [], "acao-malformed"),
    .init("check-039", page, false, ["null http://page.test:8000"], [], "acao-multiple"),
    .init("check-040", page, false, ["http://example.net"], [], "acao-mismatch"),
    .init("check-041", page, false, ["null"], [], "acao-mismatch"),
    .init("check-042", page, false, ["null *"], [], "acao-multiple"),
    .init("check-043", page, false, [""], [], "acao-malformed"),
    .init(
      "check-044", page, false, ["http://page.test:8000/cors/origin.htm"], [], "acao-malformed"),
    .init("check-045", page, false, ["http://page.test:8000/cors/"], [], "acao-malformed"),
    .init("check-046", page, false, ["http://www1.page.test:8000/cors/"], [], "acao-malformed"),
    .init("check-047", page, false, ["test:8000"], [], "acao-malformed"),
    .init("check-048", page, false, [".test:8000"], [], "acao-malformed"),
    .init("check-049", page, false, ["*.test:8000"], [], "acao-malformed"),
    .init("check-050", page, false, ["http://test:8000"], [], "acao-mismatch"),
    .init("check-051", page, false, ["http://.test:8000"], [], "acao-malformed"),
    .init("check-052", page, false, ["http://*.test:8000"], [], "acao-malformed"),
    .init("check-053", page, false, ["", "*"], [], "acao-multiple"),
    .init("check-054", page, false, ["*", ""], [], "acao-multiple"),
    .init("check-055", page, false, ["*", "*"], [], "acao-multiple"),
    .init("check-056", page, false, ["", "http://page.test:8000"], [], "acao-multiple"),
    .init("check-057", page, false, ["*", "http://page.test:8000"], [], "acao-multiple"),
    .init(
      "check-058", page, false, ["http://page.test:8000", "http://page.test:8000"], [],
      "acao-multiple"),
    .init("check-059", other, false, ["*"], [], nil),
    .init("check-060", other, false, [" *  "], [], nil),
    .init("check-061", other, false, ["\t*"], [], nil),
    .init("check-062", other, false, ["http://www1.page.test:8000"], [], nil),
    .init("check-063", other, false, [" http://www1.page.test:8000"], [], nil),
    .init("check-064", other, false, [" http://www1.page.test:8000   \t "], [], nil),
    .init("check-065", other, false, ["\thttp://www1.page.test:8000"], [], nil),
    .init("check-066", other, false, ["http://page.test:8000"], [], "acao-mismatch"),
    .init("check-067", other, false, ["//www1.page.test:8000"], [], "acao-malformed"),
    .init("check-068", other, false, ["HTTP://www1.page.test:8000"], [], "acao-malformed"),
    .init("check-069", other, false, ["http://WWW1.PAGE.TEST:8000"], [], "acao-malformed"),
    .init("check-070", other, false, ["http://www1.page.test:8000/"], [], "acao-malformed"),
    .init("check-071", other, false, ["http://www1.page.test:8000:80"], [], "acao-malformed"),
    .init("check-072", other, false, ["http://www1.page.test:8000, *"], [], "acao-multiple"),
    .init("check-073", other, false, ["*, http://www1.page.test:8000"], [], "acao-multiple"),
    .init("check-074", other, false, ["null"], [], "acao-mismatch"),
    .init("check-075", other, false, ["null http://www1.page.test:8000"], [], "acao-multiple"),
    .init("check-076", other, false, [""], [], "acao-malformed"),
    .init("check-077", other, false, ["* *"], [], "acao-multiple"),
    .init("check-078", page, true, ["http://page.test:8000"], ["TRUE"], "acac-not-true"),
    .init("check-079", page, true, ["http://page.test:8000"], ["True"], "acac-not-true"),
    .init("check-080", page, true, ["http://page.test:8000"], ["\"true\""], "acac-not-true"),
    .init("check-081", page, true, ["http://page.test:8000"], ["false"], "acac-not-true"),
    .init("check-082", page, true, ["http://page.test:8000"], ["1"], "acac-not-true"),
    .init("check-083", page, true, ["http://page.test:8000"], ["0"], "acac-not-true"),
    .init("check-084", page, false, ["http://www1.page.test:8000"], [], "acao-mismatch"),
    .init("check-085", page, false, ["http://page.test:8001"], [], "acao-mismatch"),
    .init("check-086", page, false, ["http://www1.page.test:8001"], [], "acao-mismatch"),
    .init("check-087", page, false, ["https://www1.page.test:8443"], [], "acao-mismatch"),
    .init("check-088", page, false, ["https://page.test:8443"], [], "acao-mismatch"),
    .init("check-089", page, false, [], [], "acao-missing"),
    .init("check-090", "null", false, ["http://page.test:8000"], ["true"], "acao-mismatch"),
    .init("check-091", "null", false, [], [], "acao-missing"),
    .init("check-092", "null", false, ["*"], [], nil),
    .init("check-093", "null", false, ["null"], [], nil),
  ]
}
