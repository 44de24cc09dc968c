import Foundation
import Testing

/// The logs of `samples/rules`, one a rule.
///
/// On hosts of example.com the rule finds its fault; on those of example.net is what looks alike
/// and is right.
@Suite("The sample of a rule")
struct RuleSampleTests {
  private static let folder = Tool.root.appendingPathComponent("samples/rules")

  /// The rules, as `corscope rules` lists them.
  static let ids: [String] = {
    let list = (try? Tool.corscope(["rules"]).output) ?? ""
    return list.split(separator: "\n").filter { $0.hasPrefix("  ") }.compactMap {
      $0.split(separator: " ").first.map(String.init)
    }
  }()

  /// Faults that come with others, of which they are a further consequence.
  private static let companions: [String: Set<String>] = [
    "credentials-without-csrf-guard": ["null-origin-trusted-credentials"],
    "reflected-acao-cache-oracle": ["reflected-origin-no-credentials"],
    "tao-leak": ["wildcard-on-private-data"],
  ]

  @Test("is there for each rule, and for no other")
  func complete() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
    #expect(Self.ids.count > 70)
    #expect(files.sorted() == Self.ids.map { "\($0).log" }.sorted())
  }

  @Test("has the fault found, and nothing where it looks alike", arguments: ids)
  func finds(_ id: String) throws {
    let path = "samples/rules/\(id).log"
    let findings = try #require(try Tool.report([path])["findings"] as? [[String: Any]])
    let rules = findings.compactMap { $0["rule"] as? String }
    #expect(rules.sorted() == ([id] + (Self.companions[id] ?? [])).sorted())

    let text = try String(contentsOf: Tool.root.appendingPathComponent(path), encoding: .utf8)
    let lines = text.split(separator: "\n").map(String.init)
    let isRight = lines.map { $0.contains("example.net") }
    #expect(isRight.contains(true) && isRight.contains(false))
    for finding in findings {
      let evidence = try #require(finding["evidence"] as? [[String: Any]])
      for place in evidence {
        let position = try #require(place["position"] as? Int)
        #expect(!isRight[position - 1], "\(id): line \(position)")
      }
    }
    for line in lines { #expect(line.utf8.count < 900) }
  }

  @Test("of a change of policy begins where the list of changes does")
  func change() throws {
    let report = try Tool.report(["samples/rules/policy-change.log"])
    let changes = try #require(report["changes"] as? [[String: Any]])
    let findings = try #require(report["findings"] as? [[String: Any]])
    let evidence = try #require(findings.first?["evidence"] as? [[String: Any]])
    #expect(changes.count == 1)
    #expect(changes.first?["position"] as? Int == 5)
    #expect(evidence.first?["position"] as? Int == 5)
  }

  @Test("without its faulty lines has nothing found", arguments: ids)
  func lookalike(_ id: String) throws {
    let text = try String(
      contentsOf: Self.folder.appendingPathComponent("\(id).log"), encoding: .utf8)
    let right = text.split(separator: "\n").filter { $0.contains("example.net") }
    let folder = try Scratch()
    let file = try folder.write("right.log", right.joined(separator: "\n") + "\n")
    let findings = try Tool.report([file])["findings"] as? [[String: Any]]
    #expect(findings?.compactMap { $0["rule"] as? String } == [])
  }
}
