/// Which cross-origin requests the standard sends a preflight for, row by row.
///
/// A Last-Event-ID with a harmless value is not here: older texts safelisted it and today's does
/// not, while tests of the web platform still expect that it asks for no preflight.
struct SafelistFact: Sendable {
  typealias Header = (name: String, value: String)

  let id: String
  let method: String
  let headers: [Header]
  let preflight: Bool

  init(_ id: String, _ method: String, _ headers: [Header], _ preflight: Bool) {
    self.id = id
    self.method = method
    self.headers = headers
    self.preflight = preflight
  }

  /// Every row.
  static let all: [SafelistFact] = [
    .init("safelist-001", "GET", [], false),
    .init("safelist-002", "POST", [], false),
    .init("safelist-003", "HEAD", [], false),
    .init("safelist-004", "GET", [("Accept", "*/*")], false),
    .init("safelist-005", "GET", [("Accept-Language", "fr")], false),
    .init("safelist-006", "GET", [("Content-Language", "fr")], false),
    .init("safelist-007", "GET", [("Content-Type", "application/x-www-form-urlencoded")], false),
    .init("safelist-008", "GET", [("Content-Type", "multipart/form-data")], false),
    .init("safelist-009", "GET", [("Content-Type", "text/plain")], false),
    .init("safelist-010", "GET", [("Content-Type", "text/plain;charset=utf-8")], false),
    .init("safelist-011", "GET", [("Content-Type", "Text/Plain;charset=utf-8")], false),
    .init("safelist-012", "get", [], false),
    .init("safelist-013", "head", [], false),
    .init("safelist-014", "post", [], false),
    .init("safelist-015", "GET", [("Accept", "test")], false),
    .init("safelist-016", "GET", [("accept-language", "test")], false),
    .init("safelist-017", "GET", [("CONTENT-language", "test")], false),
    .init("safelist-018", "POST", [("Content-Type", "application/x-www-form-urlencoded")], false),
    .init("safelist-019", "POST", [("Content-Type", "multipart/form-data")], false),
    .init("safelist-020", "POST", [("Content-Type", "text/plain;parameter=whatever")], false),
    .init("safelist-021", "Get", [("content-type", "text/plain")], false),
    .init("safelist-022", "post", [("content-type", "text/plain")], false),
    .init("safelist-023", "POST", [("Content-Type", "text /plain")], true),
    .init("safelist-024", "POST", [("Content-Type", "text\t/\tplain")], true),
    .init("safelist-025", "POST", [("Content-Type", "text/plain;")], false),
    .init("safelist-026", "POST", [("Content-Type", "text/plain;garbage")], false),
    .init("safelist-027", "POST", [("Content-Type", "text/plain;garbage\u{1}\u{2}")], true),
    .init("safelist-028", "POST", [("Content-Type", "text/plain,")], true),
    .init("safelist-029", "POST", [("Content-Type", ",text/plain")], true),
    .init("safelist-030", "POST", [("Content-Type", "text/plain,text/plain")], true),
    .init("safelist-031", "POST", [("Content-Type", "text/plain,x/x")], true),
    .init("safelist-032", "POST", [("Content-Type", "text/plain\u{b}")], true),
    .init("safelist-033", "POST", [("Content-Type", "text/plain\u{c}")], true),
    .init("safelist-034", "POST", [("Content-Type", "application/www-form-urlencoded")], true),
    .init(
      "safelist-035", "POST", [("Content-Type", "application/x-www-form-urlencoded;\u{7f}")], true),
    .init("safelist-036", "POST", [("Content-Type", "multipart/form-data")], false),
    .init("safelist-037", "POST", [("Content-Type", "multipart/form-data;\"")], true),
    .init("safelist-038", "POST", [("Range", "100-200")], true),
    .init("safelist-039", "POST", [("Range", "MB=100-200")], true),
    .init("safelist-040", "POST", [("Range", "bytes=100-200")], false),
    .init("safelist-041", "POST", [("Range", "bytes =100-200")], true),
    .init("safelist-042", "POST", [("Range", "bytes\t=100-200")], true),
    .init("safelist-043", "POST", [("Range", "bytes=  100-200")], true),
    .init("safelist-044", "POST", [("Range", "bytes=\t\t100-200")], true),
    .init("safelist-045", "POST", [("Range", "bytes= \t100-200")], true),
    .init("safelist-046", "POST", [("Range", "bytes=100 -200")], true),
    .init("safelist-047", "POST", [("Range", "bytes=100\t-200")], true),
    .init("safelist-048", "POST", [("Range", "bytes=100- 200")], true),
    .init("safelist-049", "POST", [("Range", "bytes=100-\t200")], true),
    .init("safelist-050", "POST", [("Range", "bytes=100-200hello")], true),
    .init("safelist-051", "POST", [("Range", "bytes=abc-def")], true),
    .init("safelist-052", "POST", [("Range", "bytes=100-200,300-400")], true),
    .init("safelist-053", "POST", [("Range", "bytes=-200")], true),
    .init("safelist-054", "POST", [("Range", "bytes=200-")], false),
    .init("safelist-055", "POST", [("Range", "bytes=200-100")], true),
    .init("safelist-056", "POST", [("Range", "bytes 100-200")], true),
    .init("safelist-057", "POST", [("Range", "bytes = 100-200")], true),
    .init("safelist-058", "POST", [("Range", ",bytes=100-200")], true),
    .init("safelist-059", "POST", [("Range", "bytes=,100-200")], true),
    .init(
      "safelist-060", "POST",
      [
        (
          "Range",
          "bytes=1" + String(repeating: "0", count: 60)
            + "-2000000000000000000000000000000000000000000000000000000000000"
        )
      ], true),
    .init("safelist-061", "POST", [("Last-Event-ID", "\"")], true),
    .init("safelist-062", "POST", [("Last-Event-ID", "e5p3n<3k0k0s")], true),
    .init("safelist-063", "POST", [("Last-Event-ID", String(repeating: "1", count: 129))], true),
    .init("safelist-064", "GET", [("accept", "\"")], true),
    .init("safelist-065", "GET", [("accept", String(repeating: "1", count: 129))], true),
    .init("safelist-066", "GET", [("accept-language", "\u{1}")], true),
    .init("safelist-067", "GET", [("accept-language", "@")], true),
    .init("safelist-068", "GET", [("authorization", "basics")], true),
    .init("safelist-069", "GET", [("content-language", "\u{1}")], true),
    .init("safelist-070", "GET", [("content-language", "@")], true),
    .init("safelist-071", "GET", [("content-type", "text/html")], true),
    .init(
      "safelist-072", "GET",
      [("content-type", "text/plain; long=" + String(repeating: "0", count: 124))], true),
    .init("safelist-073", "GET", [("range", "bytes 0-")], true),
    .init("safelist-074", "GET", [("test", "hi")], true),
    .init("safelist-075", "POST", [], false),
  ]
}
