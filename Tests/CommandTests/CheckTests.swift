import Foundation
import Testing

@Suite("corscope check")
struct CheckTests {
  private func check(_ input: String) throws -> [[String: Any]] {
    let outcome = try Tool.corscope(["check"], input: Data(input.utf8))
    #expect(outcome.status == 0 && outcome.errors.isEmpty)
    return try outcome.output.split(separator: "\n").map { line in
      try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] ?? [:]
    }
  }

  private func verdict(_ result: [String: Any], _ profile: String) -> [String: Any] {
    ((result["verdicts"] as? [String: Any])?[profile] as? [String: Any]) ?? [:]
  }

  @Test("says what Chromium, Firefox and WebKit did in each of thousands of fetches")
  func conformance() throws {
    let cases = try Conformance.cases()
    #expect(cases.count > 3000)
    let input = cases.map { String(decoding: $0.line, as: UTF8.self) }.joined(separator: "\n")
    let results = try check(input + "\n")
    try #require(results.count == cases.count)
    for (one, result) in zip(cases, results) {
      #expect(result["id"] as? String == one.id)
      for (engine, observed) in one.observed {
        let said = summary(verdict(result, engine), like: observed)
        #expect(said == observed, "\(one.id) \(engine)")
      }
    }
  }

  /// The verdict as the recorded observations are written; what was not recorded is left out.
  private func summary(_ verdict: [String: Any], like observed: String) -> String {
    let parts = observed.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
    var text = String((verdict["outcome"] as? String ?? "?").prefix(1))
    text += verdict["preflight_sent"] as? Bool == true ? "p" : "-"
    text += verdict["actual_sent"] as? Bool == true ? "a" : "-"
    if parts[0].count > 3 {
      let second = verdict["second"] as? [String: Any]
      text += second?["preflight_sent"] as? Bool == true ? "+" : "="
    }
    if parts.count > 1 {
      text += "|"
      if !parts[1].isEmpty { text += verdict["browser_error"] as? String ?? "" }
    }
    if parts.count > 2 {
      let names = (verdict["exposed_headers"] as? [String] ?? []).joined(separator: ",")
      text += "|" + (names == "content-length,content-type" ? "-" : names)
    }
    return text
  }

  @Test("answers each line in order, and says of a line that is no case what is wrong with it")
  func errors() throws {
    let good = """
      {"id":"a","request":{"url":"https://b.test/","origin":"https://a.test"},\
      "response":{"status":200,"headers":[["Access-Control-Allow-Origin","*"]]}}
      """
    let lines = [
      good, "not json", "[]", "{\"id\":\"b\"}", "{\"id\":\"c\",\"request\":{\"url\":1}}", "",
      "{\"id\":\"d\",\"request\":{\"url\":\"https://b.test/\",\"origin\":\"https://a.test/\"},"
        + "\"response\":{\"status\":200}}",
      "{\"id\":\"e\",\"request\":{\"url\":\"https://b.test/\",\"origin\":\"https://a.test\","
        + "\"method\":\"TRACE\"},\"response\":{\"status\":200}}",
      good.replacing("\"a\"", with: "\"f\""),
    ]
    let results = try check(lines.joined(separator: "\n"))
    #expect(results.map { $0["id"] as? String } == ["a", nil, nil, "b", "c", "d", "e", "f"])
    #expect(
      results.map { $0["error"] == nil } == [true] + Array(repeating: false, count: 6) + [true])
    #expect(results[3]["error"] as? String == "'request' is missing")
    #expect((results[4]["error"] as? String)?.contains("request.url") == true)
    #expect((results[5]["error"] as? String)?.contains("serialised origin") == true)
  }

  @Test("needs only url, origin and response: the rest has the defaults of fetch()")
  func defaults() throws {
    let results = try check(
      """
      {"request":{"url":"https://b.test/","origin":"https://a.test"},\
      "response":{"status":200,"headers":[["Access-Control-Allow-Origin","https://a.test"]]}}
      """)
    let fetch = verdict(results[0], "fetch")
    #expect(fetch["outcome"] as? String == "allowed")
    #expect(fetch["preflight_sent"] as? Bool == false)
  }

  @Test("names every predicate that failed, and each engine's first")
  func failed() throws {
    let results = try check(
      """
      {"id":"x1","request":{"url":"https://b.test/","origin":"https://a.test","method":"PUT",\
      "credentials":"include"},"preflight":{"status":403,"headers":\
      [["Access-Control-Allow-Origin","*"]]},"response":{"status":200,"headers":[]}}
      """)
    let fetch = verdict(results[0], "fetch")
    #expect(
      fetch["failed"] as? [String] == [
        "acao-wildcard-with-credentials", "acac-not-true", "preflight-status-not-ok",
        "method-not-allowed",
      ])
    #expect(fetch["reason"] as? String == "acao-wildcard-with-credentials")
    #expect(verdict(results[0], "webkit")["reason"] as? String == "preflight-status-not-ok")
    #expect(
      verdict(results[0], "chromium")["browser_error"] as? String
        == "PreflightWildcardOriginNotAllowed")
  }

  @Test("ends with 2 where the file cannot be read")
  func missing() throws {
    let outcome = try Tool.corscope(["check", "no-such-file.jsonl"])
    #expect(outcome.status == 2 && outcome.errors.contains("no-such-file.jsonl"))
  }

  @Test("survives every cut and many changes of a line")
  func robustness() throws {
    let line = """
      {"id":"a","request":{"url":"https://b.test/","origin":"null","headers":[["X-A","1"]]},\
      "preflight":{"status":204,"headers":[]},"response":{"raw":"HTTP/1.1 200 OK\\r\\nA: b\\r\\n\\r\\n"}}
      """
    var lines = (0...line.count).map { String(line.prefix($0)) }
    for index in line.indices {
      for replacement in ["0", "\"", "}", "[", "\\"] {
        lines.append(line.replacingCharacters(in: index...index, with: replacement))
      }
    }
    let results = try check(lines.joined(separator: "\n"))
    #expect(results.count == lines.filter { !$0.isEmpty }.count)
  }

  private func curl(_ text: String, _ arguments: [String]) throws -> Tool.Outcome {
    try Tool.corscope(["check", "--curl"] + arguments, input: Data(text.utf8))
  }

  @Test("explains what 'curl -i' printed, with what the user says of the page")
  func curlInclude() throws {
    let text = """
      HTTP/1.1 100 Continue\r\n\r\nHTTP/2 200\r\naccess-control-allow-origin: *\r\n\r\nbody: x
      """
    let arguments = ["--origin", "https://a.test", "--url", "https://b.test/x"]
    let plain = try curl(text, arguments + ["--credentials", "omit"])
    #expect(plain.status == 0 && plain.output.contains("allowed"))
    let with = try curl(text, arguments + ["--credentials", "include"])
    #expect(with.output.contains("acao-wildcard-with-credentials"))
    #expect(with.output.contains("Access-Control-Allow-Origin: https://a.test"))
    let open = try curl(text, arguments)
    #expect(open.output.contains("if the page asked with credentials"))
  }

  @Test("reads request and response of 'curl -v', and knows a preflight")
  func curlVerbose() throws {
    let text = """
      * Connected to b.test (203.0.113.7) port 443
      > OPTIONS /x HTTP/1.1
      > Host: b.test
      > Origin: https://a.test
      > Access-Control-Request-Method: PUT
      >
      < HTTP/1.1 403 Forbidden
      < Access-Control-Allow-Origin: https://a.test
      <
      """
    let outcome = try curl(text, ["--credentials", "omit", "--format", "json"])
    let json = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any]
    #expect(json?["kind"] as? String == "preflight")
    #expect(json?["outcome"] as? String == "blocked")
    #expect(
      json?["failed"] as? [String] == ["preflight-status-not-ok", "method-not-allowed"])
  }

  @Test("says what is missing to judge a curl exchange")
  func curlMissing() throws {
    let nothing = try curl("nothing", [])
    #expect(nothing.status == 2 && nothing.errors.contains("there is no response"))
    let origin = try curl("HTTP/1.1 200 OK\n\n", [])
    #expect(origin.status == 2 && origin.errors.contains("--origin"))
  }
}
