import Testing
import Traffic

@testable import Analysis

@Suite("Evidence in words")
struct HeaderDetailTests {
  private static func detail(
    _ sent: Sent, _ make: (borrowing ExchangeView) -> String
  ) -> String {
    let batch = Batch([sent])
    return make(ExchangeView(bytes: batch.bytes.span, records: batch.records.span, index: 0))
  }

  private static func request(_ target: Said, method: Said = "GET") -> String {
    detail(Sent(method, 404, [.target: target])) { HeaderDetail.request($0) }
  }

  @Test("a request is its method, its path without query, and its status")
  func requests() {
    #expect(Self.request("/items") == "GET /items 404")
    #expect(Self.request("/items?a=1&b=2") == "GET /items 404")
    #expect(Self.request("/é/ü?a=1") == "GET /é/ü 404")
    #expect(Self.request(.absent, method: .absent) == "- - 404")
  }

  @Test("a question mark that another character stands on ends no path")
  func combined() {
    #expect(Self.request("/a?\u{301}b/c") == "GET /a?\u{301}b/c 404")
  }

  @Test("long values are cut between characters", arguments: ["a", "é", "👩‍👩‍👧", "\r\n"])
  func cut(_ character: String) {
    let long = "/" + String(repeating: character, count: 201)
    let expected = "/" + String(repeating: character, count: 159) + "…"
    #expect(Self.request(.value(long)) == "GET \(expected) 404")
    let whole = "/" + String(repeating: "b", count: 199)
    #expect(Self.request(.value(whole)) == "GET \(whole) 404")
  }

  @Test("header lines stand behind each other, those that were not sent are left out")
  func lines() {
    let sent = Sent([.allowOrigin: "https://a.example", .vary: "Origin", .maxAge: .absent])
    #expect(
      Self.detail(sent) { HeaderDetail.text($0, .allowOrigin, .maxAge, .vary) }
        == "Access-Control-Allow-Origin: https://a.example; Vary: Origin")
    #expect(
      Self.detail(sent) { HeaderDetail.requestAnd($0, .maxAge, .vary) }
        == "GET /items 200; Vary: Origin")
    #expect(Self.detail(sent) { HeaderDetail.text($0, .maxAge) } == "")
  }

  @Test("secrets are taken out before a value is cut")
  func secrets() {
    let long = "https://user:pass@" + String(repeating: "a", count: 300) + ".example"
    let text = Self.detail(Sent([.origin: .value(long)])) { HeaderDetail.text($0, .origin) }
    #expect(!text.contains("pass") && text.hasPrefix("Origin: https://REDACTED@aaa"))
    #expect(text.hasSuffix("a…"))
  }
}
