package import Analysis

/// Writes a report as Markdown for tickets, pull requests and job summaries.
///
/// It is short: verdict, what to do, the biggest groups and every finding with its evidence; what
/// is left out is counted.
package struct MarkdownRenderer: Renderer {
  /// How many causes of blocks a table shows.
  static let groupLimit = 20
  /// How many findings are shown in full; a comment on GitHub holds 65,536 characters.
  static let findingLimit = 25
  /// How many rows other tables show.
  static let tableLimit = 10

  let options: RenderOptions

  /// Makes a renderer.
  package init(_ options: RenderOptions) { self.options = options }

  /// The report as GitHub Flavored Markdown.
  package func render(_ report: Report) -> [UInt8] {
    var page = MarkdownPage()
    let headline = Headline(report)
    let mark =
      switch headline.tone {
      case .good: "✅"
      case .bad: "❌"
      case .unsure: "⚠️"
      }
    page.heading(2, "CORS report")
    let verdict = headline.sentences.map(MarkdownText.prose)
    page.paragraph(
      (["\(mark) **\(verdict.first ?? "")**"] + verdict.dropFirst()).joined(separator: " "))
    page.paragraph(headline.asides.map(MarkdownText.prose).joined(separator: " "))
    page.paragraph(context(report))
    steps(report, &page)
    changes(report, &page)
    difference(report, &page)
    blocked(report, &page)
    findings(report, &page)
    preflights(report, &page)
    limits(report, &page)
    page.paragraph(
      "<sub>corscope \(MarkdownText.prose(report.version)). "
        + "\(MarkdownText.prose(PrivacyText.sentence(report)))</sub>")
    return Array(page.text.utf8)
  }

  private func context(_ report: Report) -> String {
    var parts: [String] = []
    if let period = report.period { parts.append(UTCTime.span(period.first, period.last)) }
    parts.append(Figures.count(report.summary.exchanges, "exchange"))
    if let clients = report.summary.clients { parts.append(Figures.count(clients, "client")) }
    let names = report.inputs.prefix(3).map { MarkdownText.code($0.source, limit: 120) }
    let more = report.inputs.count > 3 ? " and \(report.inputs.count - 3) more" : ""
    if !names.isEmpty { parts.append(names.joined(separator: ", ") + more) }
    return parts.joined(separator: " · ")
  }

  private func steps(_ report: Report, _ page: inout MarkdownPage) {
    let steps = NextSteps(report).steps
    guard !steps.isEmpty else { return }
    page.heading(3, "What to do first")
    for (index, step) in steps.enumerated() {
      page.line(
        "\(index + 1). \(MarkdownText.code(step.subject)): \(MarkdownText.prose(step.change))"
          + " (\(MarkdownText.prose(step.effect)))")
    }
    page.blank()
  }

  private func limits(_ report: Report, _ page: inout MarkdownPage) {
    let errors = report.inputs.compactMap { input in
      input.error.map { "\(MarkdownText.code(input.source)): \(MarkdownText.prose($0))" }
    }
    let limits = errors + report.limits.map(MarkdownText.prose)
    guard !limits.isEmpty else { return }
    page.heading(3, "What the input could not show")
    for limit in limits.prefix(MarkdownRenderer.tableLimit) { page.line("- \(limit)") }
    page.more(limits.count - MarkdownRenderer.tableLimit)
    page.blank()
  }
}

extension ReportFormat {
  /// Markdown for tickets and pull requests.
  static let markdown = ReportFormat(
    names: ["markdown", "md"], endings: ["md", "markdown"],
    summary: "Markdown for tickets and pull requests", renderer: { MarkdownRenderer($0) })
}
