import Analysis

/// What to do first, and what differs from a baseline.
extension TerminalRenderer {
  func steps(_ report: Report, _ causes: [BlockedCause], _ page: inout TerminalPage) {
    let steps = NextSteps(report, causes).steps
    // One group and one finding at most: they say it themselves.
    guard !steps.isEmpty, report.blocked.count + report.findings.count > 2 else { return }
    page.heading("What to do first")
    for (index, step) in steps.enumerated() {
      page.paragraph("\(step.subject, .bold)", indent: 4, label: number(index))
      page.paragraph("\(step.change, .green)", indent: 4)
      page.paragraph(TerminalText(step.effect, .dim), indent: 4)
    }
  }

  func difference(_ report: Report, _ page: inout TerminalPage) {
    guard let difference = report.difference else { return }
    let words = DifferenceText(difference)
    page.heading("Baseline")
    page.paragraph("\(words.sentence)", indent: 4)
    page.blank()
    page.table(
      ["figure", "then", "now", "change"],
      words.figures.map { ["\($0.name)", "\($0.before)", "\($0.after)", "\($0.change)"] },
      indent: 4)
    let changes = words.changes
    guard !changes.isEmpty else { return }
    page.blank()
    for change in changes.prefix(TerminalRenderer.tableLimit) {
      page.paragraph(
        "\(change.subject): \(change.cause, .yellow), \(change.before) then, \(change.after, .bold) now",
        indent: 11, label: "    \(style(change.change))")
    }
    more(changes.count - TerminalRenderer.tableLimit, &page, indent: 4)
  }

  private func style(_ change: Report.Difference.Change) -> TerminalText {
    switch change {
    case .new, .worse: TerminalText(change.rawValue, .red)
    case .better, .gone: TerminalText(change.rawValue, .green)
    }
  }
}
