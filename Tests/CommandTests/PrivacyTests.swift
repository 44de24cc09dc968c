import Foundation
import Testing

/// What reports keep back, and what they show when asked.
@Suite("Reports' privacy")
struct PrivacyTests {
  private static let formats = [
    "text", "html", "json", "jsonl", "csv", "csv-zip", "markdown", "sarif", "prometheus", "junit",
  ]
  private static let secrets = ["hunter2", "alice@example.net", "qX7f9ZkL2mNpR4sT8vW1yB"]
  private static let clients = ["192.168.7.23", "203.0.113.77"]

  /// Refused requests of a page on a client's own machine, with secrets in their URLs.
  private static func log(_ folder: Scratch) throws -> String {
    let lines = (0..<6).map { index in
      let isPreflight = index % 2 == 0
      let fields: [(String, String)] = [
        ("msec", "179118721\(index).500"), ("remote_addr", "203.0.113.77"),
        ("request_method", isPreflight ? "OPTIONS" : "GET"), ("scheme", "https"),
        ("http_host", "198.51.100.5"),
        (
          "request_uri",
          "/v1/from/203.0.113.77/share/qX7f9ZkL2mNpR4sT8vW1yB?token=hunter2&mail=alice@example.net"
        ),
        ("status", "200"), ("request_time", "0.010"),
        ("http_user_agent", "Mozilla/5.0 (X11) Firefox/140.0"),
        ("http_origin", "http://192.168.7.23:3000"), ("sec_fetch_mode", "cors"),
        ("sec_fetch_site", "cross-site"), ("has_cookie", ""), ("acrm", isPreflight ? "PUT" : ""),
        ("acrh", ""), ("acao", isPreflight ? "" : "https://joe:hunter2@shop.example.com"),
        ("acac", ""), ("acam", ""), ("acah", ""), ("acma", ""), ("vary", ""), ("location", ""),
      ]
      return "{" + fields.map { "\"\($0.0)\":\"\($0.1)\"" }.joined(separator: ",") + "}\n"
    }
    return try folder.write("shop.log", lines.joined())
  }

  private static func report(_ format: String, _ options: [String]) throws -> String {
    let folder = try Scratch()
    let made = folder.path("report")
    let outcome = try Tool.corscope(
      ["--quiet", "-o", "\(format)=\(made)"] + options + [try log(folder)])
    #expect(outcome.status == 0, "\(outcome.errors)")
    return String(decoding: try Data(contentsOf: URL(fileURLWithPath: made)), as: UTF8.self)
  }

  @Test("keeps secrets out of every format", arguments: formats)
  func redacted(format: String) throws {
    let text = try Self.report(format, [])
    for secret in Self.secrets { #expect(!text.contains(secret), "\(secret)") }
    if !["prometheus", "jsonl"].contains(format) {
      #expect(text.contains("http://192.168.7.23:3000"))
    }
  }

  @Test(
    "shows them on demand, and says so", arguments: ["text", "html", "json", "csv", "markdown"])
  func shown(format: String) throws {
    let text = try Self.report(format, ["--no-redact"])
    if format != "text" { #expect(text.contains("hunter2")) }
    let marks = ["text": "not redacted", "html": "not redacted", "json": "\"redacted\": false"]
    if let mark = marks[format] { #expect(text.contains(mark)) }
  }

  @Test("cuts clients' addresses in every format, and keeps the server's", arguments: formats)
  func anonymized(format: String) throws {
    for options in [["--anonymize"], ["--anonymize", "--no-redact"]] {
      let text = try Self.report(format, options)
      for client in Self.clients { #expect(!text.contains(client), "\(client)") }
      if !["prometheus", "jsonl"].contains(format) { #expect(text.contains("192.168.7.0")) }
      #expect(text.contains("198.51.100.5"))
    }
    if format == "json" {
      #expect(try Self.report(format, ["--anonymize"]).contains("\"anonymized\": true"))
    }
  }

  @Test("are explained by the help")
  func help() throws {
    let help = try Tool.corscope(["analyze", "--help"]).output
    #expect(help.contains("--anonymize") && help.contains("--no-redact"))
    #expect(help.contains("/24, /48"))
  }
}
