@testable import Analysis
import Reports
import Testing

@Suite("The causes of what was blocked")
struct BlockedCauseTests {
  private func row(
    _ route: String, _ status: Int, _ fetches: Int, first: Double = 0, last: Double = 0
  ) -> Report.BlockedRow {
    var row = Samples.incident.blocked[0]
    row.route = route
    row.status = status
    row.fetches = fetches
    row.clients = fetches / 2
    row.engines = [("chromium", fetches)]
    row.firstSeen = Samples.start + first
    row.lastSeen = Samples.start + last
    row.examples = (0..<4).map { Samples.evidence("web1.log", fetches * 10 + $0) }
    return row
  }

  private func causes(_ rows: [Report.BlockedRow]) -> [BlockedCause] {
    var report = Samples.incident
    report.blocked = rows
    return BlockedCause.all(report)
  }

  @Test("hold the groups of one origin, target, phase, reason and class of status")
  func groups() throws {
    var other = row("/a", 200, 7)
    other.origin = "https://other.example"
    let found = causes([row("/a", 502, 9), other, row("/b", 504, 8), row("/a", 200, 3)])
    #expect(found.map(\.fetches) == [17, 7, 3])
    let first = try #require(found.first)
    #expect(first.routes.map(\.route) == ["/a", "/b"])
    #expect(first.statuses == [502, 504] && first.isGatewayError)
    #expect(first.engines.map(\.count) == [17])
    #expect(first.clients == "at least 4 clients")
    #expect(found[2].clients == "1 client")
    #expect(first.examples.map(\.position) == [80, 81, 90, 91, 92])
  }

  @Test("tell that they ended only after a longer rest than they had before")
  func ends() {
    let period = Report.Period(first: Samples.start, last: Samples.start + 86_400)
    let over = causes([row("/a", 502, 60, first: 3600, last: 7200)])
    #expect(over[0].hasEnded(in: period))
    #expect(over[0].span(in: period)?.hasSuffix("(1 h), none since") == true)
    let rare = causes([row("/a", 502, 3, first: 3600, last: 43_200)])
    #expect(!rare[0].hasEnded(in: period))
    #expect(!causes([row("/a", 502, 1)])[0].hasEnded(in: period))
    #expect(!over[0].hasEnded(in: nil))
  }

  @Test("that the same words mend are one step of what to do")
  func steps() {
    var report = Samples.incident
    var preflight = row("/a", 403, 4)
    preflight.phase = "preflight"
    report.blocked = [
      row("/a", 502, 60, first: 3600, last: 7200), row("/b", 200, 9, last: 86_400), preflight,
    ]
    report.period = Report.Period(first: Samples.start, last: Samples.start + 86_400)
    report.findings = []
    let effects = NextSteps(report).steps.map(\.effect)
    #expect(effects.count == 2)
    #expect(effects[0].contains("with status 502; none since 2026-03-14T10:00:00Z"))
    #expect(effects[1].contains("acao-missing at the actual request and preflight"))
  }

  @Test(
    "are no step where nothing is worth one, and then no heading stands above nothing",
    arguments: ["text", "markdown", "html"])
  func noSteps(_ name: String) throws {
    let format = try #require(ReportFormat.named(name))
    var report = Samples.incident
    report.blocked = []
    report.findings = (0..<3).map { _ in
      var finding = Samples.incident.findings[0]
      finding.severity = .info
      return finding
    }
    func page() -> String {
      String(decoding: format.renderer(RenderOptions()).render(report), as: UTF8.self)
    }
    #expect(!page().contains("What to do first"))
    report.findings[0].severity = .high
    #expect(page().contains("What to do first"))
  }
}
