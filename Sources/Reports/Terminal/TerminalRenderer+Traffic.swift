import Analysis

/// Traffic by kind, status and engine, and over time.
extension TerminalRenderer {
  func traffic(_ report: Report, _ page: inout TerminalPage) {
    guard report.summary.exchanges > 0 else { return }
    let kinds = report.summary.kinds.filter { $0.count > 0 }
      .map { kind -> TerminalText in "\(kind.kind) \(kind.count)" }
    page.heading("Traffic", "\(Figures.count(report.summary.exchanges, "exchange"))")
    if !kinds.isEmpty { page.paragraph(.joined(kinds.map(\.unbroken), by: " · "), indent: 4) }
    statuses(report.statuses, &page)
    engines(report.engines, hasRate: report.summary.blockedRate != nil, &page)
  }

  private func statuses(_ rows: [Report.StatusRow], _ page: inout TerminalPage) {
    guard !rows.isEmpty else { return }
    page.blank()
    // The most frequent ones, in the order of their codes.
    let order = rows.indices.sorted { (rows[$1].exchanges, $0) < (rows[$0].exchanges, $1) }
    let kept = Set(order.prefix(TerminalRenderer.tableLimit))
    page.table(
      ["status", "exchanges", "preflights", "blocked"],
      rows.indices.filter(kept.contains).map { index in
        let row = rows[index]
        return [
          row.status > 0 ? "\("\(row.status)")" : "none", "\(row.exchanges)", "\(row.preflights)",
          "\(row.blocked, row.blocked > 0 ? .red : .plain)",
        ]
      }, indent: 4)
    more(rows.count - kept.count, &page, indent: 4)
  }

  private func engines(
    _ rows: [Report.EngineRow], hasRate: Bool, _ page: inout TerminalPage
  ) {
    guard !rows.isEmpty else { return }
    page.blank()
    page.table(
      ["engine", "cross-origin", "judged", "blocked", "rate"],
      rows.prefix(TerminalRenderer.tableLimit).map { row in
        [
          "\(row.engine)", "\(row.exchanges)", "\(row.judged)",
          "\(row.blocked, row.blocked > 0 ? .red : .plain)",
          "\(hasRate ? Figures.percent(row.blocked, of: row.judged) ?? "–" : "–")",
        ]
      }, indent: 4)
    more(rows.count - TerminalRenderer.tableLimit, &page, indent: 4)
  }

  func timeline(_ report: Report, _ page: inout TerminalPage) {
    let margin = 16
    guard let scale = TimeScale(report.timeline, columns: page.width - margin - 28),
      scale.columns > 3
    else { return }
    let each = scale.step == 1 ? "1 s" : Figures.duration(Double(scale.step))
    page.heading("Over time", "a bar for \(each), in UTC")
    let lines: [(TerminalText, TerminalStyle, (Report.TimeSlice) -> Int)] = [
      ("blocked", .red, { $0.blocked }), ("judged", .plain, { $0.judged }),
      ("preflights", .plain, { $0.preflights }), ("exchanges", .plain, { $0.exchanges }),
    ]
    for (label, style, figure) in lines {
      let line = scale.sparkline(report.timeline, figure)
      guard let peak = line.peak else { continue }
      let bars = TerminalText(trusted: line.bars(unicode: options.unicode), style)
      let when = scale.label(ofColumn: peak)
      page.line(
        "\(label.styled(.dim).padded(to: margin - 4))\(bars)  max \(line.sums[peak]) at \(when)",
        indent: 4)
    }
    if !scale.axis.isEmpty {
      page.line("\(TerminalText(trusted: scale.axis, .dim))", indent: margin)
    }
  }
}
