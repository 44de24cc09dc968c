import Analysis

/// Tables of traffic, of inputs and of what differs.
extension CSVTables {
  static func statuses(_ report: Report) -> CSVTable {
    CSVTable(
      "by_status", ["status", "exchanges", "preflights", "blocked"],
      report.statuses.map { row in
        [.count(row.status), .count(row.exchanges), .count(row.preflights), .count(row.blocked)]
      })
  }

  static func engines(_ report: Report) -> CSVTable {
    CSVTable(
      "by_engine", ["engine", "exchanges", "judged", "blocked"],
      report.engines.map { row in
        [.text(row.engine), .count(row.exchanges), .count(row.judged), .count(row.blocked)]
      })
  }

  static func inputs(_ report: Report) -> CSVTable {
    CSVTable(
      "inputs",
      ["source", "format", "unit", "positions", "exchanges", "refused", "impossible", "error"],
      report.inputs.map { input in
        [
          .text(input.source), .text(input.format), .text(input.unit), .count(input.positions),
          .count(input.exchanges), .count(input.refused.reduce(0) { $0 &+ $1.count }),
          .text(input.impossible.joined(separator: "; ")), .text(input.error ?? ""),
        ]
      })
  }

  static func disagreements(_ report: Report) -> CSVTable {
    CSVTable(
      "disagreements",
      [
        "source", "position", "kind", "method", "origin", "target", "path", "status", "outcome",
        "phase", "reason", "browser_outcome", "browser_error", "note",
      ],
      report.disagreements.map { item in
        [
          .text(item.place.source), .count(item.place.position), .text(item.kind),
          .text(item.method), .text(item.origin), .text(item.target), .text(item.path),
          .count(item.status > 0 ? item.status : nil), .text(item.verdict), .text(item.phase),
          .text(item.reason), .text(item.browser), .text(item.browserError), .text(item.note),
        ]
      })
  }

  static func difference(_ difference: Report.Difference) -> CSVTable {
    let blocked = difference.blocked.map { change -> [CSVTable.Cell] in
      [
        .text("blocked"), .text(change.change.rawValue), .text(change.reason), .text(change.origin),
        .text(change.target + change.route), .count(change.before), .count(change.after),
      ]
    }
    let findings = difference.findings.map { change -> [CSVTable.Cell] in
      [
        .text("finding"), .text(change.change.rawValue), .text(change.rule), .text(""),
        .text(change.subject), .count(change.before), .count(change.after),
      ]
    }
    return CSVTable(
      "difference", ["what", "change", "reason_or_rule", "origin", "subject", "before", "after"],
      blocked + findings)
  }
}
