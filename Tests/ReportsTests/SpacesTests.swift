import Testing

@testable import Reports

@Suite("Spaces that break lines, and those that do not")
struct SpacesTests {
  static let texts = [
    "", " ", "a", "a b", " a  b ", "a\u{A0}b c", "\u{A0}", "à la carte\u{A0}·\u{A0}fin",
    "\u{C2}\u{A0}",
    "日本 語\u{A0}x", "a → b", "a \u{301}b c", "a\u{A0}\u{301}b", "👩🏽 ok", "e\u{301} é",
  ]

  @Test("are told by bytes as they are by characters", arguments: texts)
  func spaces(_ text: String) {
    #expect(text.withBreakingSpaces == text.replacing("\u{A0}", with: " "))
    #expect(text.withoutBreakingSpaces == String(text.map { $0 == " " ? "\u{A0}" : $0 }))
    #expect(text.pieces == text.split(separator: " ", omittingEmptySubsequences: false))
  }

  @Test("leave the width what its characters make it", arguments: texts)
  func widths(_ text: String) {
    let wide = text.unicodeScalars.count { $0 == "日" || $0 == "本" || $0 == "語" || $0 == "👩" }
    #expect(TerminalText.width(of: text) == text.count + wide)
  }
}
