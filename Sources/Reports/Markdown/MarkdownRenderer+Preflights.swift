import Analysis

/// What preflights cost.
extension MarkdownRenderer {
  func preflights(_ report: Report, _ page: inout MarkdownPage) {
    let figures = report.preflights
    guard figures.count > 0 else { return }
    page.heading(3, "Preflights")
    var parts = [Figures.count(figures.count, "preflight")]
    if let share = figures.share { parts.append("\(Figures.percent(share)) of all exchanges") }
    if let hits = figures.cacheHitRatio { parts.append("\(Figures.percent(hits)) cache hits") }
    if let avoidable = figures.avoidable { parts.append("\(Figures.count(avoidable)) avoidable") }
    if let (seconds, count) = figures.avoidableAtMaxAge {
      parts.append("\(Figures.count(count)) avoidable with a max-age of \(seconds) s")
    }
    if let time = figures.time {
      parts.append(
        "\(Figures.duration(time.total)) waited, median \(Figures.duration(time.p50)), "
          + "99 of 100 under \(Figures.duration(time.p99))")
    }
    page.paragraph(parts.joined(separator: " · "))
    table("origin", figures.byOrigin, &page)
    table("target and route", figures.byRoute, &page)
    page.table(
      ["engine", "preflights", "rate", "cache hits", "avoidable", "waited", "95 of 100"],
      figures.byEngine.map { row in
        [
          MarkdownText.code(row.engine), Figures.count(row.preflights),
          row.rate.map { Figures.percent($0) } ?? "–",
          row.cacheHitRatio.map { Figures.percent($0) } ?? "–",
          row.avoidable.map { Figures.count($0) } ?? "–", duration(row.time?.total),
          duration(row.time?.p95),
        ]
      })
  }

  private func table(_ name: String, _ rows: [Report.PreflightRow], _ page: inout MarkdownPage) {
    page.table(
      [name, "preflights", "failed", "avoidable", "requests", "waited", "95 of 100"],
      rows.prefix(MarkdownRenderer.tableLimit).map { row in
        [
          MarkdownText.code(row.name, limit: 200), Figures.count(row.preflights),
          Figures.count(row.failed), Figures.count(row.avoidable), Figures.count(row.requests),
          duration(row.time?.total), duration(row.time?.p95),
        ]
      })
    page.more(rows.count - MarkdownRenderer.tableLimit)
  }

  private func duration(_ seconds: Double?) -> String {
    seconds.map { Figures.duration($0) } ?? "–"
  }
}
