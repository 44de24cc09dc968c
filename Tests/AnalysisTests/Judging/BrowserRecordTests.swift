import Testing
import Traffic

@testable import Analysis

@Suite("What a browser's own record says")
struct BrowserRecordTests {
  @Test("settles what the credentials mode leaves open", arguments: situations)
  func judges(_ situation: Situation) {
    #expect(situation.sent.judgement.line == situation.line)
  }

  private static func har(_ error: Said, _ fields: [Field: Said]) -> Sent {
    Sent(fields.merging([.browserError: error]) { $1 })
  }

  static let situations: [Situation] = [
    Situation(
      "* without an error", har(.absent, [.allowOrigin: "*"]),
      "cors allowed certain by cross-origin,browser-error"),
    Situation(
      "* with ERR_FAILED", har("net::ERR_FAILED", [.allowOrigin: "*"]),
      "cors blocked actual acao-wildcard-with-credentials certain by cross-origin,browser-error"),
    Situation(
      "* with ERR_ABORTED", har("net::ERR_ABORTED", [.allowOrigin: "*"]),
      "cors allowed certain by cross-origin,browser-error"),
    Situation(
      "* in a record that says nothing of errors", har(.notObservable, [.allowOrigin: "*"]),
      "cors conditional actual acao-wildcard-with-credentials inferred by cross-origin "
        + "without has_cookie"),
    Situation(
      "ERR_FAILED bears out that the header is missing",
      har("net::ERR_FAILED", [:]),
      "cors blocked actual acao-missing certain by cross-origin,browser-error"),
    Situation(
      "a blocked entry that kept its status",
      Sent("GET", 400, [.browserError: "net::ERR_FAILED"]),
      "cors blocked actual acao-missing certain by cross-origin,browser-error"),
    Situation(
      "a cookie decides without the record",
      har(.absent, [.allowOrigin: "*", .hasCookie: "1"]),
      "cors blocked actual acao-wildcard-with-credentials certain by cross-origin,cookie-sent"),
    Situation(
      "an entry without a response",
      Sent("GET", nil, traits: .responseMissing, [.browserError: "net::ERR_FAILED"]),
      "cors unknown unknown by cross-origin,no-response without status"),
    Situation(
      "a preflight's entry says nothing of how it ended",
      .preflight([.allowOrigin: "*", .browserError: .absent]),
      "preflight conditional preflight acao-wildcard-with-credentials inferred "
        + "by options-origin-acrm without has_cookie"),
  ]

  private static let forbidden = Sent.preflight(
    "PUT", 403, at: 0.002, traits: .recorded,
    [.allowOrigin: .absent, .browserError: .absent, .client: .notObservable])
  /// Chrome leaves out the headers of what it never sent.
  private static let unsent = Sent(
    "PUT", 0, at: 0, traits: [.recorded, .provisional, .responseMissing],
    [
      .browserError: "net::ERR_FAILED", .origin: .notObservable, .userAgent: .notObservable,
      .client: .notObservable,
    ])

  @Test("joins a request that was never sent with its failed preflight, in either order")
  func joins() {
    for exchanges in [[Self.forbidden, Self.unsent], [Self.unsent, Self.forbidden]] {
      let judgements = examine(exchanges)
      let request = judgements.first { $0.kind == .cors }
      #expect(
        request?.line == "cors blocked preflight acao-missing inferred by failed-preflight")
      #expect(request?.isPartOfFetch == true)
      #expect(judgements.count == 2)
    }
  }

  @Test(
    "joins nothing that is not the same request",
    arguments: [
      ("another method", BrowserRecordTests.unsent.with([.method: "PATCH"])),
      ("another URL", BrowserRecordTests.unsent.with([.target: "/items?page=2"])),
      ("another host", BrowserRecordTests.unsent.with([.host: "cdn.example.com"])),
      ("another scheme", BrowserRecordTests.unsent.with([.scheme: "http"])),
      (
        "four seconds later",
        Sent(
          "PUT", 0, at: 4, traits: [.recorded, .responseMissing],
          [.browserError: "net::ERR_FAILED", .origin: .notObservable])
      ),
      (
        "a request with a response",
        Sent("PUT", 200, at: 0, traits: .recorded, [.origin: .notObservable])
      ),
    ])
  func keepsApart(_ name: String, _ sent: Sent) {
    let judgements = examine([Self.forbidden, sent])
    #expect(judgements.count == 2)
    #expect(!judgements[1].basis.contains(.failedPreflight), "\(name)")
    #expect(!judgements[1].isPartOfFetch)
  }

  @Test("joins nothing with a preflight that passed")
  func passedPreflight() {
    let judgements = examine([
      .preflight("PUT", traits: .recorded, [.browserError: .absent]), Self.unsent,
    ])
    #expect(judgements.count == 2)
    #expect(judgements[1].outcome == .unknown)
  }
}
