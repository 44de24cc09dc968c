import Analysis

/// Where the browser did something else than its headers say.
extension TerminalRenderer {
  func disagreements(_ report: Report, _ page: inout TerminalPage) {
    guard !report.disagreements.isEmpty else { return }
    page.heading(
      "Disagreements",
      "\(Figures.count(report.disagreementCount, "exchange")) of which the browser tells otherwise")
    let places = places(report)
    var told: [String: Int] = [:]
    for (index, item) in report.disagreements.prefix(TerminalRenderer.groupLimit).enumerated() {
      if index > 0 { page.blank() }
      let origin = item.origin.isEmpty ? "unknown origin" : item.origin
      page.paragraph(
        "\(origin, .bold) → \(item.method) \(item.target + item.path, .bold)", indent: 4,
        label: number(index))
      fact("corscope", verdict(item), &page, indent: 14)
      let error: TerminalText =
        item.browserError.isEmpty ? "" : ", \(item.browserError)"
      fact("browser", "\(item.browser, style(item.browser))\(error)", &page, indent: 14)
      fact(
        "at", places.text(item.place.source, item.place.position), &page, indent: 14,
        keeping: .max)
      if let first = told[item.note] {
        fact("note", "as for \(first)", &page, indent: 14)
      } else {
        told[item.note] = index + 1
        fact("note", "\(item.note)", &page, indent: 14)
      }
    }
    let rest = report.disagreementCount - TerminalRenderer.groupLimit
    if rest > 0 { page.blank() }
    more(rest, &page)
  }

  private func verdict(_ item: Report.Disagreement) -> TerminalText {
    let status: TerminalText = item.status > 0 ? ", status \("\(item.status)")" : ""
    guard !item.reason.isEmpty else {
      return "\(item.verdict, style(item.verdict))\(status)"
    }
    let request = item.phase == "actual" ? " request" : ""
    return """
      \(item.verdict, style(item.verdict)): \(item.reason, .yellow) at the \(item.phase)\(request)\
      \(status)
      """
  }

  private func style(_ outcome: String) -> TerminalStyle { outcome == "blocked" ? .red : .green }
}
