import Foundation
import Testing

@Suite("corscope explain")
struct ExplainTests {
  private static let log = "samples/nginx-cors.json.log"

  private func explain(_ arguments: [String]) throws -> [[String: Any]] {
    let outcome = try Tool.corscope(["explain", "--format", "json", "--quiet"] + arguments)
    #expect(outcome.status == 0, "\(outcome.errors)")
    return try outcome.output.split(separator: "\n").map { line in
      try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] ?? [:]
    }
  }

  @Test("tells of a blocked preflight what was asked, where it failed and what to send")
  func preflight() throws {
    let outcome = try Tool.corscope(["explain", Self.log, "--at", "26", "--quiet"])
    for text in [
      "\(Self.log):26", "blocked at the preflight (acao-missing)",
      "FAIL CORS check, step 2: there is no Access-Control-Allow-Origin",
      "FAIL CORS-preflight fetch, step 7: the status is 401",
      "CORSMissingAllowOrigin2 (this client's)",
      "Preflight response is not successful. Status code: 401",
      "Access-Control-Allow-Origin: https://admin.example.com",
      "Access-Control-Allow-Headers: authorization",
      "https://fetch.spec.whatwg.org/#cors-preflight-fetch",
    ] { #expect(outcome.output.contains(text), "\(text)") }
  }

  @Test("explains every exchange of every sample without losing its verdict")
  func all() throws {
    for sample in ["nginx-cors.json.log", "caddy.log", "chrome.har", "cors.pcap", "combined.log"] {
      let path = "samples/\(sample)"
      let everything = [
        "--outcome", "allowed,blocked,opaque,not-cors,conditional,unknown", "--limit", "1000",
      ]
      let explained = try explain([path] + everything)
      let listed = try Tool.corscope(["exchanges", path]).output.split(separator: "\n")
      #expect(explained.count == listed.count && !listed.isEmpty)
      for (one, line) in zip(explained, listed) {
        let exchange =
          try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] ?? [:]
        for key in ["position", "kind", "outcome", "reason", "phase"] {
          #expect("\(one[key] ?? "")" == "\(exchange[key] ?? "")", "\(path) \(line)")
        }
        let failed = (one["steps"] as? [[String: Any]] ?? []).contains {
          $0["outcome"] as? String == "failed"
        }
        if exchange["outcome"] as? String == "allowed" { #expect(!failed, "\(path) \(line)") }
      }
    }
  }

  @Test("explains the entries of a long recording, each by its own verdict")
  func manyEntries() throws {
    let folder = try Scratch()
    let entries = (0..<1_700).map { number in
      """
      {"startedDateTime":"2026-11-22T16:35:0\(number / 1_000).\(1_000 + number % 1_000)Z","time":3,
       "request":{"method":"GET","url":"https://api.example.com/n\(number)",
        "headers":[{"name":"Origin","value":"https://app.test"}]},
       "response":{"status":200,"headers":[{"name":"Access-Control-Allow-Origin",
        "value":"\(number % 50 == 0 ? "https://b.test" : "*")"}]}}
      """
    }
    let path = try folder.write(
      "long.har",
      Data(#"{"log":{"version":"1.2","entries":[\#(entries.joined(separator: ","))]}}"#.utf8))
    let explained = try explain([path, "--outcome", "blocked", "--limit", "1000"])
    #expect(
      explained.map { $0["position"] as? Int } == stride(from: 0, to: 1_700, by: 50).map { $0 + 1 })
    #expect(explained.allSatisfy { $0["outcome"] as? String == "blocked" })
    #expect(
      try explain([path, "--at", "1500"]).map { $0["outcome"] as? String } == ["conditional"])
  }

  @Test("takes places as reports print them")
  func places() throws {
    for place in ["26", "\(Self.log):26", "nginx-cors.json.log:26", "line 26"] {
      #expect(try explain([Self.log, "--at", place]).map { $0["position"] as? Int } == [26])
    }
    let har = try explain(["samples/chrome.har", "--at", "samples/chrome.har: entry 1"])
    #expect(har.count == 1 && har[0]["unit"] as? String == "entry")
    for place in ["x", "other.log:3", "0"] {
      #expect(try Tool.corscope(["explain", Self.log, "--at", place]).status == 2)
    }
    let half = try Tool.corscope(["explain", Self.log, "--at", "26", "--at", "4000"])
    #expect(half.status == 2 && half.output.contains("26"))
    #expect(half.errors.contains("--at 4000: no exchange stands there"))
    #expect(!half.errors.contains("--at 26"))
    let nowhere = try Tool.corscope(["explain", Self.log, "--at", "4000"])
    #expect(nowhere.status == 2 && nowhere.errors.contains("no exchange stands there"))
  }

  @Test("takes filters and says how many more fit")
  func filters() throws {
    let outcome = try Tool.corscope(["explain", Self.log, "--status", "4xx", "--limit", "1"])
    #expect(outcome.errors.contains("more fit"))
    let reasons = try explain([Self.log, "--reason", "method-not-allowed", "--limit", "100"])
    #expect(!reasons.isEmpty)
    for one in reasons {
      #expect((one["failed"] as? [String])?.contains("method-not-allowed") == true)
    }
    let firefox = try explain([Self.log, "--engine", "firefox", "--path", "/v1/reports"])
    #expect(!firefox.isEmpty)
    for one in firefox { #expect((one["url"] as? String)?.contains("/v1/reports") == true) }
    let wrong = try Tool.corscope([
      "explain", Self.log, "--status", "9", "--engine", "x", "--reason", "y", "--limit", "0",
    ])
    #expect(wrong.status == 2)
    for option in ["--status", "--engine", "--reason", "--limit"] {
      #expect(wrong.errors.contains(option))
    }
  }
}
