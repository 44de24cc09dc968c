import Foundation
import Testing

@Suite("A report on simulated traffic")
struct SimulationTests {
  /// Within how many seconds a change must be placed: one slice of time.
  private static let slice = 60.0

  @Test("says what really happened", arguments: [1, 2, 3])
  func truth(_ seed: Int) throws {
    let folder = try Scratch()
    let arguments = ["simulate", folder.path("traffic"), "--seed", "\(seed)", "--users", "200"]
    #expect(try Tool.run("corscope-bench", arguments).status == 0)
    let truth = try object(
      Data(contentsOf: URL(fileURLWithPath: folder.path("traffic/truth.json"))))
    let logs = ["a", "b"].map { folder.path("traffic/node-\($0).log") }
    let report = try Tool.report(logs)
    let summary = try #require(report["summary"] as? [String: Any])
    let preflights = try #require(report["preflights"] as? [String: Any])
    func number(_ value: Any?) throws -> Double { try #require(value as? NSNumber).doubleValue }
    func expect(_ said: Any?, _ real: Double, within share: Double, _ name: Comment) throws {
      #expect(real > 0, name)
      #expect(abs(try number(said) - real) <= real * share, name)
    }
    for (said, real) in [("exchanges", "exchanges"), ("preflights", "preflights")] {
      #expect(summary[said] as? Int == truth[real] as? Int)
    }
    try expect(summary["clients"], number(truth["clients"]), within: 0.02, "clients")
    let (count, needing) = (try number(truth["preflights"]), try number(truth["needing"]))
    try expect(preflights["rate"], count / needing, within: 0.01, "rate")
    try expect(
      preflights["cache_hit_ratio"], number(truth["withoutPreflight"]) / needing, within: 0.01,
      "cache hits")
    try expect(preflights["avoidable"], number(truth["avoidable"]), within: 0.01, "avoidable")
    let time = try #require(preflights["time"] as? [String: Any])
    try expect(time["total"], number(truth["preflightTime"]), within: 0.001, "preflight time")
    try compareBlocked(report, truth)
    try compareChange(report, truth)
  }

  private func object(_ data: Data) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  private func compareBlocked(_ report: [String: Any], _ truth: [String: Any]) throws {
    let rows = try #require(report["blocked"] as? [[String: Any]])
    let blocked = try #require(truth["blocked"] as? [String: [String: Int]])
    #expect(blocked.count == 4)
    var fetches: [String: Int] = [:]
    for row in rows {
      fetches[row["origin"] as? String ?? "", default: 0] += row["fetches"] as? Int ?? 0
    }
    #expect(fetches == blocked.compactMapValues { $0["fetches"] })
    let origins = try #require(report["blocked_by_origin"] as? [[String: Any]])
    #expect(origins.count == blocked.count)
    for row in origins {
      let counts = try #require(blocked[row["origin"] as? String ?? ""])
      #expect(row["fetches"] as? Int == counts["fetches"])
      let (said, real) = (try #require(row["clients"] as? Int), try #require(counts["clients"]))
      #expect(abs(said - real) * 50 <= real, "\(said) clients, and there are \(real)")
    }
  }

  private func compareChange(_ report: [String: Any], _ truth: [String: Any]) throws {
    let changes = try #require(report["changes"] as? [[String: Any]])
    let change = try #require(changes.first)
    #expect(changes.count == 1)
    #expect(change["kind"] as? String == "blocked-from")
    #expect(change["origin"] as? String == truth["changedOrigin"] as? String)
    let said = try #require(change["time"] as? NSNumber).doubleValue
    let real = try #require(truth["changedAt"] as? NSNumber).doubleValue
    // A node's clock may be ahead, never behind.
    #expect(said >= real - 0.1 && said <= real + Self.slice)
  }

  @Test("is the same for one worker and for eight, and whichever node's log comes first")
  func workers() throws {
    let folder = try Scratch()
    let path = folder.path("traffic")
    _ = try Tool.run("corscope-bench", ["simulate", path, "--users", "60"])
    let logs = ["a", "b"].map { folder.path("traffic/node-\($0).log") }
    let one = try Tool.corscope(logs + ["--format", "json", "--jobs", "1"]).output
    let eight = try Tool.corscope(logs + ["--format", "json", "--jobs", "8"]).output
    #expect(one == eight && one.count > 1000)
    func figures(_ logs: [String]) throws -> [String] {
      let report = try Tool.report(logs)
      return try ["summary", "preflights"].map { key in
        let part = try JSONSerialization.data(
          withJSONObject: try #require(report[key]), options: .sortedKeys)
        return String(decoding: part, as: UTF8.self)
      }
    }
    #expect(try figures(logs) == figures(logs.reversed()))
  }
}
