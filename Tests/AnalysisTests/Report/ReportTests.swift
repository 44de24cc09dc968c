import Testing
import Traffic

@testable import Analysis

@Suite("The report")
struct ReportTests {
  @Test("has sums that agree", arguments: [1, 2, 3] as [UInt64])
  func sums(_ seed: UInt64) async {
    let traffic = mixture(250, seed: seed)
    let found = await report([.memory("a.log", traffic, size: 40)], jobs: 2)
    let outcomes = traffic.map(\.judgement)
    let summary = found.summary
    #expect(summary.exchanges == 250)
    #expect(summary.blockedFetches > 0)
    #expect(
      found.blocked.reduce(0) { $0 + $1.fetches } + found.blockedOverflow
        == summary.blockedFetches)
    #expect(
      summary.blockedRate == Double(summary.blockedFetches) / Double(summary.judgedFetches))
    #expect(summary.kinds.reduce(0) { $0 + $1.count } == 250)
    #expect(summary.preflights == outcomes.filter { $0.kind == .preflight }.count)
    #expect(summary.preflights == found.preflights.count)
    #expect(
      summary.crossOriginRequests
        + found.blocked.reduce(0) {
          $0 + ($1.phase == "preflight" ? $1.fetches : 0)
        } == summary.judgedFetches + summary.conditional + summary.unknown)
    #expect(found.statuses.reduce(0) { $0 + $1.exchanges } == 250)
    #expect(found.statuses.reduce(0) { $0 + $1.preflights } == summary.preflights)
    #expect(found.statuses.reduce(0) { $0 + $1.blocked } == summary.blockedFetches)
    #expect(found.timeline.reduce(0) { $0 + $1.exchanges } == 250)
    #expect(found.timeline.reduce(0) { $0 + $1.preflights } == summary.preflights)
    #expect(found.timeline.reduce(0) { $0 + $1.judged } == summary.judgedFetches)
    #expect(found.timeline.reduce(0) { $0 + $1.blocked } == summary.blockedFetches)
    #expect(found.engines.reduce(0) { $0 + $1.judged } == summary.judgedFetches)
    #expect(found.engines.reduce(0) { $0 + $1.blocked } == summary.blockedFetches)
    #expect(found.preflights.byRoute.reduce(0) { $0 + $1.preflights } == summary.preflights)
    #expect(found.preflights.byOrigin.reduce(0) { $0 + $1.preflights } == summary.preflights)
    #expect(
      found.preflights.byRoute.reduce(0) { $0 + $1.avoidable } == found.preflights.avoidable)
    for row in found.blocked {
      #expect(row.engines.reduce(0) { $0 + $1.count } == row.fetches)
      #expect((row.firstSeen ?? 0) <= (row.lastSeen ?? 0))
      #expect(!row.examples.isEmpty && row.examples.count <= min(5, row.fetches))
      #expect(!row.meaning.isEmpty && !row.mend.isEmpty)
    }
    for share in [found.preflights.share, found.preflights.rate, found.preflights.cacheHitRatio] {
      #expect(share.map { (0...1).contains($0) } == true)
    }
  }

  @Test("lists the most frequent and the most severe first, and is the same each time")
  func order() async {
    let traffic = mixture(250, seed: 4)
    let found = await report([.memory("a.log", traffic)])
    #expect(found.blocked.count > 5)
    #expect(zip(found.blocked, found.blocked.dropFirst()).allSatisfy { $0.fetches >= $1.fetches })
    #expect(found.findings.count > 5)
    #expect(
      zip(found.findings, found.findings.dropFirst()).allSatisfy {
        $0.severity > $1.severity || $0.severity == $1.severity && $0.count >= $1.count
      })
    #expect(
      zip(found.statuses, found.statuses.dropFirst()).allSatisfy { $0.status < $1.status })
    #expect(zip(found.timeline, found.timeline.dropFirst()).allSatisfy { $0.start < $1.start })
    for _ in 0..<5 {
      #expect(await report([.memory("a.log", traffic)]).text == found.text)
    }
  }

  @Test("keeps rows that read alike in the order in which they were seen")
  func alike() async {
    // What sets the origins apart is taken out of the report.
    let traffic = (1...40).map { Sent([.origin: .value("https://user\($0):pw@app.example.com")]) }
    let found = await report([.memory("a.log", traffic)])
    #expect(Set(found.blocked.map(\.origin)) == ["https://REDACTED@app.example.com"])
    #expect(found.blocked.map { $0.examples.first?.position } == Array(1...40))
  }

  @Test("tells what a blocked fetch was")
  func row() async throws {
    let found = await report([
      .memory(
        "a.log",
        [
          Sent("GET", 200, at: 5, [.target: "/items/4?token=hunter2"]),
          Sent("GET", 200, at: 3, [.target: "/items/7", .client: "203.0.113.8"]),
          Sent("GET", 200, at: 9, [.target: "/items/7", .userAgent: .value(Agent.firefox)]),
        ])
    ])
    let row = try #require(found.blocked.first)
    #expect(found.blocked.count == 1)
    #expect(row.origin == "https://app.example.com")
    #expect(row.target == "https://api.example.com")
    #expect(row.route == "/items/:id")
    #expect(row.phase == "actual")
    #expect(row.reason == "acao-missing")
    #expect(row.status == 200)
    #expect(row.fetches == 3)
    #expect(row.clients == 2)
    #expect(row.engines.map { "\($0.engine) \($0.count)" } == ["chromium 2", "firefox 1"])
    #expect(row.firstSeen == Sent.epoch + 3)
    #expect(row.lastSeen == Sent.epoch + 9)
    #expect(row.examples.map(\.position) == [1, 2, 3])
    #expect(!found.text.contains("hunter2"))
  }

  @Test("names the target by scheme, host and port, the default port left out")
  func targets() async {
    func target(_ port: Int?, _ fields: [Field: Said]) async -> String? {
      await report([.memory("a.log", [Sent(port: port, fields)])]).blocked.first?.target
    }
    #expect(await target(443, [:]) == "https://api.example.com")
    #expect(await target(8443, [:]) == "https://api.example.com:8443")
    #expect(await target(80, [.scheme: "http"]) == "http://api.example.com")
    #expect(await target(443, [.scheme: "http"]) == "http://api.example.com:443")
    #expect(await target(1, [:]) == "https://api.example.com:1")
    #expect(await target(nil, [.scheme: .notObservable]) == "api.example.com")
    #expect(await target(nil, [.host: "API.Example.COM"]) == "https://api.example.com")
    #expect(await target(nil, [.host: .notObservable]) == "")
  }

  @Test("sums preflight time as users waited for it")
  func time() async {
    let found = await report([
      .memory(
        "a.log",
        (1...100).map { .preflight("PUT", 204, at: Double($0), took: Double($0) / 1000) })
    ])
    let time = found.preflights.time
    #expect(time.map { abs($0.total - 5.05) < 1e-9 } == true)
    #expect(time.map { abs($0.p50 - 0.0505) < 0.002 } == true)
    #expect(time.map { abs($0.p95 - 0.095) < 0.003 } == true)
    #expect(time.map { abs($0.p99 - 0.099) < 0.003 } == true)
    let untimed = await report([.memory("a.log", [.preflight()])])
    #expect(untimed.preflights.time == nil)
  }

  @Test("tells how many fetches that needed a preflight had one")
  func rates() async {
    let granted: [Field: Said] = [
      .allowOrigin: "https://app.example.com", .allowCredentials: "true",
    ]
    let found = await report([
      .memory(
        "a.log",
        [.preflight("PUT", at: 0, [.maxAge: "600"])]
          + (1...3).map { Sent("PUT", 200, at: Double($0), granted) }
          // Another client's, whose preflight is not here; one that needs none.
          + [
            Sent("PUT", 200, at: 4, granted.merging([.client: "203.0.113.8"]) { $1 }),
            Sent("GET", 200, at: 5, granted),
            // One stopped at its preflight, and one that nothing followed.
            .preflight("PUT", 403, at: 6, [.client: "203.0.113.9"]),
            .preflight("PUT", 204, at: 7, [.client: "203.0.113.10"]),
          ])
    ])
    #expect(found.preflights.count == 3)
    #expect(found.preflights.unfollowed == 1)
    #expect(found.preflights.rate == 0.5)
    #expect(found.preflights.cacheHitRatio == 0.5)
    #expect(found.preflights.share == 3.0 / 8)
    #expect(found.summary.judgedFetches == 6)
    #expect(found.summary.blockedRate == 1.0 / 6)
  }

  @Test("has no rates where they cannot be known")
  func unknown() async {
    let found = await report([.memory("a.log", [Sent([.origin: .absent])])])
    #expect(found.summary.blockedRate == nil)
    #expect(found.preflights.rate == nil)
    #expect(found.preflights.cacheHitRatio == nil)
    #expect(found.preflights.avoidable == nil)
    #expect(found.preflights.share == 0)
    let anonymous = await report([.memory("a.log", [Sent([.client: .notObservable])])])
    #expect(anonymous.summary.clients == nil)
    #expect(anonymous.blocked.first?.clients == nil)
  }
}
