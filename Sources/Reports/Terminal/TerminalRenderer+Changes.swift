import Analysis

/// When browsers began to be refused, or to be let in again.
extension TerminalRenderer {
  func changes(_ report: Report, _ page: inout TerminalPage) {
    guard !report.changes.isEmpty else { return }
    page.heading("Changes", "when fetches that had passed began to be refused, and the reverse")
    let places = places(report)
    for (index, change) in report.changes.prefix(TerminalRenderer.groupLimit).enumerated() {
      if index > 0 { page.blank() }
      show(change, index, places, &page)
    }
    if report.changes.count > TerminalRenderer.groupLimit { page.blank() }
    more(report.changes.count - TerminalRenderer.groupLimit, &page)
  }

  private func show(
    _ change: Report.Change, _ index: Int, _ places: Places, _ page: inout TerminalPage
  ) {
    let what: TerminalText =
      change.blocks ? "\("refused", .red) from" : "\("let through", .green) from"
    page.paragraph(
      "\(what) \(UTCTime(seconds: change.time).text, .bold) on", indent: 4, label: number(index))
    let origin = change.origin.isEmpty ? "unknown origin" : change.origin
    page.paragraph("\(origin) → \(PlaceName.text(change.target))", indent: 4)
    let routes = change.routes.joined(separator: ", ")
    let more = change.routeCount - change.routes.count
    fact("routes", more > 0 ? "\(routes) and \(more) more" : "\(routes)", &page)
    fact(
      "before", "\(change.before.allowed) passed, \(change.before.blocked) were refused", &page)
    fact("after", "\(change.after.allowed) passed, \(change.after.blocked) were refused", &page)
    fact("at", places.text(change.place.source, change.place.position), &page, keeping: .max)
  }
}
