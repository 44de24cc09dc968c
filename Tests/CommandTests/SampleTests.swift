import Foundation
import Testing

@Suite("The samples")
struct SampleTests {
  private static let all = [
    "nginx-cors.json.log", "caddy.log", "cors.pcap", "chrome.har", "combined.log",
  ]
  private static let nginxFormat = [
    "--log-format",
    "nginx:"
      + ((try? String(
        contentsOf: Tool.root.appendingPathComponent("samples/nginx-cors.conf"), encoding: .utf8))
        ?? ""),
  ]

  @Test("are what the project's own generator writes")
  func areGenerated() throws {
    let folder = try Scratch()
    let outcome = try Tool.run("corscope-bench", ["samples", folder.folder.path])
    #expect(outcome.status == 0)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.folder.path)
    #expect(names.count == 7)
    for name in names {
      let made = try Data(contentsOf: folder.folder.appendingPathComponent(name))
      let kept = try Data(contentsOf: Tool.root.appendingPathComponent("samples/\(name)"))
      #expect(made == kept, "samples/\(name) is out of date")
    }
  }

  @Test("each give a report without any option", arguments: all)
  func giveReports(_ name: String) throws {
    let outcome = try Tool.corscope(["samples/\(name)"])
    #expect(outcome.status == 0)
    #expect(outcome.errors == "")
    #expect(outcome.output.contains("Input and what it could not show"))
  }

  @Test(
    "show one traffic alike in a log, in Caddy's log and in packets",
    arguments: ["caddy.log", "cors.pcap"])
  func agree(_ other: String) throws {
    let log = try Tool.exchanges(["samples/nginx-cors.json.log"])
    let view = try Tool.exchanges(["samples/\(other)"])
    #expect(log.count == 50)
    #expect(view.count == log.count)
    for (left, right) in zip(log, view) {
      let name = "\(left["method"] ?? "") \(left["target"] ?? "")"
      for key in ["method", "target", "status", "origin", "access_control_request_method"] {
        #expect(left[key] as? NSObject == right[key] as? NSObject, "\(key) of \(name)")
      }
      // nginx's log keeps one of two equal headers: that duplicate it cannot show.
      if left["target"] as? String == "/v1/twice" {
        #expect(right["reason"] as? String == "acao-multiple")
        continue
      }
      for key in ["kind", "outcome", "phase", "reason"] {
        #expect(left[key] as? NSObject == right[key] as? NSObject, "\(key) of \(name)")
      }
    }
  }

  @Test("are read by nginx's own format text")
  func readByFormatText() throws {
    let named = try Tool.exchanges(Self.nginxFormat + ["samples/nginx-cors.log"])
    let json = try Tool.exchanges(["samples/nginx-cors.json.log"])
    #expect(named.count == json.count)
    for (left, right) in zip(named, json) {
      for key in ["method", "target", "status", "origin", "access_control_allow_origin", "host"] {
        #expect(left[key] as? NSObject == right[key] as? NSObject, "\(key)")
      }
      #expect(left["has_cookie"] == nil)
    }
  }

  @Test("show twelve rules at work in Caddy's log")
  func showRules() throws {
    let rules = [
      "reflected-origin-credentials", "browser-blocked-credential-wildcard", "acao-repeated",
      "acao-list", "acao-with-path-or-slash", "preflight-auth-required", "preflight-redirected",
      "preflight-not-handled", "preflight-denies-used-method-or-header",
      "actual-lacks-cors-after-good-preflight", "error-response-lacks-cors", "missing-vary-origin",
    ]
    let findings = try Tool.report(["samples/caddy.log"])["findings"] as? [[String: Any]] ?? []
    let found = Set(findings.compactMap { $0["rule"] as? String })
    #expect(found == Set(rules))
  }

  @Test("of the combined format say what they cannot show")
  func sayWhatIsMissing() throws {
    let report = try Tool.report(["samples/combined.log"])
    let summary = try #require(report["summary"] as? [String: Any])
    #expect(summary["blocked_rate"] is NSNull)
    let inputs = try #require(report["inputs"] as? [[String: Any]])
    let impossible = try #require(inputs.first?["impossible"] as? [String])
    #expect(impossible.contains { $0.hasPrefix("blocked rate") })
    let reasons = try Tool.exchanges(["samples/combined.log"]).compactMap {
      $0["reason"] as? String
    }
    #expect(!reasons.contains { $0.hasPrefix("acao") })
  }

  @Test("of hypothetical fetches are judged as their README says")
  func hypothetical() throws {
    let output = try Tool.corscope(["check", "samples/check.jsonl"]).output
    let outcomes = try output.split(separator: "\n").map { line -> [String: [String]] in
      let json = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] ?? [:]
      let verdicts = json["verdicts"] as? [String: [String: Any]] ?? [:]
      return verdicts.mapValues { [$0["outcome"] as? String ?? "", $0["reason"] as? String ?? ""] }
    }
    try #require(outcomes.count == 5)
    let reasons = [
      "acao-wildcard-with-credentials", "method-not-allowed", "", "acao-mismatch", "",
    ]
    for profile in ["fetch", "chromium", "firefox", "webkit"] {
      for (index, reason) in reasons.enumerated() where index != 2 || profile != "fetch" {
        #expect(outcomes[index][profile] == [reason.isEmpty ? "allowed" : "blocked", reason])
      }
    }
    #expect(outcomes[2]["fetch"] == ["blocked", "authorization-not-covered-by-wildcard"])
    #expect(output.contains("\"second\":{\"outcome\":\"allowed\""))
  }

  @Test("are shown in the README as corscope prints them")
  func matchREADME() throws {
    let readme = try String(
      contentsOf: Tool.root.appendingPathComponent("README.md"), encoding: .utf8)
    let blocks = readme.components(separatedBy: "```text\n").dropFirst().compactMap {
      $0.components(separatedBy: "\n```").first
    }
    let outputs = [
      try Tool.corscope(["samples/nginx-cors.json.log"]).output,
      try Tool.corscope(["explain", "samples/nginx-cors.json.log", "--at", "26"]).output,
    ]
    #expect(blocks.count == outputs.count)
    for (block, output) in zip(blocks, outputs) {
      for part in block.components(separatedBy: "\n[…]\n") {
        #expect(output.contains(part), "not in the output:\n\(part)")
      }
    }
  }
}
