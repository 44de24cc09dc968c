import Testing
import Traffic

@testable import Analysis

@Suite("Judging what a page embeds without CORS")
struct EmbeddingTests {
  @Test("follows Cross-Origin-Resource-Policy", arguments: situations)
  func judges(_ situation: Situation) {
    #expect(situation.sent.judgement.line == situation.line)
  }

  /// An image of `https://api.example.com` on the page `page`.
  private static func image(
    on page: Said, site: Said, policy: Said, _ fields: [Field: Said] = [:]
  ) -> Sent {
    Sent(
      "GET", 200,
      [
        .origin: .absent, .referer: page, .fetchMode: "no-cors", .fetchSite: site,
        .resourcePolicy: policy,
      ].merging(fields) { $1 })
  }

  private static let embedded = "no-cors opaque certain by sec-fetch-mode"
  private static let blocked = "no-cors blocked actual corp-blocked"

  static let situations: [Situation] = [
    Situation(
      "no policy", image(on: "https://app.test/", site: "cross-site", policy: .absent), embedded),
    Situation(
      "a policy that is not recorded",
      image(on: "https://app.test/", site: "cross-site", policy: .notObservable), embedded),
    Situation(
      "a value that is no policy",
      image(on: "https://app.test/", site: "cross-site", policy: "Same-Origin"), embedded),
    Situation(
      "everybody", image(on: "https://app.test/", site: "cross-site", policy: "cross-origin"),
      embedded),
    Situation(
      "same-origin for another host of the site",
      image(on: "https://app.example.com/", site: "same-site", policy: "same-origin"),
      "\(blocked) certain by sec-fetch-mode,referer"),
    Situation(
      "same-origin for its own page, after a redirect from elsewhere",
      image(on: "https://api.example.com/x", site: "cross-site", policy: "same-origin"),
      "\(embedded),referer"),
    Situation(
      "same-origin for another port",
      image(on: "https://api.example.com:8443/x", site: "same-site", policy: "same-origin"),
      "\(blocked) certain by sec-fetch-mode,referer"),
    Situation(
      "same-site for another host of the site",
      image(on: "https://app.example.com/", site: "same-site", policy: "same-site"),
      "\(embedded),referer"),
    Situation(
      "same-site for the site under another scheme",
      image(on: "http://app.example.com/", site: "cross-site", policy: "same-site"),
      "\(embedded),referer"),
    Situation(
      "same-site for another site",
      image(on: "https://app.test/", site: "cross-site", policy: "same-site"),
      "\(blocked) certain by sec-fetch-mode,referer"),
    Situation(
      "same-site for a page that does not say its name",
      image(on: .absent, site: "cross-site", policy: "same-site"),
      "\(blocked) inferred by sec-fetch-mode,sec-fetch-site"),
    Situation(
      "same-site for a page of the site that does not say its name",
      image(on: .absent, site: "same-site", policy: "same-site"),
      "no-cors opaque inferred by sec-fetch-mode,sec-fetch-site"),
    Situation(
      "same-site for another port of an address, in Chrome",
      image(
        on: "http://127.0.0.1:8701/", site: "same-site", policy: "same-site",
        [.scheme: "http", .host: "127.0.0.1:8702"]),
      "\(blocked) certain by sec-fetch-mode,referer"),
    Situation(
      "same-site for another port of an address, in Firefox",
      image(
        on: "http://127.0.0.1:8701/", site: "same-site", policy: "same-site",
        [.scheme: "http", .host: "127.0.0.1:8702", .userAgent: .value(Agent.firefox)]),
      "\(embedded),referer"),
    Situation(
      "a form's answer, by its Origin",
      Sent(
        "POST", 200,
        [
          .origin: "https://app.test", .fetchMode: "no-cors", .fetchSite: "cross-site",
          .resourcePolicy: "same-origin",
        ]), "\(blocked) certain by sec-fetch-mode,cross-origin"),
    Situation(
      "a redirect that may not be embedded either",
      Sent(
        "GET", 302,
        [
          .origin: .absent, .referer: "https://app.test/", .fetchMode: "no-cors",
          .fetchSite: "cross-site", .resourcePolicy: "same-site", .location: "/b",
        ]), "no-cors blocked redirect corp-blocked certain by sec-fetch-mode,referer"),
  ]
}
