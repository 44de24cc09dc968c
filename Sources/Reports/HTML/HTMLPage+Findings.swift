import Analysis

/// Findings with their evidence, their manual's text and how to mend them.
extension HTMLPage {
  func addFindings(_ values: inout Values) {
    values["hasFindings"] = !report.findings.isEmpty
    guard !report.findings.isEmpty else { return }
    let counts = Severity.allCases.reversed().compactMap { severity -> String? in
      let count = report.findings.count { $0.severity == severity }
      return count > 0 ? "\(Figures.count(count)) \(severity.name)" : nil
    }
    let changes = report.difference.map(FindingChanges.init)
    values["findingsSummary"] = counts.joined(separator: " · ")
    values["findings"] = report.findings.prefix(HTMLRenderer.findingLimit).map { finding in
      self.finding(finding, change: changes?.name(finding))
    }
    values["moreFindings"] = optional(more(report.findings.count, HTMLRenderer.findingLimit))
  }

  private func finding(_ finding: Finding, change: String?) -> Values {
    var reach = [Figures.count(finding.count, "exchange")]
    if let clients = finding.clients { reach.append(Figures.count(clients, "client")) }
    reach.append(finding.confidence)
    if finding.isUnderProbe { reach.append("shown only by crafted requests") }
    let cwe = finding.cwe.map { "CWE-\($0)" }.joined(separator: ", ")
    return [
      "id": Permalink.of(finding), "severity": finding.severity.name,
      "change": optional(change == "same" ? nil : change),
      "subject": finding.subject, "summary": finding.summary, "rule": finding.rule,
      "cwe": optional(cwe.isEmpty ? nil : cwe), "reach": reach.joined(separator: " · "),
      "why": finding.why, "mend": finding.mend, "hasPlaces": !finding.evidence.isEmpty,
      "places": list(finding.evidence), "manual": optional(manual(finding.rule)),
      "curl": optional(reproduction.command(finding)),
      "snippets": finding.snippets.map { snippet -> Values in
        ["server": snippet.server, "text": lines(snippet.text)]
      },
    ]
  }

  /// What the manual says of the rule; `nil` where this version does not know it.
  private func manual(_ rule: String) -> Values? {
    guard let info = RuleRegistry.all.first(where: { $0.info.id == rule })?.info else { return nil }
    return [
      "finds": info.finds, "example": lines(info.example), "instead": info.mend,
    ]
  }
}
