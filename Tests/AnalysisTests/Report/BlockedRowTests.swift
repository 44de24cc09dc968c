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

  @Test("names no header of which nothing can be shown")
  func oddName() async throws {
    let rows = await rows([
      .preflight("PUT", [.requestHeaders: "content-type,@@@", .allowHeaders: "content-type"])
    ])
    let row = try #require(rows.first { $0.reason == "header-not-allowed" })
    #expect(row.refusedName == nil)
    #expect(row.request?.headers.contains("") == false)
  }

  @Test("is summed by what is shown of its origin, whatever set two apart")
  func origins() async {
    let sent = ["SA", "SB", "SC"].enumerated().flatMap { number, secret in
      (0...number).map { step in
        Sent(
          "GET", at: Double(step),
          [.origin: .value("https://u:\(secret)@app.test"), .client: .value("192.0.2.\(number)")])
      }
    }
    let result = await PartialResultTests.result([.memory("access.log", sent)])
    let rows = ReportBuilder(result).report(version: "0").blockedOrigins
    #expect(rows.count == 1)
    #expect(rows.first?.fetches == 6)
    #expect(rows.first?.clients == 3)
  }
}
