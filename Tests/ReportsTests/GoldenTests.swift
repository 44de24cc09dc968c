import Foundation
import Reports
import Testing

/// Compares rendered reports with `Golden/*`.
///
/// `CORSCOPE_REWRITE_GOLDEN=1 swift test --filter ReportsTests` writes the files anew; read the
/// difference before you commit it.
@Suite("Rendered reports")
struct GoldenTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Golden", directoryHint: .isDirectory)
  static let rewrites = ProcessInfo.processInfo.environment["CORSCOPE_REWRITE_GOLDEN"] == "1"

  @Test(
    "are what the golden files say", arguments: Samples.all.map(\.name),
    ["txt", "json", "md", "sarif", "prom", "junit.xml", "jsonl", "csv"])
  func golden(name: String, ending: String) throws {
    let report = try #require(Samples.named(name))
    let format = try #require(ReportFormat.forFile("report.\(ending)"))
    try compare(format.renderer(RenderOptions()).render(report), with: "\(name).\(ending)")
  }

  @Test("fit narrow, ASCII-only and coloured terminals")
  func terminals() throws {
    let report = Samples.incident
    let narrow = TerminalRenderer(RenderOptions(width: 60)).render(report)
    try compare(narrow, with: "incident.narrow.txt")
    let ascii = TerminalRenderer(RenderOptions(unicode: false)).render(report)
    #expect(ascii.allSatisfy { $0 < 0x80 })
    try compare(ascii, with: "incident.ascii.txt")
    let colored = TerminalRenderer(RenderOptions(color: true)).render(report)
    try compare(colored, with: "incident.color.txt")
  }

  private func compare(_ bytes: [UInt8], with file: String) throws {
    let url = GoldenTests.folder.appending(path: file)
    let text = String(decoding: bytes, as: UTF8.self)
    if GoldenTests.rewrites { try Data(bytes).write(to: url) }
    let golden = try String(contentsOf: url, encoding: .utf8)
    let lines = (
      got: text.split(separator: "\n", omittingEmptySubsequences: false),
      wanted: golden.split(separator: "\n", omittingEmptySubsequences: false)
    )
    for (index, pair) in zip(lines.got, lines.wanted).enumerated() where pair.0 != pair.1 {
      Issue.record("\(file):\(index + 1): \(pair.0)\nshould be \(pair.1)")
      return
    }
    #expect(lines.got.count == lines.wanted.count, "\(file) has another length")
  }
}
