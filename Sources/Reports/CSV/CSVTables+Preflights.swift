import Analysis

/// Tables of preflights, and of when fetches began to be refused.
extension CSVTables {
  static func preflights(
    _ name: String, _ column: String, _ rows: [Report.PreflightRow]
  ) -> CSVTable {
    CSVTable(
      name,
      [
        column, "preflights", "failed", "avoidable", "requests", "seconds", "seconds_p50",
        "seconds_p95", "seconds_p99",
      ],
      rows.map { row in
        [
          .text(row.name), .count(row.preflights), .count(row.failed), .count(row.avoidable),
          .count(row.requests), .number(row.time?.total), .number(row.time?.p50),
          .number(row.time?.p95), .number(row.time?.p99),
        ]
      })
  }

  static func preflightEngines(_ report: Report) -> CSVTable {
    CSVTable(
      "preflights_by_engine",
      [
        "engine", "preflights", "rate", "cache_hit_ratio", "avoidable", "seconds", "seconds_p50",
        "seconds_p95", "seconds_p99",
      ],
      report.preflights.byEngine.map { row in
        [
          .text(row.engine), .count(row.preflights), .number(row.rate),
          .number(row.cacheHitRatio), .count(row.avoidable), .number(row.time?.total),
          .number(row.time?.p50), .number(row.time?.p95), .number(row.time?.p99),
        ]
      })
  }

  static func changes(_ report: Report) -> CSVTable {
    CSVTable(
      "changes",
      [
        "kind", "time", "origin", "target", "routes", "route_count", "allowed_before",
        "blocked_before", "allowed_after", "blocked_after", "source", "position",
      ],
      report.changes.map { change in
        [
          .text(change.blocks ? "blocked-from" : "allowed-from"), .time(change.time),
          .text(change.origin), .text(change.target),
          .text(change.routes.joined(separator: " ")), .count(change.routeCount),
          .count(change.before.allowed), .count(change.before.blocked),
          .count(change.after.allowed), .count(change.after.blocked),
          .text(change.place.source), .count(change.place.position),
        ]
      })
  }
}
