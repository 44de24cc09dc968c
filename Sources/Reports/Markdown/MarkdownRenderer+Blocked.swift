import Analysis

/// What was blocked, since when, and what differs from a baseline.
extension MarkdownRenderer {
  /// How many routes of a cause are named.
  private static let routeLimit = 3

  func changes(_ report: Report, _ page: inout MarkdownPage) {
    guard !report.changes.isEmpty else { return }
    page.heading(3, "When it changed")
    let places = Places(report)
    let kept = report.changes.prefix(MarkdownRenderer.tableLimit)
    page.table(
      ["from", "fetches were", "origin", "target and routes", "at", "before", "after"],
      kept.map { change in
        let counts = { (counts: (allowed: Int, blocked: Int)) in
          "\(Figures.count(counts.allowed)) passed, \(Figures.count(counts.blocked)) refused"
        }
        let rest = change.routeCount - change.routes.prefix(MarkdownRenderer.routeLimit).count
        let routes = change.routes.prefix(MarkdownRenderer.routeLimit)
          .map { MarkdownText.code($0, limit: 120) }
        return [
          UTCTime(seconds: change.time).text, change.blocks ? "refused" : "let through",
          change.origin.isEmpty ? "unknown" : MarkdownText.code(change.origin, limit: 200),
          MarkdownText.code(PlaceName.text(change.target), limit: 200) + " "
            + (routes + (rest > 0 ? ["… and \(Figures.count(rest)) more"] : []))
            .joined(separator: ", "),
          MarkdownText.code(places.plain(change.place.source, change.place.position), limit: 120),
          counts(change.before), counts(change.after),
        ]
      }, left: 7)
    page.more(report.changes.count - kept.count)
  }

  func difference(_ report: Report, _ page: inout MarkdownPage) {
    guard let difference = report.difference else { return }
    let words = DifferenceText(difference)
    page.heading(3, "Since the baseline")
    page.paragraph(MarkdownText.prose(words.sentence))
    page.table(
      ["figure", "then", "now", "change"],
      words.figures.map { [MarkdownText.prose($0.name), $0.before, $0.after, $0.change] })
    let changes = words.changes
    let kept = changes.prefix(MarkdownRenderer.groupLimit)
    page.table(
      ["change", "what", "why", "then", "now"],
      kept.map { change in
        [
          change.change.rawValue, MarkdownText.code(change.subject),
          MarkdownText.prose(change.cause), Figures.count(change.before),
          Figures.count(change.after),
        ]
      }, left: 3)
    page.more(changes.count - kept.count)
  }

  func blocked(_ report: Report, _ page: inout MarkdownPage) {
    guard !report.blocked.isEmpty else { return }
    page.heading(3, "Blocked")
    let places = Places(report)
    origins(report.blockedOrigins, &page)
    let causes = BlockedCause.all(report)
    let kept = causes.prefix(MarkdownRenderer.groupLimit)
    page.table(
      ["origin", "target and routes", "reason", "when", "at", "fetches", "clients"],
      kept.map { row($0, places, report) }, left: 5)
    page.more(causes.count - kept.count)
    var told: Set<String> = []
    for row in kept.map(\.first) where told.insert("\(row.reason) \(row.mend)").inserted {
      page.line(
        "- \(MarkdownText.code(row.reason)): \(MarkdownText.prose(row.meaning)); "
          + MarkdownText.prose(row.mend))
    }
    page.blank()
    if let row = kept.first?.first, let command = Reproduction.command(row) {
      page.paragraph("To see the first:")
      page.append(MarkdownText.block(command, "sh") + "\n")
    }
  }

  /// Who is refused, where that is more than one origin.
  private func origins(_ rows: [Report.BlockedOrigin], _ page: inout MarkdownPage) {
    guard rows.count > 1 else { return }
    let kept = rows.prefix(MarkdownRenderer.groupLimit)
    let time = { (seconds: Double?) in seconds.map { UTCTime(seconds: $0).text } ?? "–" }
    page.table(
      ["origin", "first seen", "last seen", "fetches", "clients"],
      kept.map { row in
        [
          row.origin.isEmpty ? "unknown" : MarkdownText.code(row.origin, limit: 200),
          time(row.firstSeen), time(row.lastSeen), Figures.count(row.fetches),
          row.clients.map(Figures.count) ?? "–",
        ]
      }, left: 3)
    page.more(rows.count - kept.count)
  }

  private func row(_ cause: BlockedCause, _ places: Places, _ report: Report) -> [String] {
    let row = cause.first
    let first = cause.examples.first.map {
      MarkdownText.code(places.plain($0.source, $0.position), limit: 120)
    }
    let statuses = cause.statuses.prefix(3).map { " \($0)" }.joined(separator: ",")
    let when = cause.span(in: report.period).map { MarkdownText.prose($0) } ?? "–"
    let refused = row.refusedName.map { " of " + MarkdownText.code($0, limit: 80) } ?? ""
    return [
      row.origin.isEmpty ? "unknown" : MarkdownText.code(row.origin, limit: 200),
      target(cause),
      "\(MarkdownText.code(row.reason))\(refused) (\(MarkdownText.prose(row.phase))\(statuses))",
      cause.isNew ? "**new** \(when)" : when, first ?? "", Figures.count(cause.fetches),
      cause.clients.map { String($0.split(separator: " ").dropLast().joined(separator: " ")) }
        ?? "–",
    ]
  }

  /// The target with its route, or with the most frequent routes and their fetches.
  private func target(_ cause: BlockedCause) -> String {
    let routes = cause.routes
    guard routes.count > 1 else {
      return MarkdownText.code(cause.first.target + cause.first.route, limit: 200)
    }
    let kept = routes.prefix(MarkdownRenderer.routeLimit).map { route in
      "\(MarkdownText.code(route.route, limit: 120)) \(Figures.count(route.fetches))"
    }
    let rest = routes.count - kept.count
    return MarkdownText.code(PlaceName.text(cause.first.target), limit: 200) + ": "
      + (kept + (rest > 0 ? ["… and \(Figures.count(rest)) more"] : [])).joined(separator: ", ")
  }
}
