import Testing
import Traffic

@testable import Analysis

@Suite("The cost of Authorization under *")
struct AuthorizationCostTests {
  private static func asks(
    at start: Double, client: String = "203.0.113.7", agent: String = Agent.chrome,
    granted: Said = "*", names: Said = "authorization"
  ) -> Sent {
    .preflight(
      "GET", 204, at: start, took: 0.05,
      [
        .requestHeaders: names, .allowHeaders: granted, .maxAge: "600", .allowOrigin: "*",
        .allowCredentials: .absent, .client: .value(client), .userAgent: .value(agent),
      ])
  }

  /// Three of one client, one after the grant ran out, one of another client, and one in a client
  /// of no known engine, which keeps to the standard.
  private static let traffic =
    [0.0, 10, 20, 1000].map { asks(at: $0) } + [
      asks(at: 30, client: "203.0.113.8"),
      asks(at: 40, client: "203.0.113.9", agent: "Mozilla/5.0 (compatible; Unheard/1.0)"),
      asks(at: 50, granted: "*, Authorization"), asks(at: 60, names: "x-a"),
    ]

  @Test("counts the preflights, those that failed, and those that naming it would have spared")
  func counts() async throws {
    let inputs = [
      RunInput.memory("a.log", Self.traffic.sorted { ($0.start ?? 0) < ($1.start ?? 0) })
    ]
    let cost = try #require(await report(inputs).preflights.authorization)
    #expect(cost.preflights == 6)
    #expect(cost.failed == 1)
    #expect(cost.repeated == 2)
    #expect(cost.seconds.map { abs($0 - 0.1) < 0.0001 } == true)
  }

  @Test("is none where nothing asked for it")
  func none() async {
    let inputs = [RunInput.memory("a.log", [Self.asks(at: 0, names: "x-a"), Sent()])]
    #expect(await report(inputs).preflights.authorization == nil)
  }

  @Test("is the same however the traffic is cut")
  func laws() {
    let batch = Batch(Self.traffic)
    let observations = observe(batch).filter {
      $0.facts.isSuperset(of: AuthorizationUnderWildcard.interest)
    }
    func rule(_ range: Range<Int>) -> AuthorizationUnderWildcard {
      var rule = AuthorizationUnderWildcard()
      for index in range {
        let exchange = ExchangeView(
          bytes: batch.bytes.span, records: batch.records.span, index: observations[index].index)
        rule.observe(observations[index], exchange, at: Position(source: 0, number: index + 1))
      }
      return rule
    }
    let whole = rule(0..<observations.count).cost
    #expect(whole.preflights == 6)
    for first in 0...observations.count {
      for second in first...observations.count {
        var left = rule(0..<first)
        left.merge(rule(first..<second))
        left.merge(rule(second..<observations.count))
        #expect(left.cost == whole, "cut at \(first) and \(second)")
      }
    }
  }
}
