import Analysis

/// What is misconfigured.
extension TerminalRenderer {
  func findings(_ report: Report, _ page: inout TerminalPage) {
    guard !report.findings.isEmpty else { return }
    let severities = report.findings.map(\.severity)
    let counts = Severity.allCases.reversed().compactMap { severity -> TerminalText? in
      let count = severities.count { $0 == severity }
      return count > 0 ? "\(count) \(severity.name)" : nil
    }
    page.heading("Findings", .joined(counts, by: " · "))
    let places = places(report)
    let changes = report.difference.map(FindingChanges.init)
    var told: [String: Int] = [:]
    for (index, finding) in report.findings.prefix(TerminalRenderer.groupLimit).enumerated() {
      if index > 0 { page.blank() }
      show(finding, index, changes?.name(finding), places, &page)
      reasons(finding, index, &told, &page)
    }
    if report.findings.count > TerminalRenderer.groupLimit { page.blank() }
    more(report.findings.count - TerminalRenderer.groupLimit, &page)
    page.blank()
    let hint: TerminalText =
      "'corscope rules ID' prints an example and the configuration that mends it."
    page.paragraph(hint.styled(.dim), indent: 2)
  }

  private func show(
    _ finding: Finding, _ index: Int, _ change: String?, _ places: Places,
    _ page: inout TerminalPage
  ) {
    let severity = TerminalText(finding.severity.name, style(finding.severity))
    let rule = TerminalText(finding.rule, .bold).linked(to: LinkAddress.rule(finding.rule))
    let isChanged = change != nil && change != "same"
    let mark: TerminalText = isChanged ? " · \(change ?? "", .yellow)" : ""
    page.paragraph(
      "\(severity) · \(rule) · \(finding.subject)\(mark)", indent: 4, label: number(index))
    page.paragraph("\(finding.summary)", indent: 4)
    var reach: [TerminalText] = ["\(Figures.count(finding.count, "exchange"))"]
    if let clients = finding.clients { reach.append("\(Figures.count(clients, "client"))") }
    reach.append("\(finding.confidence)")
    if finding.isUnderProbe { reach.append("by crafted requests alone") }
    fact("seen", .joined(reach.map(\.unbroken), by: " · "), &page)
    evidence(finding.evidence, places, &page)
  }

  /// Why it matters and what to do; once where findings of one rule follow each other.
  private func reasons(
    _ finding: Finding, _ index: Int, _ told: inout [String: Int], _ page: inout TerminalPage
  ) {
    let words = "\(finding.why)\n\(finding.mend)"
    if let first = told[words] {
      fact("mend", "as for \(first)", &page)
      return
    }
    told[words] = index + 1
    fact("why", "\(finding.why)", &page)
    fact("mend", "\(finding.mend, .green)", &page)
  }

  /// Places with what was seen there; in a row where it is the same.
  func evidence(
    _ evidence: [Report.Evidence], _ places: Places, _ page: inout TerminalPage
  ) {
    for (index, group) in EvidenceGroup.all(evidence).enumerated() {
      let list = places.list(group.places)
      let detail: TerminalText =
        group.detail.isEmpty ? "" : "\u{A0} \(group.detail, .yellow)"
      fact(
        index == 0 ? "at" : "", "\(list)\(detail)", &page,
        keeping: group.detail.isEmpty ? .max : list.words.count)
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
