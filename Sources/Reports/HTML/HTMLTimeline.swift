import Analysis

/// Charts over time: judged and blocked fetches, and preflights among all exchanges.
struct HTMLTimeline {
  /// How many bars a chart has at most.
  private static let columns = 120
  /// The height of the highest bar.
  private static let height = 114.0
  /// Where bars stand.
  private static let base = 120.0

  private let report: Report
  private let scale: TimeScale?

  init(_ report: Report) {
    self.report = report
    scale = TimeScale(report.timeline, columns: HTMLTimeline.columns)
  }

  /// What the template shows; `nil` where nothing can be said of time.
  var values: HTMLPage.Values? {
    guard let scale else { return nil }
    let charts = [blocked(scale), preflights(scale)].compactMap { $0 }
    return charts.isEmpty ? nil : ["charts": charts]
  }

  private struct Series {
    var kind: String
    var sums: [Int]
  }

  private func sums(_ scale: TimeScale, _ figure: (Report.TimeSlice) -> Int) -> [Int] {
    scale.sparkline(report.timeline, figure).sums.map { max(0, $0) }
  }

  private func blocked(_ scale: TimeScale) -> HTMLPage.Values? {
    let blocked = sums(scale) { $0.blocked }
    let judged = sums(scale) { $0.judged }
    guard let peak = Sparkline(sums: blocked).peak ?? Sparkline(sums: judged).peak else {
      return nil
    }
    let allowed = zip(judged, blocked).map { max(0, $0 &- $1) }
    let tips = blocked.indices.map { index in
      let rate = Figures.percent(blocked[index], of: judged[index]).map { " (\($0))" } ?? ""
      return "\(Figures.count(blocked[index])) blocked\(rate) of \(Figures.count(judged[index]))"
    }
    let hasBlocked = blocked.contains { $0 > 0 }
    let most = hasBlocked ? "most \(Figures.count(blocked[peak])) blocked" : "none blocked"
    // Where blocked fetches would be lost under many allowed ones, they have a chart of their own.
    let highest = Double(max(1, judged.max() ?? 1))
    let isSmall = hasBlocked && Double(blocked.max() ?? 0) < highest * 0.25
    let series =
      isSmall
      ? [Series(kind: "b-bad", sums: blocked)]
      : [Series(kind: "b-bad", sums: blocked), Series(kind: "b-ok", sums: allowed)]
    let legend =
      isSmall
      ? [("b-bad", "blocked fetches")] : [("b-bad", "blocked"), ("b-ok", "allowed")]
    return chart(
      scale, isSmall ? "Blocked fetches" : "Judged fetches", most, peak, series, tips,
      legend + marksLegend, withMarks: true)
  }

  private func preflights(_ scale: TimeScale) -> HTMLPage.Values? {
    let preflights = sums(scale) { $0.preflights }
    let exchanges = sums(scale) { $0.exchanges }
    guard let peak = Sparkline(sums: exchanges).peak else { return nil }
    let others = zip(exchanges, preflights).map { max(0, $0 &- $1) }
    let tips = exchanges.indices.map { index in
      let share =
        Figures.percent(preflights[index], of: exchanges[index]).map { " (\($0))" } ?? ""
      return
        "\(Figures.count(preflights[index])) preflights\(share) of "
        + Figures.count(exchanges[index], "exchange")
    }
    return chart(
      scale, "All exchanges", "most \(Figures.count(exchanges[peak]))", peak,
      [Series(kind: "b-warn", sums: preflights), Series(kind: "b-ok", sums: others)], tips,
      [("b-warn", "preflights"), ("b-ok", "other exchanges")])
  }

  private func chart(
    _ scale: TimeScale, _ caption: String, _ most: String, _ peak: Int, _ series: [Series],
    _ tips: [String], _ legend: [(String, String)], withMarks: Bool = false
  ) -> HTMLPage.Values {
    let width = 100 / Double(scale.columns)
    let totals = (0..<scale.columns).map { column in
      series.reduce(0) { $0 &+ $1.sums[column] }
    }
    let highest = Double(max(1, totals.max() ?? 1))
    let number = { (value: Double) in Figures.fixed(value, decimals: 2) }
    var bars: [HTMLPage.Values] = []
    for column in 0..<scale.columns {
      var y = HTMLTimeline.base
      for part in series where part.sums[column] > 0 {
        let height = max(1, Double(part.sums[column]) / highest * HTMLTimeline.height)
        y -= height
        bars.append([
          "kind": part.kind, "x": number((Double(column) + 0.08) * width), "y": number(y),
          "w": number(width * 0.84), "h": number(height),
        ])
      }
    }
    let hits = tips.indices.filter { totals[$0] > 0 }.map { column -> HTMLPage.Values in
      [
        "x": number(Double(column) * width), "w": number(width),
        "tip": "\(time(scale, column)): \(tips[column])",
      ]
    }
    let each = scale.step == 1 ? "1 s" : Figures.duration(Double(scale.step))
    let when = time(scale, peak)
    return [
      "caption": caption, "note": "a bar for \(each); \(most) from \(when)",
      "label": "\(caption) from \(time(scale, 0)) to \(UTCTime(seconds: scale.end).text), \(most) "
        + "in the \(each) from \(when)",
      "bars": bars, "hits": hits, "ticks": ticks(scale), "max": Figures.count(Int(highest)),
      "marks": withMarks ? marks(scale) : [],
      "legend": legend.map { ["kind": $0.0, "text": $0.1] },
    ]
  }

  /// Lines at the moments from which fetches were refused or let through.
  private func marks(_ scale: TimeScale) -> [HTMLPage.Values] {
    let length = Double(scale.columns) * Double(scale.step)
    return report.changes.prefix(50).compactMap { change in
      let x = (change.time - scale.start) / length * 100
      guard x.isFinite, x >= 0, x <= 100 else { return nil }
      let word = change.blocks ? "refused from here" : "let through from here"
      let origin = VisibleText.of(
        change.origin.isEmpty ? "unknown origin" : change.origin, limit: 100)
      return [
        "kind": change.blocks ? "from" : "until", "x": Figures.fixed(x, decimals: 2),
        "tip": "\(UTCTime(seconds: change.time).text): \(origin) \(word)",
      ]
    }
  }

  private var marksLegend: [(String, String)] {
    report.changes.isEmpty ? [] : [("mark", "a change: refused or let through from then on")]
  }

  private func time(_ scale: TimeScale, _ column: Int) -> String {
    UTCTime(seconds: scale.start + Double(column) * Double(scale.step)).text
  }

  /// Times along the axis: every midnight, or every so many, of some days; else five moments.
  ///
  /// Narrow screens show fewer.
  private func ticks(_ scale: TimeScale) -> [HTMLPage.Values] {
    let length = Double(scale.columns) * Double(scale.step)
    let days = length / 86_400
    guard days > 3, days.isFinite else { return moments(scale, length) }
    let every = (days / 8).rounded(.up) * 86_400
    let first = (scale.start / 86_400).rounded(.up) * 86_400
    return (0..<9).compactMap { index in
      let instant = first + Double(index) * every
      let x = (instant - scale.start) / length * 100
      // What would stand over the edge is left out.
      guard x <= 97 else { return nil }
      return [
        "x": Figures.fixed(x, decimals: 2), "text": UTCTime(seconds: instant).date.dropFirst(5),
        "anchor": x < 3 ? "start" : "middle", "isMinor": index % 2 == 1,
      ]
    }
  }

  private func moments(_ scale: TimeScale, _ length: Double) -> [HTMLPage.Values] {
    zip(0..., HTMLTimeline.clocks(from: scale.start, length: length)).compactMap { index, text in
      // Of some seconds not each quarter is another one.
      guard let text else { return nil }
      return [
        "x": "\(index * 25)", "text": text,
        "anchor": index == 0 ? "start" : index == 4 ? "end" : "middle",
        "isMinor": index % 2 == 1,
      ]
    }
  }

  /// Five moments of `length` seconds from `start` on, to the second where minutes would not tell
  /// them apart, with the date and the year where they are others; `nil` where one reads as the
  /// one before.
  static func clocks(from start: Double, length: Double) -> [String?] {
    var last: UTCTime?
    return (0...4).map { index in
      let instant = UTCTime(seconds: start + length * Double(index) / 4)
      guard instant.text != last?.text else { return nil }
      let clock = length < 240 ? String(instant.time.dropLast()) : String(instant.time.prefix(5))
      let isSameYear = instant.date.prefix(4) == last?.date.prefix(4)
      let date = isSameYear ? String(instant.date.dropFirst(5)) : instant.date
      defer { last = instant }
      return instant.date == last?.date ? clock : "\(date) \(clock)"
    }
  }
}
