import Analysis

/// When fetches began to be refused or let through, and what differs from a baseline.
extension HTMLPage {
  /// How many changes are told.
  private static let changeLimit = 20

  var changes: Values? {
    guard !report.changes.isEmpty else { return nil }
    let rows = report.changes.prefix(HTMLPage.changeLimit).map { change -> Values in
      let origin = change.origin.isEmpty ? "unknown origin" : change.origin
      let rest = change.routeCount - change.routes.count
      let more = rest > 0 ? " and \(Figures.count(rest)) more" : ""
      let counts = { (word: String, counts: (allowed: Int, blocked: Int)) in
        "\(word) \(Figures.count(counts.allowed)) passed, \(Figures.count(counts.blocked)) refused"
      }
      return [
        "kind": change.blocks ? "worse" : "better", "badge": change.blocks ? "worse" : "better",
        "word": change.blocks ? "refused from" : "let through from",
        "time": UTCTime(seconds: change.time).text,
        "subject": VisibleText.of("\(origin) → \(PlaceName.text(change.target))", limit: 300),
        "routes": change.routes.map { VisibleText.of($0, limit: 200) }.joined(separator: ", ")
          + more,
        "before": counts("before", change.before), "after": counts("after", change.after),
        "place": places.plain(change.place.source, change.place.position),
      ]
    }
    return [
      "amount": Figures.count(report.changes.count), "rows": rows,
      "lead": "From these moments fetches were refused that had passed, or the reverse.",
      "more": optional(more(report.changes.count, rows.count)),
    ]
  }

  var difference: Values? {
    guard let difference = report.difference else { return nil }
    let words = DifferenceText(difference)
    let all = words.changes
    let changes = all.prefix(HTMLRenderer.rowLimit).map { change -> Values in
      [
        "change": change.change.rawValue, "what": VisibleText.of(change.subject, limit: 300),
        "why": change.cause, "before": Figures.count(change.before), "beforeValue": change.before,
        "after": Figures.count(change.after), "afterValue": change.after,
      ]
    }
    return [
      "sentence": words.sentence,
      "figures": words.figures.map { figure -> Values in
        [
          "name": figure.name, "before": figure.before, "after": figure.after,
          "change": figure.change,
        ]
      },
      "hasChanges": !changes.isEmpty, "changes": Array(changes),
      "more": optional(more(all.count, changes.count)),
    ]
  }
}
