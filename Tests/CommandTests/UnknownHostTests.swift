import Foundation
import Testing

@Suite("A log without the host")
struct UnknownHostTests {
  private func line(_ second: Int, _ path: String) -> String {
    #"203.0.113.7 - - [22/Nov/2026:16:35:0\#(second) +0000] "OPTIONS \#(path) HTTP/1.1" 403 58 "#
      + #""https://app.example.com/" "Mozilla/5.0 Firefox/131.0""# + "\n"
  }

  @Test("has its refused fetches told of an unknown host", arguments: ["text", "html", "markdown"])
  func routes(_ format: String) throws {
    let folder = try Scratch()
    let log = line(1, "/search") + line(2, "/orders") + line(3, "/search")
    let path = try folder.write("access.log", Data(log.utf8))
    let report = try Tool.corscope([path, "--format", format]).output
    #expect(report.contains("unknown host"))
    // Nothing ends with an arrow that leads nowhere.
    #expect(!report.split(separator: "\n").contains { $0.hasSuffix("→") })
  }
}
