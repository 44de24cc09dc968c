import Foundation
import Testing

@Suite("What the operator says is meant so")
struct IntentOptionTests {
  private static let log = "samples/rules/reflected-origin-credentials.log"

  private func rules(_ arguments: [String]) throws -> [String] {
    let findings = try Tool.report(arguments)["findings"] as? [[String: Any]]
    return try #require(findings).compactMap { $0["rule"] as? String }
  }

  @Test("is no finding where --trusted-origins names it")
  func trusted() throws {
    let folder = try Scratch()
    let list = try folder.write(
      "trusted.txt",
      "\u{FEFF}https://shop.one.org\r\nhttps://two.net # partner\nhttps://*.three.co.uk\n")
    #expect(try rules([Self.log]) == ["reflected-origin-credentials"])
    #expect(try rules(["--trusted-origins", list, Self.log]) == [])
  }

  @Test("is no finding where --public-resource names it")
  func publicResource() throws {
    let log = "samples/rules/wildcard-on-private-data.log"
    #expect(try rules([log]) == ["wildcard-on-private-data"])
    for pattern in ["/me", "/m*", "api.example.com", "https://api.example.com/me"] {
      #expect(try rules(["--public-resource", pattern, log]) == [])
    }
    #expect(try rules(["--public-resource", "/you", log]) == ["wildcard-on-private-data"])
  }

  @Test("stops at once where it cannot be read, and tells every fault with its place")
  func faults() throws {
    let folder = try Scratch()
    let list = try folder.write(
      "bad.txt", "https://good.test\nhttps://a.test/\n  \u{1B}[31mred\nhttps://*.github.io\n")
    let outcome = try Tool.corscope([
      "--trusted-origins", list, "--public-resource", "", "--public-resource", "a b", Self.log,
    ])
    #expect(outcome.status == 2 && outcome.output == "")
    let lines = outcome.errors.split(separator: "\n").map(String.init)
    #expect(lines.count == 5)
    #expect(lines[0].hasPrefix("corscope: \(list):2:1: 'https://a.test/' is no origin"))
    #expect(lines[1].hasPrefix("corscope: \(list):3:"))
    #expect(lines[2].contains("name the hosts"))
    #expect(lines[3].contains("'' is no pattern; write '/public/*'"))
    #expect(lines[4].contains("'a b' is no pattern"))
    #expect(outcome.errors.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 })
  }

  @Test("is told as missing where there is no list, or nothing in it")
  func noList() throws {
    let folder = try Scratch()
    for (path, cause) in [
      (folder.path("none.txt"), "no such file"), (folder.folder.path, "directory"),
      (try folder.write("empty.txt", "# nothing\n"), "names no origin"),
    ] {
      let outcome = try Tool.corscope(["--trusted-origins", path, Self.log])
      #expect(outcome.status == 2 && outcome.errors.contains(cause), "\(outcome.errors)")
      #expect(outcome.errors.contains("--trusted-origins"))
    }
  }
}
