import Testing

@testable import Analysis

@Suite("The request that a report tells how to send again")
struct RequestTextTests {
  @Test(
    "is split where its spaces are, whatever its path begins with",
    arguments: ["/items", "/a b", "\u{301}/items", "\u{200D}/items", "\u{301} /items", "é"])
  func paths(_ path: String) throws {
    let request = try #require(RequestText.request(Array("PUT x-a,x-b? \(path)".utf8)))
    #expect(request.method == "PUT")
    #expect(request.headers == ["x-a", "x-b"])
    #expect(request.refused == 1)
    #expect(Array(request.path.utf8) == Array(path.utf8))
  }

  @Test(
    "has no headers where there are none, and GET for a method that is lost",
    arguments: ["- - /items", "GET - /items"])
  func lost(_ text: String) throws {
    let request = try #require(RequestText.request(Array(text.utf8)))
    #expect(request.method == "GET")
    #expect(request.headers.isEmpty)
    #expect(request.refused == nil)
  }

  @Test("is none where a part is missing", arguments: ["", "GET", "GET -", "GET - "])
  func none(_ text: String) {
    let isNil = RequestText.request(Array(text.utf8)) == nil
    #expect(isNil)
  }
}
