import Analysis

/// What preflights cost.
extension HTMLPage {
  var preflights: Values? {
    let figures = report.preflights
    guard figures.count > 0 || figures.cacheHitRatio != nil else { return nil }
    let avoidable = figures.avoidable.map { Double($0) / Double(max(1, figures.count)) }
    let bars: [(String, Double?, String)] = [
      ("Preflights by fetches that needed one", figures.rate, "b-warn"),
      ("Cache hits by fetches that needed one", figures.cacheHitRatio, "b-pre"),
      ("Avoidable with the longest max-age", avoidable, "b-bad"),
    ]
    return [
      "sentences": sentences(figures),
      "bars": bars.compactMap { caption, share, kind -> Values? in
        guard let share, share.isFinite else { return nil }
        return [
          "caption": caption, "value": Figures.percent(share), "kind": kind, "w": width(share),
        ]
      },
      "tables": [
        engines(figures.byEngine), table("By origin", "Origin", figures.byOrigin),
        table("By route", "Target and route", figures.byRoute),
      ].compactMap { $0 },
    ]
  }

  /// A share of 0 to 1 as the width of a bar, in per cent.
  func width(_ share: Double) -> String {
    Figures.fixed(min(100, max(0, share * 100)), decimals: 2)
  }

  private func sentences(_ figures: Report.Preflights) -> [String] {
    let share = figures.share.map { ", \(Figures.percent($0)) of all exchanges" } ?? ""
    var sentences = ["\(Figures.count(figures.count, "preflight"))\(share)."]
    if let time = figures.time {
      sentences.append(
        "Users waited \(Figures.duration(time.total)) for them: median \(Figures.duration(time.p50)), "
          + "95 of 100 under \(Figures.duration(time.p95)), 99 of 100 under "
          + "\(Figures.duration(time.p99)).")
    }
    if let (seconds, count) = figures.avoidableAtMaxAge {
      let part = Figures.percent(count, of: figures.count).map { " (\($0))" } ?? ""
      sentences.append(
        "With Access-Control-Max-Age: \(seconds), browsers would have spared "
          + "\(Figures.count(count))\(part) of them.")
    }
    if figures.unfollowed > 0 {
      sentences.append(
        "\(Figures.count(figures.unfollowed)) passed, and no request came after them.")
    }
    return sentences
  }

  private func table(
    _ caption: String, _ column: String, _ rows: [Report.PreflightRow]
  ) -> Values? {
    guard !rows.isEmpty else { return nil }
    let isTimed = rows.contains { $0.time != nil }
    return [
      "caption": caption, "column": column,
      "heads": ["Preflights", "Failed", "Avoidable", "Requests"]
        + (isTimed ? ["Waited", "Median", "95 of 100"] : []),
      "rows": rows.prefix(HTMLRenderer.rowLimit).map { row -> Values in
        let times = [row.time?.total, row.time?.p50, row.time?.p95].map(seconds)
        return [
          "name": VisibleText.of(row.name, limit: 200),
          "cells": [
            cell(row.preflights), cell(row.failed), cell(row.avoidable), cell(row.requests),
          ] + (isTimed ? times : []),
        ]
      },
    ]
  }

  private func engines(_ rows: [Report.PreflightEngineRow]) -> Values? {
    guard !rows.isEmpty else { return nil }
    return [
      "caption": "By engine", "column": "Engine",
      "heads": [
        "Preflights", "Preflight rate", "Cache hits", "Avoidable", "Waited", "Median", "95 of 100",
      ],
      "rows": rows.map { row -> Values in
        [
          "name": row.engine,
          "cells": [
            cell(row.preflights), share(row.rate), share(row.cacheHitRatio), cell(row.avoidable),
          ] + [row.time?.total, row.time?.p50, row.time?.p95].map(seconds),
        ]
      },
    ]
  }

  private func share(_ value: Double?) -> Values {
    ["text": value.map { Figures.percent($0) } ?? "–", "v": sortable(value)]
  }

  private func seconds(_ value: Double?) -> Values {
    ["text": value.map { Figures.duration($0) } ?? "–", "v": sortable(value)]
  }

  private func sortable(_ value: Double?) -> String {
    guard let value, value.isFinite else { return "-1" }
    return Figures.fixed(value, decimals: 6)
  }
}
