import Testing
import Traffic

@testable import Analysis

@Suite("A group of blocked fetches")
struct BlockedRowTests {
  private func rows(_ exchanges: [Sent]) async -> [Report.BlockedRow] {
    let result = await PartialResultTests.result([.memory("access.log", exchanges)])
    return ReportBuilder(result).report(version: "0").blocked
  }

  @Test("names the method or the header that was not granted")
  func refused() async throws {
    let rows = await rows([
      .preflight("PATCH", [.allowMethods: "PUT"]),
      .preflight("PUT", [.requestHeaders: "x-a,x-b,x-c", .allowHeaders: "X-A, x-c"]),
      .preflight("PUT", at: 1, [.requestHeaders: "x-a,x-b,x-c", .allowHeaders: "X-A, x-c"]),
      .preflight("PUT", [.allowOrigin: .absent]),
    ])
    let names = Dictionary(
      rows.map { ($0.reason, $0.refusedName) }, uniquingKeysWith: { first, _ in first })
    #expect(names["method-not-allowed"] == "PATCH")
    #expect(names["header-not-allowed"] == "x-b")
    #expect(names["acao-missing"] == .some(nil))
    let header = try #require(rows.first { $0.reason == "header-not-allowed" })
    #expect(header.request?.headers == ["x-a", "x-b", "x-c"])
    #expect(header.explanation.hasSuffix("a header of the request, such as x-b"))
    let method = try #require(rows.first { $0.reason == "method-not-allowed" })
    #expect(method.explanation.hasSuffix("the request's method, PATCH"))
    #expect(
      Report.BlockedRow.explanation(of: [method, header]).hasSuffix(
        "the request's method, such as PATCH, x-b"))
  }

  @Test("of preflights with a status of failure asks for another status, not for headers alone")
  func status() async throws {
    for status in [301, 401, 404, 500] {
      let rows = await rows([RuleCases.refused(status)])
      #expect(rows.map(\.reason) == ["acao-missing"])
      #expect(rows.first?.mend.hasPrefix("answer OPTIONS with 204 ") == true)
      #expect(rows.first?.mend.hasSuffix("the CORS headers with it") == true)
    }
    for sent in [RuleCases.refused(204), Sent("GET", 401)] {
      let rows = await rows([sent])
      #expect(rows.first?.mend.hasPrefix("send 'Access-Control-Allow-Origin'") == true)
    }
  }
}
