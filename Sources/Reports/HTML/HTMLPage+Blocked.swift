import Analysis

/// Blocked groups: the biggest in full, the heat map, and the table.
extension HTMLPage {
  func addBlocked(_ values: inout Values) {
    values["hasBlocked"] = !report.blocked.isEmpty
    guard !report.blocked.isEmpty else { return }
    values["blockedSummary"] =
      "\(Figures.count(report.summary.blockedFetches, "fetch", "fetches")) in "
      + (report.blockedOverflow > 0 ? "more than " : "")
      + Figures.count(report.blocked.count, "group")
    values["groups"] = report.blocked.prefix(HTMLRenderer.groupLimit).map(group)
    values["heat"] = HTMLHeatMap(report).values
    // A few groups are told in full anyway.
    if report.blocked.count > 3 { values["blockedTable"] = table }
  }

  private func group(_ row: Report.BlockedRow) -> Values {
    let share = Figures.percent(row.fetches, of: report.summary.blockedFetches)
    var reach = share.map { " (\($0))" } ?? ""
    if let clients = row.clients { reach += " · \(Figures.count(clients, "client"))" }
    for engine in row.engines { reach += " · \(engine.engine) \(Figures.count(engine.count))" }
    let status = row.status > 0 ? ", status \(row.status)" : ""
    var values: Values = [
      "id": Permalink.of(row), "origin": row.origin.isEmpty ? "unknown origin" : row.origin,
      "place": row.target + row.route,
      "fetches": Figures.count(row.fetches, "fetch", "fetches"), "reach": reach,
      "reason": row.reason,
      "at": "at the \(row.phase)\(row.phase == "actual" ? " request" : "")\(status)",
      "meaning": row.meaning, "mend": row.mend, "places": list(row.examples),
    ]
    values["when"] = row.firstSeen.map { UTCTime.span($0, row.lastSeen ?? $0) }
    let curl = Reproduction.command(row)
    let explain = row.examples.first.map { example in
      "corscope explain \(Reproduction.quoted(example.source)) --at \(example.position)"
    }
    values["curl"] = optional(curl)
    values["explain"] = optional(explain)
    values["hasHelp"] = curl != nil || explain != nil
    return values
  }

  private var table: Values {
    let rows = report.blocked.prefix(HTMLRenderer.rowLimit).enumerated().map { index, row in
      let first = row.examples.first
      var values: Values = [
        "origin": row.origin.isEmpty ? "unknown origin" : VisibleText.of(row.origin, limit: 200),
        "place": VisibleText.of(row.target + row.route, limit: 200), "reason": row.reason,
        "phase": row.phase, "status": row.status > 0 ? "\(row.status)" : "–",
        "statusValue": row.status, "fetches": Figures.count(row.fetches),
        "fetchesValue": row.fetches, "clients": row.clients.map(Figures.count) ?? "–",
        "clientsValue": row.clients ?? -1,
        "first": row.firstSeen.map { UTCTime(seconds: $0).text } ?? "–",
        "at": first.map { VisibleText.of(places.plain($0.source, $0.position), limit: 80) } ?? "–",
      ]
      // The first groups have their names above.
      values["id"] = optional(index < HTMLRenderer.groupLimit ? nil : Permalink.of(row))
      return values
    }
    var values: Values = ["rows": rows]
    values["more"] = optional(more(report.blocked.count, rows.count))
    return values
  }
}
