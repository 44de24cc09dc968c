import Foundation
import Testing

@Suite("corscope formats and rules")
struct ListTests {
  @Test("list what can be read")
  func formats() throws {
    let outcome = try Tool.corscope(["formats"])
    #expect(outcome.status == 0)
    for name in ["combined", "common", "vhost_combined", "caddy", "nginx-json", "har", "pcap"] {
      #expect(outcome.output.split(separator: "\n").contains { $0 == name })
    }
  }

  @Test("list what reports can be, and print the schema of the JSON report")
  func reportFormats() throws {
    let output = try Tool.corscope(["formats"]).output
    for name in ["text", "json", "jsonl", "csv", "markdown", "sarif", "prometheus", "junit"] {
      #expect(output.contains("\n\(name)  (."), "\(name)")
    }
    let schema = try Tool.corscope(["formats", "--report-schema"]).output
    let object = try JSONSerialization.jsonObject(with: Data(schema.utf8)) as? [String: Any]
    #expect(object?["$schema"] as? String == "https://json-schema.org/draft/2020-12/schema")
  }

  @Test("explain every rule by its id")
  func rules() throws {
    let list = try Tool.corscope(["rules"])
    let ids = list.output.split(separator: "\n").compactMap { $0.split(separator: " ").first }
      .filter { $0.contains("-") }
    #expect(ids.count == 71)
    for id in ids {
      let outcome = try Tool.corscope(["rules", String(id)])
      #expect(outcome.status == 0)
      for heading in ["What it finds", "Why it is bad", "Example", "What to do instead"] {
        #expect(outcome.output.contains(heading))
      }
    }
    #expect(try Tool.corscope(["rules", "no-such-rule"]).status == 2)
  }

  @Test("exchanges print every key that the input can show")
  func keys() throws {
    let first = try #require(try Tool.exchanges(["--limit", "1", "samples/caddy.log"]).first)
    for key in [
      "source", "position", "start", "duration", "client", "protocol", "scheme", "host", "method",
      "target", "status", "origin", "referer", "user_agent", "has_cookie", "has_authorization",
      "access_control_allow_origin", "vary", "location", "repeated", "kind", "outcome", "phase",
      "reason", "confidence", "basis", "profiles",
    ] {
      #expect(first.keys.contains(key), "\(key)")
    }
    #expect(first["browser_error"] == nil)
    #expect(first["location"] is NSNull)
  }
}
