import CORSEngine
import Testing
import Traffic

@testable import Analysis

@Suite("The memory of judgements")
struct JudgementMemoryTests {
  /// For each field what may stand in it, odd things among them.
  private static let choices: [Field: [Said]] = [
    .origin: [
      "https://app.example.com", "https://app.example.com", "https://api.example.com", "null", "*",
      "",
      " https://app.example.com", "HTTPS://APP.example.com", "https://api.example.com:443",
      "http://api.example.com", "https://evil.test", "chrome-extension://abc", "https://a b",
      .absent,
      .notObservable,
    ],
    .scheme: ["https", "https", "http", .notObservable],
    .host: [
      "api.example.com", "api.example.com", "app.example.com", "API.example.com", "", .absent,
    ],
    .target: ["/items", "/items", "/other", "*"],
    .referer: ["https://api.example.com/page", "https://app.example.com/", .absent],
    .userAgent: [
      .value(Agent.chrome), .value(Agent.firefox), .value(Agent.safari), .value(Agent.curl),
      "sqlmap/1",
      "", .absent, .notObservable,
    ],
    .requestMethod: ["PUT", "put", "GET", "", .absent, .absent, .notObservable],
    .requestHeaders: [
      "content-type", "authorization,content-type", "host", "", .absent, .notObservable,
    ],
    .contentType: ["application/json", "text/plain", .absent, .notObservable],
    .allowOrigin: [
      "https://app.example.com", "https://app.example.com", "https://api.example.com", "*", "null",
      "",
      " * ", " https://app.example.com ", "https://a.example, https://b.example",
      "https://app.example.com/", "http://app.example.com", .absent, .absent, .notObservable,
    ],
    .allowCredentials: ["true", "true", "True", "", "false", .absent, .notObservable],
    .allowMethods: ["PUT", "*", "put, delete", "a b", .absent, .notObservable],
    .allowHeaders: ["content-type", "*", "a b", .absent, .notObservable],
    .exposeHeaders: ["x-a", "*", .absent, .notObservable],
    .maxAge: ["600", "x", "99999999", .absent, .notObservable],
    .vary: ["Origin", "*", "Accept-Encoding", .absent, .notObservable],
    .fetchMode: [
      .notObservable, .notObservable, .absent, "cors", "no-cors", "navigate", "websocket",
    ],
    .fetchSite: [.notObservable, .absent, "same-origin", "cross-site"],
    .hasCookie: ["1", .absent, .notObservable, .notObservable],
    .location: ["/login", .absent, .notObservable],
    .age: ["0", "17", "x", .absent, .notObservable],
    .timingAllowOrigin: ["*", "https://app.example.com", .absent, .notObservable],
    .resourcePolicy: ["same-origin", .absent, .notObservable, .notObservable],
    .browserError: [.notObservable, .notObservable, .notObservable, "net::ERR_FAILED"],
  ]

  private static let traits: [RecordTraits] = [
    [], [], [], .webSocket, .navigation, .responseMissing, .hidesRepeats, .ownHeader, .networkError,
    .sharedCacheable, .markedPreflight, [.oneClient, .recorded], .withheldResponse, .provisional,
  ]

  private static func exchanges(_ count: Int, seed: UInt64) -> [Sent] {
    var numbers = Numbers(seed: seed)
    // From a usual exchange a few fields differ: such are alike in all but one.
    return (0..<count).map { _ in
      var fields: [Field: Said] = [.fetchMode: .notObservable, .fetchSite: .notObservable]
      let names = Self.choices.keys.sorted { $0.rawValue < $1.rawValue }
      for _ in 0..<Int.random(in: 1...4, using: &numbers) {
        let name = names[Int.random(in: names.indices, using: &numbers)]
        let values = Self.choices[name] ?? []
        fields[name] = values[Int.random(in: values.indices, using: &numbers)]
      }
      func pick<Value>(_ values: [Value]) -> Value {
        values[Int.random(in: values.indices, using: &numbers)]
      }
      let isRepeated = Int.random(in: 0..<12, using: &numbers) == 0
      let sent = Sent(
        pick(["GET", "GET", "POST", "OPTIONS", "OPTIONS", "PUT", "get", "TRACE"]),
        pick([200, 200, 204, 206, 301, 304, 404, 499, 500, 101, 0, nil]),
        port: pick([nil, nil, 443, 80]), traits: pick(Self.traits),
        repeated: isRepeated ? FieldSet(.allowOrigin, .allowCredentials) : [], fields)
      return sent
    }
  }

  /// What is held of exchanges by an examination of all, or of each by one of its own.
  private static func held(_ batches: [[Sent]]) -> [String] {
    batches.flatMap { exchanges -> [String] in
      var examination = Examination(filter: Filter(), keepsJudgements: true)
      examination.examine(Batch(exchanges))
      var facts: [Int: Facts] = [:]
      for observation in examination.observations.map(\.observation) {
        facts[observation.index] = observation.facts
      }
      return examination.judgements.enumerated().map { index, judgement in
        let words = judgement.map { "\($0)" } ?? "filtered"
        return words + " facts \(facts[index]?.rawValue ?? 0)"
      }
    }
  }

  /// How many different things are held of `exchanges`, of which the same must be held together,
  /// first or again, as of each alone.
  private static func kinds(of exchanges: [Sent]) -> Int {
    let together = held([exchanges + exchanges])
    let alone = held(exchanges.map { [$0] })
    for index in exchanges.indices {
      for place in [index, index + exchanges.count] where together[place] != alone[index] {
        Issue.record("\(exchanges[index]): \(together[place]), alone \(alone[index])")
        return 0
      }
    }
    return Set(alone).count
  }

  @Test("holds of each exchange what is held of it alone", arguments: [1, 2, 3] as [UInt64])
  func agreement(_ seed: UInt64) {
    let exchanges = Self.exchanges(4_000, seed: seed)
    #expect(Self.kinds(of: exchanges) > 300)
  }

  /// What may be sent, and answered, as an origin.
  private static let origins = [
    "https://app.example.com", "http://app.example.com", "https://app.example.com:8443",
    "https://app.example.com:443", "https://app.example.com/", "https://app.example.com/path",
    "HTTPS://app.example.com", "https://App.example.com", " https://app.example.com ", "null",
    "NULL", "*", " * ", "", " ", "app.example.com", "https://other.test", "https://*.example.com",
    "https://a.example, https://b.example", "https://app.example.com, https://app.example.com",
    "https://user@app.example.com", "\"https://app.example.com\"", "undefined", "$http_origin",
    "chrome-extension://abc", "https://bücher.example", "https://127.1", "ftp://app.example.com",
    "https://a b", "https://", "https://app.example.com,", "^https://.*$",
  ]

  @Test(
    "tells apart the answers that differ, whatever Origin they answer", arguments: [false, true])
  func answers(_ isRepeated: Bool) {
    let exchanges = Self.origins.flatMap { origin in
      Self.origins.flatMap { answer in
        [Said.absent, "true", .notObservable].flatMap { credentials in
          ["GET", "OPTIONS"].map { method in
            Sent(
              method, 200, repeated: isRepeated ? FieldSet(.allowOrigin) : [],
              [
                .origin: .value(origin), .allowOrigin: .value(answer),
                .allowCredentials: credentials,
                .requestMethod: method == "GET" ? .absent : "PUT",
              ])
          }
        }
      }
    }
    #expect(Self.kinds(of: exchanges) > (isRepeated ? 20 : 100))
  }

  /// Pairs of exchanges that are held apart though they differ in one thing only.
  private static let pairs: [(Sent, Sent)] = [
    (
      Sent([.origin: "", .referer: "https://api.example.com/page"]),
      Sent([.origin: "", .referer: "https://app.example.com/page"])
    ),
    (
      Sent([.origin: " https://shop.example.com", .allowOrigin: " https://shop.example.com"]),
      Sent([
        .origin: " https://shop.example.com/path", .allowOrigin: " https://shop.example.com/path",
      ])
    ),
    (
      Sent([.origin: "*", .allowOrigin: "*", .scheme: .notObservable]),
      Sent([.origin: "https://app.example.com", .allowOrigin: "*", .scheme: .notObservable])
    ),
  ]

  @Test("holds apart what differs in little", arguments: pairs.indices)
  func pair(_ number: Int) {
    let (first, second) = Self.pairs[number]
    let alone = Self.held([[first], [second]])
    #expect(alone[0] != alone[1])
    #expect(Self.held([[first, second]]) == alone)
    #expect(Self.held([[second, first]]) == [alone[1], alone[0]])
  }

  @Test("goes on when there are more different judgements than are kept")
  func overflow() {
    var memory = JudgementMemory(HashSecret())
    for number in 0..<10_000 as Range<UInt64> {
      var judged = JudgementMemory.Judged()
      judged.facts = Facts(rawValue: number)
      let key = (number &+ 1).mixed
      memory.keep(judged, of: key)
      let place = memory.place(of: key)
      #expect(place.map { memory[$0].facts.rawValue } == number)
    }
    var wrong = 0
    for number in 0..<10_000 as Range<UInt64> {
      if let place = memory.place(of: (number &+ 1).mixed), memory[place].facts.rawValue != number {
        wrong += 1
      }
    }
    #expect(wrong == 0)
  }
}
