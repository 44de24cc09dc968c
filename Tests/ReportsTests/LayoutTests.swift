import Analysis
import Reports
import Testing

@Suite("The layout of a terminal page")
struct LayoutTests {
  @Test(
    "cuts text in its middle",
    arguments: [
      ("https://app.example.com", 30, "https://app.example.com"),
      ("https://app.example.com", 16, "https://ap…e.com"), ("日本日本日本", 7, "日本…本"),
      ("abc", 1, "…"), ("abc", 0, ""), ("abc", 2, "…c"), ("abcd", 3, "a…d"),
    ])
  func shortening(text: String, width: Int, short: String) {
    let result = TerminalText(text).shortened(to: width)
    #expect(result.width <= width)
    #expect(result.plain == short)
  }

  @Test("breaks lines between words, hangs the indent, and keeps units with their numbers")
  func paragraphs() {
    var page = TerminalPage(RenderOptions(width: 60))
    page.paragraph(
      "one two three four five six seven eight nine ten eleven 99 % twelve", indent: 8,
      label: "  mend")
    page.paragraph("a \("https://example.com/" + String(repeating: "long/", count: 12)) b")
    let path = String(repeating: "long/", count: 12) + "a.log:1"
    page.paragraph("\(path) \(path)", keeping: 1)
    page.paragraph(.joined([TerminalText("a b c").unbroken, "d"], by: " "))
    #expect(
      page.output == """
          mend  one two three four five six seven eight nine ten
                eleven 99 % twelve
        a
        https://example.com/long/long/long/long…long/long/long/long/
        b
        \(path)
        long/long/long/long/long/long/long/long…ng/long/long/a.log:1
        a b c d

        """)
  }

  @Test("aligns tables, the first column to the left and figures to the right")
  func tables() {
    var page = TerminalPage(RenderOptions(width: 60))
    page.table(["origin", "n"], [["a", "1"], ["日本", "1,000"], ["short row"]])
    #expect(
      page.output
        == "  origin         n\n  a              1\n  日本       1,000\n  short row       \n")
  }

  @Test("says of an input that could not be opened that it was not read, and no more")
  func unread() {
    var report = Samples.nothingCrossOrigin
    var missing = report.inputs[0]
    missing.source = "missing.log"
    missing.format = ""
    missing.positions = 0
    missing.exchanges = 0
    missing.error = "there is no such file"
    report.inputs.append(missing)
    let text = String(decoding: TerminalRenderer(RenderOptions()).render(report), as: UTF8.self)
    #expect(text.contains("  missing.log\n    not read: there is no such file\n"))
    #expect(!text.contains("read as ·"))
  }

  @Test("draws bars over gaps in time")
  func sparklines() {
    var report = Samples.nothingCrossOrigin
    report.timeline = [
      Samples.slice(0, seconds: 10, exchanges: 1), Samples.slice(30, seconds: 10, exchanges: 80),
    ]
    let text = String(decoding: TerminalRenderer(RenderOptions()).render(report), as: UTF8.self)
    #expect(text.contains("exchanges   ▁··█  max 80"))
    report.timeline.append(Samples.slice(10_000_000, seconds: 10, exchanges: 3))
    let wide = String(decoding: TerminalRenderer(RenderOptions()).render(report), as: UTF8.self)
    #expect(wide.contains("█" + String(repeating: "·", count: 50)))
  }

  @Test("leaves no space at the end of a line")
  func trailing() {
    var report = Samples.incident
    let long = String(repeating: "long/", count: 17) + "a.log"
    report.findings[0].evidence[0].source = long
    for text in [report, Samples.incident, Samples.nothingBlocked].map({ report in
      String(decoding: TerminalRenderer(RenderOptions()).render(report), as: UTF8.self)
    }) {
      #expect(!text.contains(" \n"))
    }
  }

  @Test("shows ten groups and says how many more there are")
  func more() {
    var report = Samples.incident
    report.blocked = (0..<33).map { index in
      var row = report.blocked[0]
      row.origin = "https://app\(index).example.com"
      return row
    }
    report.findings = Array(repeating: report.findings[0], count: 11)
    let text = String(decoding: TerminalRenderer(RenderOptions()).render(report), as: UTF8.self)
    #expect(text.contains("\n10  https://app9.example.com"))
    #expect(!text.contains("\n11  "))
    #expect(text.contains("… and 23 more; --format json has all"))
    #expect(text.contains("… and 1 more; --format json has all"))
  }
}
