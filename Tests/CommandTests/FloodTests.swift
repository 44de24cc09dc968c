import Foundation
import Testing

/// More invented origins and paths than any table holds, and the traffic of real users among them.
@Suite("A flood of invented origins")
struct FloodTests {
  private static let invented = 30_000

  private static func line(
    _ number: Int, origin: String, path: String, status: Int = 200, granted: String = ""
  ) -> String {
    let client = "198.\(number % 200 + 1).\(number / 200 % 250).9"
    return #"{"msec":"\#(1_791_187_260 + number / 10)","remote_addr":"\#(client)","#
      + #""request_method":"GET","scheme":"https","http_host":"api.example.com","#
      + #""request_uri":"\#(path)","status":"\#(status)","user_agent":"Mozilla/5.0 Chrome/141.0","#
      + #""origin":"\#(origin)","acao":"\#(granted)","acac":"\#(granted.isEmpty ? "" : "true")","#
      + #""vary":"Origin"}"#
  }

  /// A word that no path template folds.
  private static func word(_ number: Int) -> String {
    var (rest, text) = (number, "")
    for _ in 0..<4 {
      text +=
        ["ba", "ke", "di", "fo", "gu", "ha", "le", "mi", "no", "pu", "ra", "se", "ti"][rest % 13]
      rest /= 13
    }
    return text
  }

  @Test("leaves the true top ten origins, and the true findings, exact")
  func topTen() throws {
    var lines: [String] = []
    var truth: [String: Int] = [:]
    var failures = 0
    for number in 0..<Self.invented {
      let origin = "https://\(Self.word(number))\(number).net"
      lines.append(
        Self.line(
          lines.count, origin: origin, path: "/\(Self.word(number))/\(Self.word(number * 7))",
          granted: number % 2 == 0 ? origin : ""))
      guard number % 40 == 0 else { continue }
      for rank in 0..<10 where number / 40 % 10 <= rank {
        let user = "https://shop\(rank).example.com"
        truth[user, default: 0] += 1
        lines.append(Self.line(lines.count, origin: user, path: "/true/\(Self.word(rank))"))
      }
      let app = "https://app.example.com"
      lines.append(Self.line(lines.count, origin: app, path: "/orders", granted: app))
      guard number % 80 == 0 else { continue }
      failures += 1
      truth[app, default: 0] += 1
      lines.append(Self.line(lines.count, origin: app, path: "/orders", status: 500))
    }
    let folder = try Scratch()
    let file = try folder.write("flood.log", lines.joined(separator: "\n") + "\n")
    let report = try Tool.report([file])

    let rows = try #require(report["blocked"] as? [[String: Any]])
    var fetches: [String: Int] = [:]
    for row in rows {
      fetches[row["origin"] as? String ?? "", default: 0] += row["fetches"] as? Int ?? 0
    }
    #expect(truth.count == 11)
    for (origin, count) in truth { #expect(fetches[origin] == count, "\(origin)") }
    let summary = try #require(report["summary"] as? [String: Any])
    #expect(
      summary["blocked_fetches"] as? Int == Self.invented / 2 + truth.values.reduce(0, +))

    let findings = try #require(report["findings"] as? [[String: Any]])
    let errors = try #require(
      findings.first { $0["rule"] as? String == "error-response-lacks-cors" })
    #expect(errors["count"] as? Int == failures)
    #expect(errors["subject"] as? String == "https://api.example.com/orders")
    let limits = try #require(report["limits"] as? [String])
    #expect(limits.contains { $0.contains("to bound memory") || $0.contains("not listed") })
  }
}
