import Analysis

/// The tables, the findings and what differs from a baseline.
extension MarkdownRenderer {
  func difference(_ report: Report, _ page: inout MarkdownPage) {
    guard let difference = report.difference else { return }
    let words = DifferenceText(difference)
    page.heading(3, "Since the baseline")
    page.paragraph(MarkdownText.prose(words.sentence))
    page.table(
      ["figure", "then", "now", "change"],
      words.figures.map { [MarkdownText.code($0.name), $0.before, $0.after, $0.change] })
    let blocked = difference.blocked.map { change in
      [
        change.change.rawValue,
        MarkdownText.code("\(change.origin) → \(change.target)\(change.route)"),
        MarkdownText.code(change.reason), Figures.count(change.before), Figures.count(change.after),
      ]
    }
    let findings = difference.findings.map { change in
      [
        change.change.rawValue, MarkdownText.code(change.subject), MarkdownText.code(change.rule),
        Figures.count(change.before), Figures.count(change.after),
      ]
    }
    let rows = blocked.prefix(MarkdownRenderer.groupLimit) + findings.prefix(20)
    page.table(["change", "what", "why", "then", "now"], Array(rows), left: 3)
    page.more(blocked.count + findings.count - rows.count)
  }

  func blocked(_ report: Report, _ page: inout MarkdownPage) {
    guard !report.blocked.isEmpty else { return }
    page.heading(3, "Blocked")
    let places = Places(report)
    let kept = report.blocked.prefix(MarkdownRenderer.groupLimit)
    page.table(
      ["origin", "target", "reason", "at", "fetches", "clients"],
      kept.map { row in
        let first = row.examples.first.map {
          MarkdownText.code(places.plain($0.source, $0.position), limit: 120)
        }
        let status = row.status > 0 ? " \(row.status)" : ""
        return [
          row.origin.isEmpty ? "unknown" : MarkdownText.code(row.origin, limit: 200),
          MarkdownText.code(row.target + row.route, limit: 200),
          "\(MarkdownText.code(row.reason)) (\(MarkdownText.prose(row.phase))\(status))",
          first ?? "", Figures.count(row.fetches), row.clients.map(Figures.count) ?? "–",
        ]
      }, left: 4)
    page.more(report.blocked.count - kept.count)
    var told: Set<String> = []
    for row in kept where told.insert(row.reason).inserted {
      page.line(
        "- \(MarkdownText.code(row.reason)): \(MarkdownText.prose(row.meaning)); "
          + MarkdownText.prose(row.mend))
    }
    page.blank()
    if let row = kept.first, let command = Reproduction.command(row) {
      page.paragraph("To see the first:")
      page.append(MarkdownText.block(command, "sh") + "\n")
    }
  }

  func findings(_ report: Report, _ page: inout MarkdownPage) {
    guard !report.findings.isEmpty else { return }
    page.heading(3, "Findings")
    let places = Places(report)
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
      ].compactMap { $0 }.joined(separator: " · ")
      page.paragraph("\(MarkdownText.prose(finding.summary)) (\(reach))")
      page.line("- Why: \(MarkdownText.prose(finding.why))")
      page.line("- Mend: \(MarkdownText.prose(finding.mend))")
      for item in finding.evidence {
        let detail = item.detail.isEmpty ? "" : " \(MarkdownText.code(item.detail, limit: 300))"
        page.line("- \(MarkdownText.code(places.plain(item.source, item.position)))\(detail)")
      }
      page.blank()
      if let command = Reproduction.command(finding, in: report) {
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

  func preflights(_ report: Report, _ page: inout MarkdownPage) {
    let figures = report.preflights
    guard figures.count > 0 else { return }
    page.heading(3, "Preflights")
    var parts = [Figures.count(figures.count, "preflight")]
    if let share = figures.share { parts.append("\(Figures.percent(share)) of all exchanges") }
    if let hits = figures.cacheHitRatio { parts.append("\(Figures.percent(hits)) cache hits") }
    if let avoidable = figures.avoidable { parts.append("\(Figures.count(avoidable)) avoidable") }
    if let time = figures.time {
      parts.append(
        "\(Figures.duration(time.total)) waited, median \(Figures.duration(time.p50)), "
          + "99 of 100 under \(Figures.duration(time.p99))")
    }
    page.paragraph(parts.joined(separator: " · "))
    page.table(
      ["origin", "preflights", "failed", "avoidable", "requests"],
      figures.byOrigin.prefix(MarkdownRenderer.tableLimit).map { row in
        [
          MarkdownText.code(row.name, limit: 200), Figures.count(row.preflights),
          Figures.count(row.failed), Figures.count(row.avoidable), Figures.count(row.requests),
        ]
      })
  }
}
