import Analysis
import Foundation
import Reports
import Testing

@Suite("What a terminal is sent")
struct EscapeTests {
  @Test(
    "shows hidden characters as escapes",
    arguments: [
      ("plain text, UTF-8 é 日本 🙂", "plain text, UTF-8 é 日本 🙂"),
      ("\u{1B}[31mred\u{7}", "\\x1b[31mred\\x07"), ("a\r\n\tb\u{0}", "a\\r\\n\\tb\\x00"),
      ("\u{7F}\u{9B}2J\u{85}", "\\x7f\\u{9b}2J\\u{85}"),
      ("\u{202E}gro.elpmaxe\u{2066}\u{200F}", "\\u{202e}gro.elpmaxe\\u{2066}\\u{200f}"),
      ("a\u{200B}b\u{2060}\u{FEFF}c\u{AD}", "a\\u{200b}b\\u{2060}\\u{feff}c\\u{ad}"),
      ("a\u{2028}b\u{2029}\u{A0}\u{3000}", "a\\u{2028}b\\u{2029}\\u{a0}\\u{3000}"),
      ("\u{E000}\u{E0041}\u{3164}", "\\u{e000}\\u{e0041}\\u{3164}"),
      ("e\u{301}\u{301}\u{301}\u{301}", "e\u{301}\u{301}\u{301}\\u{301}"),
      ("\u{301}x", "\\u{301}x"),
    ])
  func escapes(text: String, shown: String) { #expect(TerminalText.escape(text) == shown) }

  @Test("escapes what is interpolated and trusts the literal around it")
  func interpolation() {
    let hostile = "\u{1B}]0;x\u{7}"
    let text: TerminalText = "→ \(hostile, .bold) \(12_345)"
    #expect(text.plain == "→ \\x1b]0;x\\x07 12,345")
    let again: TerminalText = "\(text)"
    #expect(again.plain == text.plain)
  }

  @Test("holds no control but line feeds, whatever the report says", arguments: [true, false])
  func hostileReport(unicode: Bool) {
    let bytes = TerminalRenderer(RenderOptions(unicode: unicode)).render(Samples.hostile)
    let text = String(decoding: bytes, as: UTF8.self)
    let bad = text.unicodeScalars.filter { scalar in
      scalar != "\n"
        && [.control, .format, .lineSeparator, .paragraphSeparator]
          .contains(scalar.properties.generalCategory)
    }
    #expect(bad.isEmpty)
    #expect(text.contains("\\x1b[2J") && text.contains("\\u{202e}"))
    #expect(text.split(separator: "\n").count < 2000)
  }

  @Test("has only the escape sequences of its own styles when coloured")
  func colored() {
    let bytes = TerminalRenderer(RenderOptions(color: true)).render(Samples.hostile)
    var text = String(decoding: bytes, as: UTF8.self)
    #expect(text.contains("\u{1B}["))
    text.replace(/\u{1B}\[(0|1|2|3[1-6]|1;31)m/, with: "")
    #expect(!text.contains("\u{1B}"))
  }

  @Test("stays within the width, whatever the report says", arguments: [60, 72, 100, 240])
  func widths(width: Int) {
    for report in Samples.all.map(\.report) + [Samples.hostile] {
      let bytes = TerminalRenderer(RenderOptions(width: width)).render(report)
      for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
        #expect(TerminalText(String(line)).width <= width, "\(line)")
      }
    }
  }
}
