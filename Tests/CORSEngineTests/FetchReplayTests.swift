import CORSEngine
import Testing
import Traffic

@Suite("A replayed fetch")
struct FetchReplayTests {
  @Test("keeps the page's origin until a redirect leads from one foreign origin to another")
  func taint() {
    let own = "https://page.test"
    let chains: [(urls: [String], origin: String)] = [
      (["https://page.test/a", "https://b.test/"], own),
      (["https://b.test/", "https://b.test/2"], own),
      (["https://b.test/", "https://c.test/"], "null"),
      (["https://b.test/", "https://page.test/"], "null"),
      (["https://page.test/1", "https://b.test/", "https://page.test/2"], "null"),
    ]
    for chain in chains {
      let answers = chain.urls.indices.map { index in
        let next = index + 1 < chain.urls.count ? [("Location", chain.urls[index + 1])] : []
        return Scenario.answers(
          status: next.isEmpty ? 200 : 302, [("Access-Control-Allow-Origin", "*")] + next)
      }
      let result = Scenario.run(Scenario.request(chain.urls[0]), answers)
      #expect(result.verdict.isAllowed, "\(chain.urls)")
      #expect(result.exchanges.last?.origin == bytes(chain.origin), "\(chain.urls)")
    }
  }

  @Test("needs its grants on the redirect response, too")
  func redirectWithoutGrant() {
    let result = Scenario.run(
      Scenario.request("https://b.test/"),
      [
        Scenario.answers(status: 302, [("Location", "https://b.test/2")]),
        Scenario.answers([("Access-Control-Allow-Origin", "*")]),
      ])
    #expect(result.verdict == .blocked(.redirect, .allowOriginMissing))
    #expect(result.sentActual && !result.sentPreflight)
  }

  @Test("becomes GET without its body's headers on 303, and on 302 from POST")
  func methods() {
    for (status, method, expected) in [
      (302, "POST", "GET"), (303, "PUT", "GET"), (303, "HEAD", "HEAD"), (307, "POST", "POST"),
      (308, "PUT", "PUT"), (302, "PUT", "PUT"),
    ] {
      var request = Scenario.request("https://b.test/")
      request.method = bytes(method)
      if method == "POST" { request.body = .typed(bytes("application/json")) }
      let result = Scenario.run(
        request,
        [
          Scenario.answers(status: status, Scenario.permissive + [("Location", "/2")]),
          Scenario.answers(Scenario.permissive),
        ])
      #expect(result.verdict.isAllowed)
      let last = result.exchanges.last { !$0.isPreflight }
      #expect(last?.method == bytes(expected), "\(status) \(method)")
    }
  }

  @Test("ends after twenty redirects")
  func redirectLimit() {
    func chain(_ count: Int) -> FetchResult {
      let hops = (1...count).map {
        Scenario.answers(status: 302, Scenario.permissive + [("Location", "/\($0)")])
      }
      return Scenario.run(
        Scenario.request("https://b.test/"), hops + [Scenario.answers(Scenario.permissive)])
    }
    #expect(chain(20).verdict.isAllowed)
    #expect(chain(21).verdict == .blocked(.redirect, .redirectLimitExceeded))
  }

  @Test("never follows a loop without end, in any profile")
  func loop() {
    for profile in BrowserProfile.allCases {
      let result = Scenario.run(
        Scenario.request("https://b.test/x"),
        [Scenario.answers(status: 302, Scenario.permissive + [("Location", "/x")])], profile)
      #expect(result.verdict == .blocked(.redirect, .redirectLimitExceeded))
    }
  }

  @Test("is stopped at a Location with a user name, another scheme or no URL")
  func locations() {
    for (location, reason) in [
      ("https://u:p@b.test/", BlockReason.redirectToUserinfoURL),
      ("https://:p@c.test/", .redirectToUserinfoURL), ("data:text/plain,x", .redirectNonHTTPScheme),
      ("foo://bar.test/", .redirectNonHTTPScheme), ("https://b.test:99999/", .networkFailure),
    ] {
      let result = Scenario.run(
        Scenario.request("https://b.test/"),
        [
          Scenario.answers(status: 302, Scenario.permissive + [("Location", location)]),
          Scenario.answers(Scenario.permissive),
        ])
      #expect(result.verdict == .blocked(.redirect, reason), "\(location)")
    }
  }

  @Test("gives an opaque response in no-cors mode, and none where the resource policy forbids")
  func noCORS() {
    var request = Scenario.request("https://b.test/")
    request.mode = .noCORS
    let plain = Scenario.run(request, [Scenario.answers([])])
    #expect(plain.verdict.isAllowed && plain.isOpaque && plain.exposedHeaders.isEmpty)
    for (policy, allowed) in [
      ("same-origin", false), ("cross-origin", true), ("Same-Origin", true),
      ("same-origin, same-origin", true), ("same-site", false),
    ] {
      let result = Scenario.run(
        request, [Scenario.answers([("Cross-Origin-Resource-Policy", policy)])])
      #expect(result.verdict.isAllowed == allowed, "\(policy)")
      #expect(allowed || result.verdict.reason == .resourcePolicyBlocked)
    }
  }

  @Test("sends nothing across origins in same-origin mode")
  func sameOriginMode() {
    var request = Scenario.request("https://b.test/")
    request.mode = .sameOrigin
    let result = Scenario.run(request, [Scenario.answers(Scenario.permissive)], .chromium)
    #expect(result.verdict.reason == .modeSameOrigin && !result.sentActual)
    #expect(result.browserError == bytes("DisallowedByMode"))
  }

  @Test("shows the page the safelisted headers and what the server exposes")
  func exposed() {
    let headers = [
      ("Access-Control-Allow-Origin", "*"), ("ETag", "x"), ("X-A", "1"), ("Cache-Control", "y"),
      ("Set-Cookie", "a=b"),
    ]
    func names(_ list: String) -> [String] {
      Scenario.run(
        Scenario.request("https://b.test/"),
        [Scenario.answers(headers + [("Access-Control-Expose-Headers", list)])]
      ).exposedHeaders.map { String(decoding: $0, as: UTF8.self) }
    }
    #expect(names("") == ["cache-control"])
    #expect(names("etag, X-B") == ["cache-control", "etag"])
    #expect(names("etag, x b") == ["cache-control"])
    #expect(
      names("*") == [
        "access-control-allow-origin", "access-control-expose-headers", "cache-control", "etag",
        "x-a",
      ])
  }

  @Test("drops from the script's headers what no page may set")
  func forbiddenHeaders() {
    var request = Scenario.request("https://b.test/")
    request.headers = [
      HeaderLine(name: bytes("Cookie"), value: bytes("a=b")),
      HeaderLine(name: bytes("Sec-X"), value: bytes("1")),
    ]
    let result = Scenario.run(request, [Scenario.answers(Scenario.permissive)])
    #expect(!result.sentPreflight && result.verdict.isAllowed)
  }

  @Test("is refused by the API before anything is sent")
  func refusals() {
    var request = Scenario.request("https://b.test/")
    #expect(request.refusal == nil)
    request.method = bytes("trace")
    #expect(request.refusal != nil)
    request.method = bytes("A B")
    #expect(request.refusal != nil)
    request.method = bytes("PUT")
    request.mode = .noCORS
    #expect(request.refusal != nil)
    request = Scenario.request("https://u:p@b.test/")
    #expect(request.refusal != nil)
    request.initiator = .xhr
    #expect(request.refusal == nil)
  }
}
