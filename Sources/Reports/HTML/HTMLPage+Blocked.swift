import Analysis

/// Blocked groups: the biggest in full, the heat map, and the table.
extension HTMLPage {
  func addBlocked(_ values: inout Values) {
    values["hasBlocked"] = !report.blocked.isEmpty
    guard !report.blocked.isEmpty else { return }
    let causes = BlockedCause.all(report)
    values["blockedSummary"] =
      "\(Figures.count(report.summary.blockedFetches, "fetch", "fetches")) by "
      + (report.blockedOverflow > 0 ? "more than " : "")
      + Figures.count(causes.count, "cause")
    values["groups"] = causes.prefix(HTMLRenderer.groupLimit).map(group)
    let rest = causes.count - HTMLRenderer.groupLimit
    values["moreCauses"] = optional(
      rest > 0 ? "… and \(Figures.count(rest, "more cause")), in the table below." : nil)
    values["heat"] = HTMLHeatMap(report).values
    let shown = Set(causes.prefix(HTMLRenderer.groupLimit).map { Permalink.of($0.first) })
    // A few groups are told in full anyway.
    if report.blocked.count > 3 { values["blockedTable"] = table(shown) }
  }

  private func group(_ cause: BlockedCause) -> Values {
    let row = cause.first
    let share = Figures.percent(cause.fetches, of: report.summary.blockedFetches)
    var reach = share.map { " (\($0))" } ?? ""
    if let clients = cause.clients { reach += " · \(clients)" }
    for engine in cause.engines { reach += " · \(engine.engine) \(Figures.count(engine.count))" }
    let statuses = cause.statuses.prefix(5).map { "\($0)" }.joined(separator: ", ")
    let routes = cause.routes
    let example = cause.examples.first
    var values: Values = [
      "id": Permalink.of(row), "origin": row.origin.isEmpty ? "unknown origin" : row.origin,
      "place": PlaceName.text(row.target, routes.count == 1 ? row.route : ""), "isNew": cause.isNew,
      "fetches": Figures.count(cause.fetches, "fetch", "fetches"), "reach": reach,
      "reason": row.reason,
      "at": "at the \(row.phase)\(row.phase == "actual" ? " request" : "")"
        + (statuses.isEmpty ? "" : ", status \(statuses)"),
      "meaning": cause.meaning, "mend": row.mend, "places": list(cause.examples),
      "routes": optional(self.routes(routes)),
    ]
    values["when"] = optional(cause.span(in: report.period))
    let curl = Reproduction.command(row)
    let explain = example.map { example in
      "corscope explain \(Reproduction.quoted(example.source)) --at \(example.position)"
    }
    values["curl"] = optional(curl)
    values["explain"] = optional(explain)
    values["hasHelp"] = curl != nil || explain != nil
    return values
  }

  /// The routes of a cause with bars, where there are several.
  private func routes(_ routes: [(route: String, fetches: Int)]) -> Values? {
    guard routes.count > 1, let most = routes.first?.fetches else { return nil }
    let kept = routes.prefix(HTMLPage.routeLimit)
    let rest = routes.count - kept.count
    return [
      "list": kept.map { route -> Values in
        [
          "route": VisibleText.of(route.route, limit: 120),
          "fetches": Figures.count(route.fetches),
          "w": Figures.fixed(
            100 * Double(max(0, route.fetches)) / Double(max(1, most)), decimals: 1),
        ]
      },
      "more": optional(rest > 0 ? "… and \(Figures.count(rest, "other route"))" : nil),
    ]
  }

  /// How many routes of a cause are named.
  private static let routeLimit = 6

  private func table(_ shown: Set<String>) -> Values {
    let rows = report.blocked.prefix(HTMLRenderer.rowLimit).map { row in
      let first = row.examples.first
      var values: Values = [
        "origin": row.origin.isEmpty ? "unknown origin" : VisibleText.of(row.origin, limit: 200),
        "place": VisibleText.of(row.target + row.route, limit: 200), "reason": row.reason,
        "phase": row.phase, "status": row.status > 0 ? "\(row.status)" : "–",
        "statusValue": row.status, "fetches": Figures.count(row.fetches),
        "fetchesValue": row.fetches, "clients": row.clients.map(Figures.count) ?? "–",
        "clientsValue": row.clients ?? -1,
        "isNew": row.isNew == true, "first": row.firstSeen.map { UTCTime(seconds: $0).text } ?? "–",
        "at": first.map { VisibleText.of(places.plain($0.source, $0.position), limit: 80) } ?? "–",
      ]
      // The first groups of causes have their names above.
      let link = Permalink.of(row)
      values["id"] = optional(shown.contains(link) ? nil : link)
      return values
    }
    var values: Values = ["rows": rows]
    values["more"] = optional(more(report.blocked.count, rows.count))
    return values
  }
}
