import Analysis

/// The findings.
extension MarkdownRenderer {
  func findings(_ report: Report, _ page: inout MarkdownPage) {
    guard !report.findings.isEmpty else { return }
    page.heading(3, "Findings")
    let places = Places(report)
    let reproduction = Reproduction(report)
    let changes = report.difference.map(FindingChanges.init)
    for finding in report.findings.prefix(MarkdownRenderer.findingLimit) {
      let change = changes.map { $0.name(finding) }.flatMap { $0 == "same" ? nil : " · \($0)" }
      page.line(
        "#### \(finding.severity.name) · \(MarkdownText.code(finding.rule)) · "
          + "\(MarkdownText.code(finding.subject))\(change ?? "")")
      page.blank()
      let reach = [
        Figures.count(finding.count, "exchange"),
        finding.clients.map { Figures.count($0, "client") },
        MarkdownText.prose(finding.confidence),
        finding.isUnderProbe ? "by crafted requests alone" : nil,
      ].compactMap { $0 }.joined(separator: " · ")
      page.paragraph("\(MarkdownText.prose(finding.summary)) (\(reach))")
      page.line("- Why: \(MarkdownText.prose(finding.why))")
      page.line("- Mend: \(MarkdownText.prose(finding.mend))")
      for group in EvidenceGroup.all(finding.evidence) {
        let detail = group.detail.isEmpty ? "" : " \(MarkdownText.code(group.detail, limit: 300))"
        page.line("- \(MarkdownText.code(places.plain(group.places)))\(detail)")
      }
      page.blank()
      if let command = reproduction.command(finding) {
        page.append(MarkdownText.block(command, "sh") + "\n")
      }
      guard !finding.snippets.isEmpty else { continue }
      page.line("<details><summary>Configuration</summary>\n")
      for snippet in finding.snippets {
        page.paragraph("\(MarkdownText.prose(snippet.server)):")
        page.append(MarkdownText.block(snippet.text) + "\n")
      }
      page.line("</details>\n")
    }
    page.more(report.findings.count - MarkdownRenderer.findingLimit)
  }
}
