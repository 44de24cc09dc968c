import Testing
import Traffic

@testable import Analysis

@Suite("A filter")
struct FilterTests {
  private static let traffic = [
    Sent("GET", 200, at: 0),
    Sent("GET", 200, at: 10, [.origin: "https://shop.example.com"]),
    Sent("GET", 200, at: 20, [.host: "CDN.example.com"]),
    Sent("GET", 200, at: 30, [.allowOrigin: "*", .hasCookie: .absent]),
    Sent("GET", 200, at: nil, [.origin: .absent]),
  ]

  private static func filter(_ change: (inout Filter) -> Void) -> Filter {
    var filter = Filter()
    change(&filter)
    return filter
  }

  private static func instant(_ seconds: Double) -> Timestamp {
    Timestamp(seconds: Sent.epoch + seconds)
  }

  static let cases: [(String, Filter, [Int])] = [
    ("nothing asked", Filter(), [0, 1, 2, 3, 4]),
    ("since", filter { $0.since = instant(10) }, [1, 2, 3]),
    ("until, which is not included", filter { $0.until = instant(20) }, [0, 1]),
    (
      "a span",
      filter {
        $0.since = instant(5)
        $0.until = instant(25)
      }, [1, 2]
    ),
    ("origin", filter { $0.origins = [Array("https://shop.example.com".utf8)] }, [1]),
    ("host in any case", filter { $0.hosts = [Array("cdn.example.com".utf8)] }, [2]),
    ("outcome", filter { $0.outcomes = [.conditional, .notCORS] }, [3, 4]),
    (
      "several at once",
      filter {
        $0.outcomes = [.blocked]
        $0.since = instant(10)
      }, [1, 2]
    ),
  ]

  @Test("takes what holds in every respect", arguments: cases.indices)
  func takes(_ index: Int) async {
    let (name, filter, taken) = Self.cases[index]
    var examination = Examination(filter: filter, keepsJudgements: true)
    examination.examine(Batch(Self.traffic))
    let kept = examination.judgements.indices.filter { examination.judgements[$0] != nil }
    #expect(kept == taken, "\(name)")
    #expect(examination.tally.exchanges == taken.count)
    let found = await report([.memory("a.log", Self.traffic)], filter: filter)
    #expect(found.summary.exchanges == taken.count)
  }
}
