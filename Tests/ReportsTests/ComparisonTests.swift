@testable import Analysis
import Foundation
import Testing

@testable import Reports

@Suite("A comparison with a baseline")
struct ComparisonTests {
  private func baseline(of report: Report) throws -> Baseline {
    try Baseline(JSONRenderer(RenderOptions()).render(report), name: "yesterday.json")
  }

  @Test("of a report with itself finds nothing", arguments: Samples.all.map(\.name))
  func same(name: String) throws {
    let report = try #require(Samples.named(name))
    let difference = Comparison.difference(report, from: try baseline(of: report))
    #expect(difference.blocked.isEmpty && difference.findings.isEmpty)
    #expect(difference.newOrigins.isEmpty)
    for figure in difference.figures { #expect(figure.before == figure.after, "\(figure.name)") }
  }

  @Test(
    "tells what is more than chance",
    arguments: [
      (0, 5, 1.0, "new"), (5, 0, 1, "gone"), (100, 110, 1, nil), (100, 170, 1, "worse"),
      (100, 40, 1, "better"), (1, 2, 1, nil), (1, 3, 1, nil), (0, 0, 1, nil),
      // Twice the traffic lets expect twice as much.
      (100, 200, 2, nil), (100, 100, 2, "better"), (100, 100, 0.5, "worse"),
    ] as [(Int, Int, Double, String?)])
  func changes(before: Int, after: Int, scale: Double, change: String?) {
    let found = Comparison.change(before: before, after: after, scale: scale)
    #expect(found?.rawValue == change)
  }

  @Test("lists what is new, worse, better and gone, the urgent first")
  func lists() throws {
    var old = Samples.incident
    old.blocked.remove(at: 1)
    old.blocked[0].fetches = 40
    old.findings[1].severity = .low
    old.findings.append(old.findings[2])
    old.findings[3].subject = "https://old.example.com"
    old.findings.removeFirst()
    let difference = Comparison.difference(Samples.incident, from: try baseline(of: old))
    #expect(difference.blocked.map(\.change) == [.new, .worse])
    #expect(difference.newOrigins == ["https://partner.app.test"])
    #expect(difference.findings.map(\.change) == [.new, .worse, .gone])
    #expect(difference.findings.last?.subject == "https://old.example.com")
  }

  @Test(
    "refuses what is no report",
    arguments: ["", "{}", "[]", "nonsense", "{\"schema\":\"other/1\",\"summary\":{}}"])
  func refuses(text: String) {
    #expect(throws: Baseline.Failure.self) { try Baseline(Array(text.utf8), name: "x") }
  }

  @Test("is told in every format that people or machines read")
  func everyFormat() throws {
    var report = Samples.incident
    report.difference = Comparison.difference(
      report, from: try baseline(of: Samples.nothingBlocked))
    for format in ReportFormat.all where !["csv", "csv-zip"].contains(format.names.first) {
      let text = String(
        decoding: format.renderer(RenderOptions()).render(report), as: UTF8.self)
      #expect(text.contains("new"), "\(format.names)")
      #expect(
        text
          != String(
            decoding: format.renderer(RenderOptions()).render(Samples.incident), as: UTF8.self))
    }
    #expect(CSVTables.all(report).contains { $0.name == "difference" })
  }
}
