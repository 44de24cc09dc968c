import Analysis
import Foundation
import Reports
import Testing

@Suite("The JSON report")
struct JSONReportTests {
  typealias Object = [String: Any]

  static let keys: [String: [String]] = [
    "": [
      "schema", "tool", "period", "inputs", "summary", "blocked", "preflights", "timeline",
      "findings", "limits", "disagreements",
    ],
    "tool": ["name", "version"], "period": ["first", "last"],
    "inputs": [
      "source", "format", "runner_up", "exchanges", "refused", "fields", "impossible",
    ],
    "summary": [
      "exchanges", "clients", "cross_origin_requests", "preflights", "judged_fetches",
      "blocked_fetches", "blocked_rate", "conditional", "unknown",
    ],
    "blocked": [
      "origin", "target", "route", "phase", "reason", "status", "fetches", "clients", "engines",
      "first_seen", "last_seen", "examples",
    ],
    "preflights": [
      "count", "share", "rate", "cache_hit_ratio", "avoidable", "time", "by_origin", "by_route",
    ],
    "timeline": ["start", "seconds", "exchanges", "preflights", "judged", "blocked"],
    "findings": [
      "rule", "severity", "confidence", "subject", "summary", "count", "clients", "evidence",
      "mend",
    ],
  ]

  @Test("has every permanent key", arguments: keys.keys.sorted())
  func permanentKeys(of place: String) throws {
    let report = try parsed(Samples.incident)
    let value = place.isEmpty ? report : try #require(report[place])
    let objects = try #require(value as? [Object] ?? (value as? Object).map { [$0] })
    #expect(!objects.isEmpty)
    for object in objects {
      for key in try #require(Self.keys[place]) { #expect(object[key] != nil, "\(place).\(key)") }
    }
  }

  @Test("keeps all its keys, as null, when nothing is known")
  func nulls() throws {
    let report = try parsed(Samples.empty)
    #expect((report["period"] as? Object)?["first"] is NSNull)
    #expect((report["summary"] as? Object)?["blocked_rate"] is NSNull)
    let preflights = try #require(report["preflights"] as? Object)
    #expect(preflights["rate"] is NSNull)
    #expect((preflights["time"] as? Object)?["p99"] is NSNull)
  }

  @Test("says the same compact and pretty, and compact is one line")
  func compact() throws {
    let bytes = JSONRenderer(RenderOptions(compact: true)).render(Samples.incident)
    #expect(bytes.count { $0 == UInt8(ascii: "\n") } == 1)
    let object = try JSONSerialization.jsonObject(with: Data(bytes)) as? NSDictionary
    #expect(object == (try parsed(Samples.incident)) as NSDictionary)
  }

  @Test("parses, whatever the report says")
  func hostile() throws {
    let report = try parsed(Samples.hostile)
    let blocked = try #require(report["blocked"] as? [Object])
    #expect(blocked.first?["first_seen"] is NSNull)
    #expect((blocked.first?["origin"] as? String)?.contains("\u{1B}[2J") == true)
  }

  @Test("has the keys that its schema demands")
  func schema() throws {
    let data = Data(ReportSchema.json)
    let schema = try #require(try JSONSerialization.jsonObject(with: data) as? Object)
    let required = try #require(schema["required"] as? [String])
    #expect(Set(required) == Set(try parsed(Samples.incident).keys))
    let definitions = try #require(schema["$defs"] as? [String: Object])
    for (name, place) in [
      ("input", "inputs"), ("summary", "summary"), ("blocked", "blocked"), ("finding", "findings"),
      ("preflights", "preflights"),
    ] {
      let value = try #require(try parsed(Samples.incident)[place])
      let object = try #require(value as? Object ?? (value as? [Object])?.first)
      let required = try #require(definitions[name]?["required"] as? [String])
      #expect(Set(required) == Set(object.keys), "\(name)")
    }
    let list = try #require(try parsed(Samples.recording)["disagreements"] as? [Object])
    let wanted = try #require(definitions["disagreement"]?["required"] as? [String])
    #expect(list.count == 2)
    for object in list { #expect(Set(wanted) == Set(object.keys)) }
  }

  private func parsed(_ report: Report) throws -> Object {
    let bytes = JSONRenderer(RenderOptions()).render(report)
    return try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? Object)
  }
}
