import Analysis
import Foundation
import Reports
import Testing

/// Compares the manual with the registry.
///
/// `CORSCOPE_REWRITE_GOLDEN=1 swift test --filter RuleManualTests` writes the pages anew.
@Suite("The manual of the rules")
struct RuleManualTests {
  static let rules = RuleRegistry.all.map { $0.info }
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Sources/corscope/Documentation.docc", directoryHint: .isDirectory)

  @Test("lists every rule")
  func overview() throws {
    try compare(RuleManual.overview(Self.rules), with: "Rules.md")
  }

  @Test("explains every rule", arguments: RuleSection.allCases)
  func pages(_ section: RuleSection) throws {
    #expect(Self.rules.contains { $0.section == section })
    try compare(RuleManual.page(section, Self.rules), with: "\(RuleManual.page(section)).md")
  }

  @Test("has a page for the terminal", arguments: rules.map(\.id))
  func terminal(_ id: String) throws {
    let info = try #require(Self.rules.first { $0.id == id })
    let page = RulePage(info, width: 72).text
    #expect(page.hasPrefix("\(id) ("))
    for heading in [
      "What it finds", "Why it is bad", "Example", "What to do instead", "When it is no fault",
      "Needs the fields",
    ] {
      #expect(page.contains("\n\(heading)\n"))
    }
    for server in info.snippets.map(\.server) { #expect(page.contains("\n  \(server)\n")) }
    // Configuration is not broken, so it may be longer.
    let prose = page.split(separator: "\n").filter { !$0.hasPrefix("    ") }
    #expect(prose.allSatisfy { $0.count <= 72 })
  }

  private func compare(_ text: String, with file: String) throws {
    let url = Self.folder.appending(path: file)
    if GoldenTests.rewrites { try Data(text.utf8).write(to: url) }
    #expect(try String(contentsOf: url, encoding: .utf8) == text, "\(file) is not up to date")
  }
}
