import Analysis

/// What is misconfigured.
extension TerminalRenderer {
  func findings(_ report: Report, _ page: inout TerminalPage) {
    guard !report.findings.isEmpty else { return }
    let counts = Severity.allCases.reversed().compactMap { severity -> TerminalText? in
      let count = report.findings.count { $0.severity == severity }
      return count > 0 ? "\(count) \(severity.name)" : nil
    }
    page.heading("Findings", .joined(counts, by: " · "))
    let places = Places(report)
    for (index, finding) in report.findings.prefix(TerminalRenderer.groupLimit).enumerated() {
      if index > 0 { page.blank() }
      show(finding, index, places, &page)
    }
    if report.findings.count > TerminalRenderer.groupLimit { page.blank() }
    more(report.findings.count - TerminalRenderer.groupLimit, &page)
  }

  private func show(_ finding: Finding, _ index: Int, _ places: Places, _ page: inout TerminalPage)
  {
    let severity = TerminalText(finding.severity.name, style(finding.severity))
    page.paragraph(
      "\(severity) · \(finding.rule, .bold) · \(finding.subject)", indent: 4, label: number(index))
    page.paragraph("\(finding.summary)", indent: 4)
    var reach: [TerminalText] = ["\(Figures.count(finding.count, "exchange"))"]
    if let clients = finding.clients { reach.append("\(Figures.count(clients, "client"))") }
    reach.append("\(finding.confidence)")
    fact("seen", .joined(reach, by: " · "), &page)
    evidence(finding.evidence, places, &page)
    fact("why", "\(finding.why)", &page)
    fact("mend", "\(finding.mend, .green)", &page)
  }

  /// Places with what was seen there, one a line, or in a row where nothing is said of them.
  func evidence(
    _ evidence: [Report.Evidence], _ places: Places, _ page: inout TerminalPage
  ) {
    guard evidence.contains(where: { !$0.detail.isEmpty }) else {
      fact("at", places.list(evidence), &page, keeping: .max)
      return
    }
    for (index, item) in evidence.enumerated() {
      let place = places.text(item.source, item.position)
      fact(
        index == 0 ? "at" : "",
        item.detail.isEmpty ? place : "\(place)\u{A0} \(item.detail, .yellow)", &page,
        keeping: 1)
    }
  }

  private func style(_ severity: Severity) -> TerminalStyle {
    switch severity {
    case .critical: .alarm
    case .high: .red
    case .medium: .yellow
    case .low: .cyan
    case .info: .dim
    }
  }
}
