import Testing
import Traffic

@testable import Analysis

@Suite("Rules")
struct RuleTests {
  static let ids = RuleRegistry.all.map { $0.info.id }

  @Test("have a case that fires and one that looks alike", arguments: ids)
  func cases(_ id: String) throws {
    let cases = try #require(RuleCases.all[id], "add cases for \(id)")
    #expect(!cases.fires.isEmpty && !cases.quiet.isEmpty)
    for (number, traffic) in cases.fires.enumerated() {
      let found = analyze(traffic).findings(id)
      #expect(found.count == 1, "\(id) fires \(number)")
      for finding in found {
        #expect(!finding.evidence.isEmpty)
        #expect(finding.count >= finding.evidence.count)
        #expect(finding.clients.map { $0 >= 1 } ?? false)
        #expect(!finding.summary.isEmpty && !finding.subject.isEmpty && !finding.why.isEmpty)
        #expect(finding.evidence.allSatisfy { $0.source == "access.log" && !$0.detail.isEmpty })
        #expect(finding.evidence.allSatisfy { (1...traffic.count).contains($0.position) })
      }
    }
    for (number, traffic) in cases.quiet.enumerated() {
      #expect(analyze(traffic).findings(id).map(\.text) == [], "\(id) quiet \(number)")
    }
  }

  @Test("that have cases are all in the registry")
  func registry() {
    #expect(Set(RuleCases.all.keys) == Set(Self.ids))
  }

  /// Those that say the same whatever the host and the path are.
  static let general = ids.filter { RuleCases.all[$0]?.isGeneral == true }

  @Test("make one finding of one root cause on many URLs", arguments: general)
  func oneCause(_ id: String) throws {
    let traffic = try #require(RuleCases.all[id]?.fires.first)
    let pages = (0..<40).flatMap { page in
      traffic.map { $0.with([.target: .value("/\(["a", "b", "c", "d"][page % 4])/\(page)")]) }
    }
    let found = analyze(pages).findings(id)
    #expect(found.count == 1)
    #expect(found.first?.subject == "https://api.example.com")
    #expect(found.first.map { $0.count >= 40 } == true)
    #expect(found.first.map { $0.evidence.count <= 5 } == true)
  }

  @Test("name the route where there is but one", arguments: general)
  func route(_ id: String) throws {
    let traffic = try #require(RuleCases.all[id]?.fires.first)
    let found = analyze(traffic).findings(id)
    #expect(found.first?.subject == "https://api.example.com/items")
  }

  @Test("keep hosts apart", arguments: general)
  func hosts(_ id: String) throws {
    let traffic = try #require(RuleCases.all[id]?.fires.first)
    let both = traffic + traffic.map { $0.with([.host: "cdn.example.com"]) }
    #expect(
      Set(analyze(both).findings(id).map(\.subject)) == [
        "https://api.example.com/items", "https://cdn.example.com/items",
      ])
  }

  @Test("call nothing high that only errors show")
  func errorsOnly() {
    let found = analyze(RuleCases.strangers.map { RuleCases.echo($0).with(status: 404) }).findings
    #expect(found.map(\.rule) == ["reflected-origin-credentials"])
    #expect(found.first?.severity == .medium)
  }

  @Test("show a reflection by several origins, a crafted one among them, each sent as it is named")
  func reflection() throws {
    let app = RuleCases.echo("https://partner.net")
    let traffic =
      Array(repeating: app, count: 9) + [RuleCases.echo("https://two.org")]
      + [Sent([.origin: "https://z.net", .allowOrigin: "https://two.org"])]
      + [RuleCases.echo("https://evil.test")]
    let found = try #require(analyze(traffic).findings("reflected-origin-credentials").first)
    #expect(found.count == 11)
    #expect(Set(found.evidence.map(\.position)).isSuperset(of: [1, 10, 12]))
    #expect(!found.evidence.map(\.position).contains(11))
    #expect(found.evidence.map(\.position) == found.evidence.map(\.position).sorted())
  }

  @Test("say of a response that it allows credentials only where it does")
  func credentials() throws {
    let found = analyze([
      RuleCases.echo("http://app.example.com"), RuleCases.plain("http://app.example.com"),
    ]).findings("insecure-origin-trusted")
    let details = try #require(found.first).evidence.map(\.detail)
    #expect(
      details.map { $0.hasSuffix("Access-Control-Allow-Credentials: true") } == [true, false])
  }

  @Test("call a request a preflight by its method alone only with that said")
  func assumed() throws {
    let bare = RuleCases.refused(401, [.requestMethod: .notObservable, .origin: .notObservable])
    let found = try #require(analyze([bare]).findings("preflight-auth-required").first)
    #expect(found.confidence == "inferred")
    #expect(
      found.summary == "1 OPTIONS request, taken for a preflight, was asked to authenticate (401)")
  }

  @Test("put no secret in a finding", arguments: general)
  func secrets(_ id: String) throws {
    let traffic = try #require(RuleCases.all[id]?.fires.first)
    let found = analyze(
      traffic.map { sent in
        sent.with([
          .target: "/items;jsessionid=hunter2/7?token=hunter2",
          .location: sent.fields[.location] == .absent
            ? .absent : "https://joe:hunter2@api.example.com/?key=hunter2",
        ])
      }
    ).findings(id)
    #expect(found.count == 1)
    for finding in found { #expect(!finding.text.contains("hunter2"), "\(finding.text)") }
  }

  @Test("finds preflights without headers though thousands of strangers came before")
  func strangers() {
    let without: [Field: Said] = [.allowOrigin: .absent, .allowCredentials: .absent]
    let strangers = (0..<4_500).map { number in
      Sent.preflight(
        "PUT", 204, at: Double(number),
        without.merging([.origin: .value("https://o\(number).test")]) { $1 })
    }
    let known = (0..<50).flatMap { number -> [Sent] in
      let time = Double(5_000 + number)
      return [
        .preflight("PUT", 204, at: time, without),
        Sent("GET", at: time, [.allowOrigin: "https://app.example.com"]),
      ]
    }
    #expect(!analyze(strangers + known).findings("preflight-lacks-cors").isEmpty)
  }
}
