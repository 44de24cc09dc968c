import Analysis

/// What browsers refused.
extension TerminalRenderer {
  func blocked(_ report: Report, _ page: inout TerminalPage) {
    guard !report.blocked.isEmpty else { return }
    let groups = report.blocked.count
    let atLeast = report.blockedOverflow > 0 ? "more than " : ""
    page.heading(
      "Blocked",
      """
      \(Figures.count(report.summary.blockedFetches, "fetch", "fetches")) in \
      \(atLeast)\(Figures.count(groups, "group")) of the same origin, route and reason
      """)
    let places = Places(report)
    var mended: [String: Int] = [:]
    for (index, row) in report.blocked.prefix(TerminalRenderer.groupLimit).enumerated() {
      if index > 0 { page.blank() }
      heading(row, index, of: report.summary.blockedFetches, &page)
      reason(row, &page)
      seen(row, &page)
      evidence(row.examples, places, &page)
      // Groups often share one cause: its mend is told once.
      if let first = mended[row.mend] {
        fact("mend", "as for \(first)", &page)
      } else {
        mended[row.mend] = index + 1
        fact("mend", "\(row.mend, .green)", &page)
      }
    }
    if groups > TerminalRenderer.groupLimit { page.blank() }
    more(groups - TerminalRenderer.groupLimit, &page)
  }

  private func heading(
    _ row: Report.BlockedRow, _ index: Int, of total: Int, _ page: inout TerminalPage
  ) {
    let width = page.width - 4
    let arrow: TerminalText = " → "
    let target = TerminalText(row.target + row.route, .bold)
    let origin = TerminalText(row.origin.isEmpty ? "unknown origin" : row.origin, .bold)
    if origin.width + arrow.width + target.width <= width {
      page.paragraph("\(origin)\(arrow)\(target)", indent: 4, label: number(index))
    } else {
      page.paragraph(origin.shortened(to: width), indent: 4, label: number(index))
      page.line("→ \(target)", indent: 4)
    }
    let share = Figures.percent(row.fetches, of: total).map { " (\($0))" } ?? ""
    var parts: [TerminalText] = [
      "\(Figures.count(row.fetches, "fetch", "fetches"), .red)\(share)"
    ]
    if let clients = row.clients { parts.append("\(Figures.count(clients, "client"))") }
    let engines = row.engines.map { engine -> TerminalText in "\(engine.engine) \(engine.count)" }
    if !engines.isEmpty { parts.append(.joined(engines.map(\.unbroken), by: ", ")) }
    page.paragraph(.joined(parts.map(\.unbroken), by: " · "), indent: 4)
  }

  private func reason(_ row: Report.BlockedRow, _ page: inout TerminalPage) {
    let status: TerminalText = row.status > 0 ? ", status \("\(row.status)")" : ""
    fact(
      "why",
      "\(row.reason, .yellow) at the \(row.phase)\(row.phase == "actual" ? " request" : "")\(status)",
      &page)
    fact("", "\(row.meaning)", &page)
  }

  private func seen(_ row: Report.BlockedRow, _ page: inout TerminalPage) {
    guard let first = row.firstSeen else { return }
    let last = row.lastSeen ?? first
    let length = last - first >= 1 ? " (\(Figures.duration(last - first)))" : ""
    let new: TerminalText = row.isNew == true ? " \("new", .yellow)" : ""
    fact("when", "\(UTCTime.span(first, last))\(length)\(new)", &page)
  }
}
