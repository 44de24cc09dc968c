import Analysis

/// What preflights cost.
extension TerminalRenderer {
  func preflights(_ report: Report, _ page: inout TerminalPage) {
    let figures = report.preflights
    guard figures.count > 0 || figures.cacheHitRatio != nil else { return }
    page.heading("Preflights")
    for (label, text) in facts(figures) { fact(label, text, &page, indent: 16) }
    table("by origin", figures.byOrigin, &page)
    table("by route", figures.byRoute, &page)
    engines(figures.byEngine, &page)
  }

  private func facts(_ figures: Report.Preflights) -> [(TerminalText, TerminalText)] {
    var facts: [(TerminalText, TerminalText)] = [("count", count(figures))]
    if let rate = figures.rate {
      facts.append(("rate", "\(Figures.percent(rate)) of the fetches that needed one"))
    }
    if let ratio = figures.cacheHitRatio {
      facts.append(
        ("cache hits", "\(Figures.percent(ratio)) of the fetches that needed one went without"))
    }
    if let avoidable = figures.avoidable {
      let share = Figures.percent(avoidable, of: figures.count).map { " (\($0))" } ?? ""
      facts.append(
        ("avoidable", "\(avoidable)\(share) with the longest max-age that each browser honours"))
    }
    if let (seconds, count) = figures.avoidableAtMaxAge {
      let share = Figures.percent(count, of: figures.count).map { " (\($0))" } ?? ""
      facts.append(
        (
          "",
          "\(count)\(share) with Access-Control-Max-Age: \("\(seconds)"), as far as browsers heed it"
        )
      )
    }
    if let authorization = figures.authorization, authorization.failed + authorization.repeated > 0
    {
      facts.append(("under *", cost(authorization)))
    }
    if figures.unfollowed > 0 {
      facts.append(("unfollowed", "\(figures.unfollowed) passed, and no request came after them"))
    }
    if let time = figures.time { facts.append(("time", waited(time))) }
    return facts
  }

  private func cost(_ figures: Report.WildcardAuthorization) -> TerminalText {
    let failed: TerminalText = figures.failed > 0 ? ", \(figures.failed) failed for it" : ""
    let repeated: TerminalText =
      figures.repeated > 0
      ? ", \(figures.repeated) spared were it named in Access-Control-Allow-Headers" : ""
    let time: TerminalText = figures.seconds.map { " (\(Figures.duration($0)))" } ?? ""
    let spared: TerminalText = figures.repeated > 0 ? "\(repeated)\(time)" : ""
    return "\(figures.preflights) asked for Authorization\(failed)\(spared)"
  }

  private func count(_ figures: Report.Preflights) -> TerminalText {
    guard let share = figures.share else { return "\(figures.count)" }
    return "\(figures.count), \(Figures.percent(share)) of all exchanges"
  }

  private func waited(_ time: Report.Durations) -> TerminalText {
    """
    \(Figures.duration(time.total)) in all; median \(Figures.duration(time.p50)), \
    95 of 100 under \(Figures.duration(time.p95)), 99 of 100 under \(Figures.duration(time.p99))
    """
  }

  private func waited(_ seconds: Double?) -> TerminalText {
    seconds.map { "\(Figures.duration($0))" } ?? "–"
  }

  private func engines(_ rows: [Report.PreflightEngineRow], _ page: inout TerminalPage) {
    guard rows.count > 1, page.width >= 90 else { return }
    page.blank()
    let percent = { (share: Double?) -> TerminalText in
      share.map { "\(Figures.percent($0))" } ?? "–"
    }
    page.table(
      ["by engine", "preflights", "rate", "cache hits", "avoidable", "waited", "p95"],
      rows.map { row in
        [
          "\(row.engine)", "\(row.preflights)", percent(row.rate), percent(row.cacheHitRatio),
          row.avoidable.map { "\($0)" } ?? "–", waited(row.time?.total), waited(row.time?.p95),
        ]
      }, indent: 4)
  }

  private func table(
    _ title: TerminalText, _ rows: [Report.PreflightRow], _ page: inout TerminalPage
  ) {
    guard !rows.isEmpty else { return }
    page.blank()
    let kept = rows.prefix(TerminalRenderer.tableLimit / 2)
    let isTimed = page.width >= 90 && rows.contains { $0.time != nil }
    page.table(
      [title, "preflights", "failed", "avoidable", "requests"]
        + (isTimed ? ["waited", "p95"] : []),
      kept.map { row in
        [
          "\(row.name)", "\(row.preflights)", "\(row.failed, row.failed > 0 ? .red : .plain)",
          "\(row.avoidable)", "\(row.requests)",
        ] + (isTimed ? [waited(row.time?.total), waited(row.time?.p95)] : [])
      }, indent: 4)
    more(rows.count - kept.count, &page, indent: 4)
  }
}
