import Analysis

/// What browsers refused.
extension TerminalRenderer {
  /// How many routes of a cause are named.
  private static let routeLimit = 4

  func blocked(_ report: Report, _ causes: [BlockedCause], _ page: inout TerminalPage) {
    guard !report.blocked.isEmpty else { return }
    let atLeast = report.blockedOverflow > 0 ? "more than " : ""
    page.heading(
      "Blocked",
      """
      \(Figures.count(report.summary.blockedFetches, "fetch", "fetches")) by \
      \(atLeast)\(Figures.count(causes.count, "cause")): an origin, a target and a reason each
      """)
    origins(report.blockedOrigins, &page)
    let places = places(report)
    var mended: [String: Int] = [:]
    for (index, cause) in causes.prefix(TerminalRenderer.groupLimit).enumerated() {
      if index > 0 { page.blank() }
      let routes = cause.routes
      heading(cause, routes, index, of: report.summary.blockedFetches, &page)
      reason(cause, &page)
      self.routes(routes, &page)
      seen(cause, report.period, &page)
      evidence(cause.examples, places, &page)
      // Causes often share one mend, which is told once.
      if let first = mended[cause.first.mend] {
        fact("mend", "as for \(first)", &page)
      } else {
        mended[cause.first.mend] = index + 1
        fact("mend", "\(cause.first.mend, .green)", &page)
      }
    }
    if causes.count > TerminalRenderer.groupLimit { page.blank() }
    more(causes.count - TerminalRenderer.groupLimit, &page)
    explain(causes, &page)
  }

  /// Who is refused, where that is more than one origin.
  private func origins(_ rows: [Report.BlockedOrigin], _ page: inout TerminalPage) {
    guard rows.count > 1 else { return }
    let kept = rows.prefix(TerminalRenderer.tableLimit / 2)
    let (isNarrow, isWide) = (page.width < 80, page.width >= 90)
    let time = { (seconds: Double?) -> TerminalText in
      seconds.map { "\(UTCTime(seconds: $0).text)" } ?? "–"
    }
    page.table(
      ["by origin", "fetches", "clients"] + (isNarrow ? [] : ["first seen"])
        + (isWide ? ["last seen"] : []),
      kept.map { row in
        [
          "\(row.origin.isEmpty ? "unknown origin" : row.origin)",
          "\(row.fetches, .red)", row.clients.map { "\($0)" } ?? "–",
        ] + (isNarrow ? [] : [time(row.firstSeen)]) + (isWide ? [time(row.lastSeen)] : [])
      }, indent: 4)
    more(rows.count - kept.count, &page, indent: 4)
    page.blank()
  }

  private func heading(
    _ cause: BlockedCause, _ routes: [(route: String, fetches: Int)], _ index: Int,
    of total: Int, _ page: inout TerminalPage
  ) {
    let width = page.textWidth - 4
    let arrow: TerminalText = " → "
    let row = cause.first
    let target = TerminalText(
      PlaceName.text(row.target, routes.count == 1 ? row.route : ""), .bold)
    let origin = TerminalText(row.origin.isEmpty ? "unknown origin" : row.origin, .bold)
    if origin.width + arrow.width + target.width <= width {
      page.paragraph("\(origin)\(arrow)\(target)", indent: 4, label: number(index))
    } else {
      page.paragraph(origin.shortened(to: width), indent: 4, label: number(index))
      page.line("→ \(target)", indent: 4)
    }
    let share = Figures.percent(cause.fetches, of: total).map { " (\($0))" } ?? ""
    var parts: [TerminalText] = [
      "\(Figures.count(cause.fetches, "fetch", "fetches"), .red)\(share)"
    ]
    if let clients = cause.clients { parts.append("\(clients)") }
    let engines = cause.engines.map { engine -> TerminalText in
      "\(engine.engine) \(engine.count)"
    }
    if !engines.isEmpty { parts.append(.joined(engines.map(\.unbroken), by: ", ")) }
    page.paragraph(.joined(parts.map(\.unbroken), by: " · "), indent: 4)
  }

  private func reason(_ cause: BlockedCause, _ page: inout TerminalPage) {
    let row = cause.first
    let statuses = cause.statuses.map { "\($0)" }
    let status: TerminalText =
      statuses.isEmpty ? "" : ", status \(statuses.prefix(5).joined(separator: ", "))"
    let reason = TerminalText(row.reason, .yellow)
      .linked(to: LinkAddress.reason(row.reason, phase: row.phase))
    fact(
      "why", "\(reason) at the \(row.phase)\(row.phase == "actual" ? " request" : "")\(status)",
      &page)
    fact("", "\(cause.meaning)", &page)
  }

  /// The routes with their fetches, where there are several.
  private func routes(
    _ routes: [(route: String, fetches: Int)], _ page: inout TerminalPage
  ) {
    guard routes.count > 1 else { return }
    let kept = routes.prefix(TerminalRenderer.routeLimit).map { route -> TerminalText in
      let text: TerminalText = "\(TerminalText(route.route).shortened(to: 60)) \(route.fetches)"
      return text.unbroken
    }
    let rest = routes.count - kept.count
    let more: [TerminalText] = rest > 0 ? ["… and \(Figures.count(rest, "other"))"] : []
    fact("routes", .joined(kept + more, by: ", "), &page)
  }

  private func seen(_ cause: BlockedCause, _ period: Report.Period?, _ page: inout TerminalPage) {
    guard let span = cause.span(in: period) else { return }
    let new: TerminalText = cause.isNew ? " · \("new", .yellow)" : ""
    fact("when", "\(span)\(new)", &page)
  }

  /// How to see the first of it step by step.
  private func explain(_ causes: [BlockedCause], _ page: inout TerminalPage) {
    guard let place = causes.first?.examples.first, place.source != "-" else { return }
    page.blank()
    let source = Reproduction.quoted(place.source)
    page.paragraph(
      "Step by step: \("corscope explain \(source) --at \(place.position)", .bold)", indent: 2,
      keeping: .max)
  }
}
