import CORSEngine
import Testing
import Traffic

@testable import Analysis

@Suite("Joining preflights with their requests")
struct CorrelationTests {
  private static let app: Said = "https://app.example.com"

  private static func put(at start: Double, _ fields: [Field: Said] = [:]) -> Sent {
    Sent(
      "PUT", 200, at: start,
      [.allowOrigin: app, .allowCredentials: "true"].merging(fields) { $1 })
  }

  /// What each request's preflight says of it.
  private func places(_ exchanges: [Sent]) -> [Correlation.ActualPlace] {
    var correlation = Correlation()
    return observe(Batch(exchanges)).compactMap { observation in
      guard observation.judgement.kind == .preflight else { return correlation.actual(observation) }
      _ = correlation.preflight(observation)
      return nil
    }
  }

  @Test("knows the first request after a preflight, and those that reuse its grant")
  func follows() {
    let grant = Sent.preflight("PUT", at: 0, [.maxAge: "600"])
    let found = places([grant, Self.put(at: 1), Self.put(at: 2), Self.put(at: 590)])
    #expect(found.map(\.hasPreflight) == [true, true, true])
    #expect(found.map(\.preflightPassed) == [true, true, true])
    #expect(found.map(\.isFirst) == [true, false, false])
    #expect(!found.contains { $0.excludesCredentials })
  }

  @Test("bears with lines that are a little out of order")
  func disorder() {
    let found = places([.preflight("PUT", at: 3), Self.put(at: 1)])
    #expect(found.map(\.hasPreflight) == [true])
  }

  @Test(
    "keeps apart what no browser joins",
    arguments: [
      ("no preflight at all", [put(at: 1)]),
      ("another client", [.preflight(), put(at: 1, [.client: "203.0.113.8"])]),
      ("another browser", [.preflight(), put(at: 1, [.userAgent: .value(Agent.firefox)])]),
      ("another query", [.preflight([.target: "/x?a=1"]), put(at: 1, [.target: "/x?a=2"])]),
      ("another host", [.preflight(), put(at: 1, [.host: "cdn.example.com"])]),
      (
        "another origin",
        [.preflight(), put(at: 1, [.origin: "https://shop.example.com"])]
      ),
      ("another method", [.preflight("PATCH"), put(at: 1)]),
      ("after the grant was forgotten", [.preflight(), put(at: 60)]),
      ("after max-age", [.preflight([.maxAge: "20"]), put(at: 40)]),
      ("longer than the engine keeps it", [.preflight([.maxAge: "9000"]), put(at: 7300)]),
      ("long before it", [.preflight("PUT", at: 100), put(at: 1)]),
    ] as [(String, [Sent])])
  func apart(_ name: String, _ exchanges: [Sent]) {
    #expect(places(exchanges).map(\.hasPreflight) == [false], "\(name)")
  }

  @Test("takes a request after a preflight that passes only without credentials to have none")
  func conditional() {
    let preflight = Sent.preflight("PUT", [.allowCredentials: .absent])
    let open = Self.put(at: 1, [.allowCredentials: .absent])
    let alone = analyze([open]).aggregate
    #expect(alone.conditional == 1)
    #expect(alone.allowed == 0)
    let joined = analyze([preflight, open]).aggregate
    #expect(joined.conditional == 0)
    #expect(joined.allowed == 1)
    #expect(places([preflight, open]).map(\.excludesCredentials) == [true])
    #expect(places([preflight, open]).map(\.preflightPassed) == [false])
    // With a cookie the judgement stands.
    #expect(analyze([preflight, open.with([.hasCookie: "1"])]).aggregate.blocked == 1)
  }

  @Test("counts a blocked preflight as one blocked fetch, its unsent request or not")
  func blockedOnce() {
    let refused = Sent.preflight(
      "PUT", 403, traits: .recorded, [.allowOrigin: .absent, .client: .notObservable])
    let unsent = Sent(
      "PUT", 0, at: 0.01, traits: [.recorded, .responseMissing], [.client: .notObservable])
    for exchanges in [[refused], [refused, unsent], [unsent, refused]] {
      let aggregate = analyze(exchanges).aggregate
      #expect(aggregate.blocked == 1)
      #expect(aggregate.unknown == 0)
      #expect(aggregate.rows.values.map(\.fetches) == [1])
      #expect(aggregate.rows.keys.first?.phase == .preflight)
      #expect(aggregate.needing == 1)
    }
    // A page that tries again is blocked again.
    #expect(analyze([refused, refused]).aggregate.blocked == 2)
  }

  @Test(
    "calls a preflight avoidable up to the engine's own cap",
    arguments: [(Agent.chrome, 7200.0), (Agent.firefox, 86_400.0), (Agent.safari, 600.0)])
  func avoidable(_ agent: String, _ cap: Double) {
    func count(_ starts: [Double], _ fields: [Field: Said] = [:]) -> Int {
      analyze(
        starts.map { start in
          .preflight(
            "PUT", at: start,
            [.userAgent: .value(agent), .maxAge: "5"].merging(fields) { $1 })
        }
      ).aggregate.avoidable
    }
    #expect(count([0]) == 0)
    #expect(count([0, cap - 1]) == 1)
    #expect(count([0, cap]) == 0)
    // The cap counts from the grant that would have been kept.
    #expect(count([0, cap - 1, cap + 1]) == 1)
    #expect(count([0, cap - 1, cap + 1, cap + 2]) == 2)
    #expect(count([0, 1], [.allowOrigin: .absent]) == 0)
    // Lines may be out of order.
    #expect(count([1, 0]) == 1)
    // A failure takes the grant away.
    let refused: [Field: Said] = [.allowOrigin: .absent]
    let mixed = analyze([
      .preflight("PUT", at: 0), .preflight("PUT", at: 1, refused), .preflight("PUT", at: 2),
    ])
    #expect(mixed.aggregate.avoidable == 0)
  }

  @Test("calls a preflight avoidable that another method's grant covers, by the lists granted")
  func otherMethod() {
    func count(_ methods: Said, _ headers: Said = "content-type", asks: Said = .absent) -> Int {
      analyze([
        .preflight("PUT", at: 0, [.allowMethods: methods, .allowHeaders: headers]),
        .preflight(
          "DELETE", at: 1,
          [.allowMethods: methods, .allowHeaders: headers, .requestHeaders: asks]),
      ]).aggregate.avoidable
    }
    #expect(count("PUT, DELETE") == 1)
    #expect(count("PUT") == 0)
    #expect(count("PUT, DELETE", asks: "content-type") == 1)
    #expect(count("PUT, DELETE", asks: "x-a") == 0)
  }

  @Test("counts what a chosen max-age would spare, and no more than the engine heeds")
  func chosenMaxAge() {
    func count(_ maxAge: Int, _ starts: [Double], _ agent: String = Agent.chrome) -> Int {
      var analyzer = Analyzer(maxAge: maxAge)
      let batch = Batch(
        starts.map { .preflight("PUT", at: $0, [.userAgent: .value(agent)]) })
      var examination = Examination(filter: Filter())
      examination.examine(batch)
      let observations = examination.observations
      analyzer.observe(batch, observations, in: 0..<observations.count)
      return analyzer.aggregate.avoidableAtMaxAge
    }
    #expect(count(60, [0, 59, 61]) == 1)
    #expect(count(600, [0, 59, 61]) == 2)
    #expect(count(0, [0, 1]) == 0)
    #expect(count(86_400, [0, 700], Agent.safari) == 0)
  }

  @Test("joins a request with a preflight whose line comes after it, by a clock that is ahead")
  func clockAhead() {
    let late = analyze([Self.put(at: 0), .preflight("PUT", at: 1.5, [.maxAge: "600"])])
    #expect(late.aggregate.needing == 1 && late.aggregate.withoutPreflight == 0)
    #expect(late.correlation.open == 0)
    let again = analyze([
      Self.put(at: 0), .preflight("PUT", at: 1.5, [.maxAge: "600"]), Self.put(at: 3),
    ])
    #expect(again.aggregate.needing == 2 && again.aggregate.withoutPreflight == 1)
    // Too far apart for clocks.
    let apart = analyze([Self.put(at: 0), .preflight("PUT", at: 30)])
    #expect(apart.aggregate.needing + apart.correlation.open == 2)
  }

  @Test("counts preflights that passed and were followed by nothing")
  func unfollowed() {
    func count(_ exchanges: [Sent]) -> Int {
      let analyzer = analyze(exchanges)
      return analyzer.aggregate.unfollowed + analyzer.correlation.unfollowed
    }
    #expect(count([]) == 0)
    #expect(count([.preflight()]) == 1)
    #expect(count([.preflight(), Self.put(at: 1)]) == 0)
    #expect(count([.preflight(), .preflight(at: 1, [:])]) == 2)
    #expect(count([.preflight(), .preflight(at: 1, [:]), Self.put(at: 2)]) == 1)
    #expect(count([.preflight([.allowOrigin: .absent])]) == 0)
    #expect(count([.preflight(), Self.put(at: 1, [.client: "203.0.113.8"])]) == 1)
  }

  @Test("gives up the oldest when there are too many, and counts them")
  func eviction() {
    var correlation = Correlation()
    #expect(correlation.evicted == 0)
    var observation = observe(Batch([.preflight()]))[0]
    let count = 150_000
    for (index, flow) in hashes(count).enumerated() {
      observation.flow = flow
      observation.start = Timestamp(nanoseconds: Int64(index) * 1000)
      let place = correlation.preflight(observation)
      #expect(!place.isAvoidable && !place.leavesUnfollowed)
    }
    #expect(correlation.evicted > 0)
    #expect(correlation.unfollowed <= 1 << 16)
    #expect(correlation.evicted + correlation.unfollowed == count)
    // The newest is still there.
    #expect(correlation.actual(observation).hasPreflight)
  }

  @Test("minds no times at the ends of what can be told")
  func extremes() {
    for instant in [Int64.min, -1, 0, .max] {
      for later in [Int64.min, -1, 0, .max] {
        var correlation = Correlation()
        var observation = observe(Batch([.preflight()]))[0]
        observation.start = Timestamp(nanoseconds: instant)
        observation.maxAge = 31_536_000
        _ = correlation.preflight(observation)
        observation.start = Timestamp(nanoseconds: later)
        _ = correlation.preflight(observation)
        _ = correlation.actual(observation)
        #expect(correlation.evicted == 0)
      }
    }
  }
}
