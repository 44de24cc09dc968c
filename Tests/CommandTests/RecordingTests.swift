import Foundation
import Testing

@Suite("A recording")
struct RecordingTests {
  private static func header(_ name: String, _ value: String) -> String {
    #"{"name":"\#(name)","value":"\#(value)"}"#
  }

  /// One entry of Chromium; secrets in every place that holds some.
  private static func entry(
    _ method: String, _ target: String, at seconds: String, status: Int,
    error: String = "null", request: [String] = [], response: [String] = []
  ) -> String {
    let sent =
      [
        header("Host", "api.example.com"), header("Origin", "https://app.example.com"),
        header("Sec-Fetch-Mode", "cors"), header("Sec-Fetch-Site", "same-site"),
        header("User-Agent", "Mozilla/5.0 Chrome/140.0.0.0 Safari/537.36"),
        header("Cookie", "sid=TOPSECRET"), header("Authorization", "Bearer TOPSECRET"),
      ] + request
    let got = response + [header("Set-Cookie", "sid=TOPSECRET")]
    return """
      {"_resourceType":"fetch","startedDateTime":"2026-10-05T08:00:0\(seconds)Z","time":10,
      "request":{"method":"\(method)",
       "url":"https://user:TOPSECRET@api.example.com\(target)?access_token=TOPSECRET",
       "httpVersion":"HTTP/1.1","headers":[\(sent.joined(separator: ","))],
       "cookies":[{"name":"sid","value":"TOPSECRET"}],
       "postData":{"mimeType":"application/json","text":"{\\"password\\":\\"TOPSECRET\\"}"}},
      "response":{"status":\(status),"httpVersion":"HTTP/1.1",
       "headers":[\(got.joined(separator: ","))],"cookies":[{"name":"sid","value":"TOPSECRET"}],
       "content":{"size":9,"mimeType":"text/plain","text":"TOPSECRET"},"_error":\(error)}}
      """
  }

  private static let grant = [
    header("Access-Control-Allow-Origin", "https://app.example.com"),
    header("Access-Control-Allow-Credentials", "true"),
  ]

  private static let entries = [
    entry("GET", "/allowed", at: "1", status: 200, response: grant),
    entry("GET", "/stopped", at: "2", status: 200, error: #""net::ERR_FAILED""#, response: grant),
    entry("GET", "/blocked", at: "3", status: 500, error: #""net::ERR_FAILED""#),
    entry(
      "PUT", "/kept", at: "4.000", status: 0, error: #""net::ERR_FAILED""#, request: []),
    entry(
      "OPTIONS", "/kept", at: "4.002", status: 404,
      request: [header("Access-Control-Request-Method", "PUT")]),
  ]

  private static func har(_ entries: [String]) -> String {
    """
    {"log":{"version":"1.2","creator":{"name":"WebInspector","version":"1"},"pages":[],
    "entries":[\(entries.joined(separator: ",\n"))]}}
    """
  }

  @Test("tells where the browser did something else")
  func disagreements() throws {
    let folder = try Scratch()
    let file = try folder.write("ticket.har", Self.har(Self.entries))
    let report = try Tool.report([file])
    let list = try #require(report["disagreements"] as? [[String: Any]])
    #expect(list.count == 1)
    #expect(report["disagreements_count"] as? Int == 1)
    #expect(list.first?["position"] as? Int == 2)
    #expect(list.first?["outcome"] as? String == "allowed")
    #expect(list.first?["browser_outcome"] as? String == "blocked")
    #expect(list.first?["browser_error"] as? String == "net::ERR_FAILED")
    let text = try Tool.corscope([file]).output
    #expect(text.contains("1 verdict differs from what the browser did."))
    #expect(text.contains("Disagreements: 1 exchange of which the browser tells otherwise"))
  }

  @Test("names the request that a failed preflight kept back, and counts it once")
  func neverSent() throws {
    let folder = try Scratch()
    let file = try folder.write("ticket.har", Self.har(Self.entries))
    let report = try Tool.report([file])
    let summary = try #require(report["summary"] as? [String: Any])
    #expect(summary["blocked_fetches"] as? Int == 2)
    #expect(summary["judged_fetches"] as? Int == 4)
    #expect(summary["cross_origin_requests"] as? Int == 3)
    let rows = try #require(report["blocked"] as? [[String: Any]])
    let row = try #require(rows.first { $0["phase"] as? String == "preflight" })
    let examples = try #require(row["examples"] as? [[String: Any]])
    #expect(examples.first?["position"] as? Int == 5)
    #expect(examples.first?["detail"] as? String == "the request of entry 4 was never sent")
    let lines = try Tool.exchanges([file])
    #expect(lines[3]["aside"] as? String == "never-sent")
    #expect(lines[3]["joined"] as? Int == 5)
    #expect(lines[4]["joined"] as? Int == 4)
  }

  @Test("shows no secret in any output")
  func secrets() throws {
    let folder = try Scratch()
    let file = try folder.write("ticket.har", Self.har(Self.entries))
    let outputs = try [
      Tool.corscope([file]), Tool.corscope(["--format", "json", file]),
      Tool.corscope(["exchanges", file]),
    ]
    for outcome in outputs {
      #expect(outcome.status == 0)
      #expect(!outcome.output.contains("TOPSECRET"))
      #expect(!outcome.errors.contains("TOPSECRET"))
    }
    // Even when URLs are asked for as they are, headers and bodies are not there to show.
    let shown = try Tool.corscope(["exchanges", "--show-secrets", file]).output
    #expect(shown.contains("access_token=TOPSECRET"))
    for word in ["sid=", "Bearer", "password"] { #expect(!shown.contains(word)) }
  }

  @Test("says who wrote it and what that leaves out")
  func producer() throws {
    let folder = try Scratch()
    let file = try folder.write("ticket.har", Self.har(Self.entries))
    let inputs = try #require(try Tool.report([file])["inputs"] as? [[String: Any]])
    #expect(inputs.first?["producer"] as? String == "Chromium DevTools")
    #expect((inputs.first?["hides"] as? [String])?.isEmpty == false)
    #expect(inputs.first?["asides"] as? [String: Int] == ["never-sent": 1])
    #expect(inputs.first?["exchanges"] as? Int == 4)
    let text = try Tool.corscope([file]).output
    #expect(text.contains("written by Chromium DevTools, which does not show:"))
  }

  @Test("of a tool that hides what failed gives no rate and no good news")
  func hiddenFailures() throws {
    let folder = try Scratch()
    let text = Self.har([Self.entries[0]]).replacing("WebInspector", with: "Playwright")
    let file = try folder.write("test.har", text)
    let report = try Tool.report([file])
    let summary = try #require(report["summary"] as? [String: Any])
    #expect(summary["blocked_rate"] is NSNull)
    let headline = try #require(report["headline"] as? [String])
    #expect(headline.first?.hasPrefix("What was blocked cannot be told") == true)
    let preflights = try #require(report["preflights"] as? [String: Any])
    #expect(preflights["rate"] is NSNull)
  }

  @Test("that breaks off gives what came before, and says where it ends")
  func truncated() throws {
    let folder = try Scratch()
    let whole = Self.har(Self.entries)
    let cut = String(whole.prefix(whole.count - 300))
    let file = try folder.write("cut.har", cut)
    let outcome = try Tool.corscope(["exchanges", file])
    #expect(outcome.output.split(separator: "\n").count == 4)
    #expect(
      outcome.errors.contains("the HAR ends in the middle of entry 5, at byte \(cut.utf8.count)"))
    let inputs = try #require(try Tool.report([file])["inputs"] as? [[String: Any]])
    #expect((inputs.first?["error"] as? String)?.contains("at byte \(cut.utf8.count)") == true)
  }
}
