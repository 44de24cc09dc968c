import Testing
import Traffic

@testable import Analysis

@Suite("What is said of a rule")
struct RuleTextTests {
  @Test("is complete", arguments: RuleRegistry.all.map { $0.info.id })
  func texts(_ id: String) throws {
    let info = try #require(RuleRegistry.all.first { $0.info.id == id }).info
    let words = id.split(separator: "-", omittingEmptySubsequences: false)
    #expect(words.allSatisfy { !$0.isEmpty })
    #expect(id.utf8.allSatisfy { $0 == 0x2D || $0.isDigit || $0 &- 97 < 26 })
    for text in [info.finds, info.why, info.example, info.mend] {
      #expect(!text.isEmpty)
      #expect(!text.hasSuffix("."))
      #expect(!text.contains("  "))
    }
    #expect(info.needs != [])
  }

  @Test("has an id of its own")
  func unique() {
    let ids = RuleRegistry.all.map { $0.info.id }
    #expect(!ids.isEmpty)
    #expect(Set(ids).count == ids.count)
  }
}
