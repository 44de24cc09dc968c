import Analysis

/// Blocked fetches by origin and reason; darker where there are more.
struct HTMLHeatMap {
  /// How many origins have a row.
  private static let rowLimit = 12
  /// How many reasons have a column.
  private static let columnLimit = 6

  private var order: [String] = []
  private var reasons: [String] = []
  private var counts: [String: [String: Int]] = [:]
  private var byReason: [String: Int] = [:]
  private var clients: [String: Int] = [:]

  init(_ report: Report) {
    for row in report.blocked {
      if counts[row.origin] == nil { order.append(row.origin) }
      if byReason[row.reason] == nil { reasons.append(row.reason) }
      counts[row.origin, default: [:]][row.reason, default: 0] &+= row.fetches
      byReason[row.reason, default: 0] &+= row.fetches
    }
    for row in report.blockedOrigins { clients[row.origin] = row.clients }
  }

  /// What the template shows; `nil` where one row or column says it all.
  var values: HTMLPage.Values? {
    guard order.count > 1 || reasons.count > 1 else { return nil }
    let totals = counts.mapValues { $0.values.reduce(0, &+) }
    let origins = HTMLHeatMap.ranked(order) { totals[$0] ?? 0 }.prefix(HTMLHeatMap.rowLimit)
    let columns = HTMLHeatMap.ranked(reasons) { byReason[$0] ?? 0 }
      .prefix(HTMLHeatMap.columnLimit)
    let highest = Double(
      max(1, origins.flatMap { origin in columns.map { counts[origin]?[$0] ?? 0 } }.max() ?? 1))
    let rows = origins.map { origin -> HTMLPage.Values in
      let cells = columns.map { reason -> HTMLPage.Values in
        let count = counts[origin]?[reason] ?? 0
        // By the root, so that the small ones beside a big one still show; light enough for text.
        let opacity = 0.08 + 0.42 * (Double(count) / highest).squareRoot()
        return [
          "isSet": count > 0, "text": Figures.count(count),
          "opacity": Figures.fixed(opacity, decimals: 2),
        ]
      }
      return [
        "origin": origin.isEmpty ? "unknown origin" : VisibleText.of(origin, limit: 120),
        "cells": cells, "all": Figures.count(totals[origin] ?? 0),
        "clients": clients[origin].map(Figures.count) ?? "–",
      ]
    }
    let left = order.count - origins.count
    let hidden = reasons.count - columns.count
    var notes = ["blocked fetches"]
    if left > 0 { notes.append("\(Figures.count(left, "more origin")) not shown") }
    if hidden > 0 { notes.append("\(Figures.count(hidden, "more reason")) not shown") }
    return ["note": notes.joined(separator: "; "), "reasons": Array(columns), "rows": rows]
  }

  /// The names by falling count; equals in the order given.
  private static func ranked(_ names: [String], _ count: (String) -> Int) -> [String] {
    names.enumerated().map { ($0.offset, $0.element, count($0.element)) }
      .sorted { ($1.2, $0.0) < ($0.2, $1.0) }.map(\.1)
  }
}
