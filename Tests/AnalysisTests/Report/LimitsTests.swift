import Testing
import Traffic

@testable import Analysis

@Suite("What a report says of its own limits")
struct LimitsTests {
  private static func format(_ name: String = "custom", without lacking: Field...) -> InputFormat {
    var fields = FieldSet.all
    for field in lacking { fields.remove(field) }
    return InputFormat(name: name, summary: "", fields: fields, unit: .line)
  }

  private static let fine = Sent([
    .allowOrigin: "https://app.example.com", .allowCredentials: "true",
  ])

  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let inputs: [(InputFormat, [Sent])]
    let sentences: [String]

    init(_ name: String, _ inputs: [(InputFormat, [Sent])], _ sentences: [String]) {
      testDescription = name
      self.inputs = inputs
      self.sentences = sentences
    }
  }

  private static let open = Sent([.allowOrigin: "*"])
  private static let unsafe = Sent(
    "PUT", [.allowOrigin: "https://app.example.com", .allowCredentials: "true"])
  private static let plain = format(without: .origin, .allowOrigin)

  /// The beginnings of the sentences, in their order.
  static let cases: [Case] = [
    Case("nothing read", [], []),
    Case("everything recorded", [(format(), [fine])], []),
    Case("no Origin", [(plain, [fine])], ["the input does not record the Origin"]),
    Case(
      "no Origin in one of two", [(plain, [fine]), (format(), [fine])],
      ["some inputs do not record the Origin"]),
    Case(
      "no Access-Control-Allow-Origin", [(format(without: .allowOrigin), [fine])],
      ["the input does not record Access-Control-Allow-Origin"]),
    Case(
      "no Access-Control-Allow-Origin in one of two",
      [(format(), [fine]), (format(without: .allowOrigin), [fine])],
      ["some inputs do not record Access-Control-Allow-Origin"]),
    Case(
      "requests that need a preflight, and no preflight", [(format(), [unsafe])],
      ["requests that need a preflight are here"]),
    Case(
      "the same with a preflight",
      [(format(), [.preflight(at: -1, [.target: "/other"]), unsafe])], []),
    Case(
      "conditional fetches, cookies not recorded", [(format(without: .hasCookie), [open])],
      ["whether requests carried credentials is not recorded: 1 fetch"]),
    Case("conditional fetches, cookies recorded", [(format(), [open])], []),
    Case(
      "cookies not recorded, nothing conditional", [(format(without: .hasCookie), [fine])], []),
    Case(
      "JSON that nginx may have written", [(format("nginx-json"), [fine])],
      ["0.log: nginx before 1.23"]),
    Case(
      "a server that loses repeats", [(losing(format()), [fine])],
      ["0.log: it logs one of two: a duplicate"]),
    Case(
      "a server that loses repeats of what it does not log",
      [(losing(format(without: .allowOrigin)), [fine])],
      ["the input does not record Access-Control-Allow-Origin"]),
    Case(
      "no times", [(format(), [Sent("GET", 200, at: nil, [.origin: .absent])])],
      ["no time is recorded"]),
    Case(
      "all at once",
      [
        (
          format("nginx-json", without: .allowOrigin, .hasCookie),
          [Sent("PUT", 200, at: nil, [.allowOrigin: "*"])]
        )
      ],
      [
        "the input does not record Access-Control-Allow-Origin",
        "requests that need a preflight are here", "whether requests carried credentials",
        "no time is recorded",
      ]),
  ]

  private static func losing(_ format: InputFormat) -> InputFormat {
    var format = format
    format.repeatsLoss = "it logs one of two"
    return format
  }

  @Test("stands there exactly when it holds", arguments: cases)
  func sentences(_ item: Case) async {
    let inputs = item.inputs.enumerated().map { index, input in
      RunInput.memory("\(index).log", input.1, format: input.0)
    }
    let limits = await report(inputs).limits
    #expect(limits.count == item.sentences.count, "\(limits)")
    for (limit, start) in zip(limits, item.sentences) {
      #expect(limit.hasPrefix(start))
      #expect(!limit.hasSuffix("."))
    }
  }

  @Test("tells of groups that were not listed and of preflights given up")
  func bounds() {
    var aggregate = Aggregate()
    var observation = observe(Batch([Sent()]))[0]
    for route in hashes(Aggregate.rowLimit + 3) {
      observation.route = route
      aggregate.add([
        JoinedObservation(observation, at: Position(source: 0, number: 1))
      ])
    }
    let inputs = [RunInput.memory("a.log", [])]
    let limits = Limits.sentences(
      inputs: inputs, tally: Tally(), aggregate: aggregate, evicted: 12)
    #expect(limits.count == 2)
    #expect(limits.first?.hasPrefix("3 blocked fetches are counted but not listed") == true)
    #expect(limits.last?.hasPrefix("12 preflights were given up") == true)
    #expect(
      Limits.sentences(inputs: inputs, tally: Tally(), aggregate: Aggregate(), evicted: 0) == [])
  }

  private static let combined = FieldSet(
    .client, .start, .method, .target, .protocol, .status, .referer, .userAgent)

  @Test("names the figures and rules that a log cannot give, and what they lack")
  func impossible() {
    #expect(Observability.impossible(with: .all) == [])
    let combined = Observability.impossible(with: Self.combined)
    let possible = [
      "preflight-auth-required", "preflight-redirected", "preflight-not-handled",
      "preflight-server-error",
    ]
    for rule in RuleRegistry.all.map({ $0.info.id }) {
      #expect(
        combined.contains { $0.hasPrefix("rule \(rule) (needs ") } != possible.contains(rule))
    }
    #expect(combined.contains("blocked rate (needs origin, access_control_allow_origin)"))
    #expect(combined.contains("preflight time (needs duration)"))
    #expect(!combined.contains { $0.hasPrefix("engines") || $0.hasPrefix("timeline") })
    let nothing = Observability.impossible(with: [])
    #expect(nothing.count == RuleRegistry.all.count + 8)
    let withOrigin = Self.combined.union(FieldSet(.origin, .allowOrigin, .host))
    #expect(
      !Observability.impossible(with: withOrigin).contains { $0.hasPrefix("blocked fetches") })
    #expect(
      Observability.impossible(with: withOrigin).contains {
        $0 == "rule missing-vary-origin (needs vary)"
      })
  }

  @Test("sums up for people what many rules lack, and names few one by one")
  func inShort() {
    let log = InputFormat(name: "combined", summary: "", fields: Self.combined, unit: .line)
    let all = Observability.impossible(with: log)
    let short = Observability.inShort(with: log)
    let rules = all.count { $0.hasPrefix("rule ") }
    #expect(rules > 40)
    #expect(short.count == all.count - rules + 1)
    #expect(
      short.last?.hasPrefix(
        "\(rules) of \(RuleRegistry.all.count) rules: most need access_control_allow_origin, origin"
      )
        == true)
    var nearlyAll = log
    nearlyAll.fields = FieldSet.all.subtracting(FieldSet(.location))
    #expect(Observability.inShort(with: nearlyAll) == Observability.impossible(with: nearlyAll))
    #expect(!Observability.inShort(with: nearlyAll).isEmpty)
  }

  @Test("tells in the browser's words why requests got no answer")
  func errors() {
    var tally = Tally()
    var later = Tally()
    for error in [
      "net::ERR_FAILED", "net::ERR_FAILED", "load failed: https://a.test/?token=topsecret",
    ] {
      later.errors.add(Array(error.utf8).span)
    }
    tally.errors.add(Array("net::ERR_TIMED_OUT".utf8).span)
    tally.errors.add(Array("net::ERR_FAILED".utf8).span)
    tally.merge(later)
    let limits = Limits.sentences(inputs: [], tally: tally, aggregate: Aggregate(), evicted: 0)
    #expect(limits.count == 1)
    #expect(
      limits.first?.hasSuffix(
        "net::ERR_FAILED (3), load failed: https://a.test/?token=REDACTED (1), net::ERR_TIMED_OUT (1)"
      )
        == true)
    #expect(limits.first?.hasPrefix("5 cross-origin requests") == true)
    // However many different ones there are, few are kept, and all are counted.
    for number in 0..<100 { tally.errors.add(Array("error \(number)".utf8).span) }
    #expect(tally.errors.count == 105)
    #expect(tally.errors.sorted.count == 16)
  }
}
