import Analysis

/// Disagreements, traffic and inputs.
extension HTMLPage {
  var disagreements: Values? {
    guard !report.disagreements.isEmpty else { return nil }
    let rows = report.disagreements.prefix(HTMLRenderer.rowLimit).map { item -> Values in
      let origin = item.origin.isEmpty ? "unknown origin" : item.origin
      let reason = item.reason.isEmpty ? "" : ": \(item.reason) at the \(item.phase)"
      let error = item.browserError.isEmpty ? "" : " (\(item.browserError))"
      return [
        "request": VisibleText.of(
          "\(origin) → \(item.method) \(item.target)\(item.path)", limit: 300),
        "verdict": item.verdict + reason, "browser": item.browser + error, "why": item.note,
        "at": places.plain(item.place.source, item.place.position),
      ]
    }
    return [
      "amount": Figures.count(report.disagreementCount, "exchange"), "rows": rows,
      "more": optional(more(report.disagreementCount, rows.count)),
    ]
  }

  var traffic: Values? {
    guard report.summary.exchanges > 0 else { return nil }
    let kinds = report.summary.kinds.filter { $0.count > 0 }
      .map { "\($0.kind) \(Figures.count($0.count))" }
    let most = Double(max(1, report.engines.map(\.judged).max() ?? 1))
    let engines = report.engines.prefix(10).map { row -> Values in
      let rate =
        report.summary.blockedRate == nil
        ? nil : Figures.percent(row.blocked, of: row.judged)
      return [
        "text": "\(row.engine): \(Figures.count(row.blocked)) of \(Figures.count(row.judged)) "
          + "judged fetches blocked" + (rate.map { " (\($0))" } ?? ""),
        "w": width(Double(row.judged) / most), "bad": width(Double(row.blocked) / most),
      ]
    }
    return [
      "amount": Figures.count(report.summary.exchanges, "exchange"),
      "kinds": kinds.joined(separator: " · "), "hasEngines": !engines.isEmpty, "engines": engines,
      "hasStatuses": !report.statuses.isEmpty,
      "statuses": report.statuses.prefix(HTMLRenderer.rowLimit).map { row -> Values in
        let status: Values = ["text": row.status > 0 ? "\(row.status)" : "none", "v": row.status]
        return ["cells": [status, cell(row.exchanges), cell(row.preflights), cell(row.blocked)]]
      },
    ]
  }

  var inputs: [Values] {
    report.inputs.prefix(HTMLRenderer.rowLimit).map { input in
      let refused = input.refused.reduce(0) { $0 &+ $1.count }
      var remarks: [String] = []
      if let error = input.error { remarks.append("Stopped early: \(error)") }
      remarks += input.refused.prefix(10).map { refusal in
        let places = refusal.positions.map { place in
          "\(place.number)" + (place.column > 0 ? ":\(place.column)" : "")
        }
        let mend = refusal.mend.isEmpty ? "" : " (\(refusal.mend))"
        return "\(Figures.count(refusal.count)) \(refusal.reason): \(refusal.message)\(mend); at "
          + "\(input.unit) \(places.joined(separator: ", "))"
      }
      if let runnerUp = input.runnerUp { remarks.append("Second guess: \(runnerUp)") }
      if !input.hides.isEmpty {
        let name = input.producer.isEmpty ? "Its producer" : input.producer
        remarks.append("\(name) leaves out: \(input.hides.joined(separator: "; "))")
      }
      let wrapper = input.wrapper.isEmpty ? "" : " in \(input.wrapper)"
      return [
        "source": VisibleText.of(input.source, limit: 200), "format": input.format + wrapper,
        "read": Figures.count(input.positions), "readValue": input.positions,
        "exchanges": Figures.count(input.exchanges), "exchangesValue": input.exchanges,
        "refused": Figures.count(refused), "refusedValue": refused,
        "hasRemarks": !remarks.isEmpty, "remarks": remarks,
      ]
    }
  }

  func addInputs(_ values: inout Values) {
    values["moreInputs"] = optional(more(report.inputs.count, HTMLRenderer.rowLimit))
    if !report.limits.isEmpty { values["limits"] = ["list": Array(report.limits.prefix(50))] }
    var seen: Set<String> = []
    let impossible = report.inputs.flatMap { input in
      (input.impossibleInShort ?? input.impossible).map {
        report.inputs.count > 1 ? "\(VisibleText.of(input.source, limit: 80)): \($0)" : $0
      }
    }.filter { seen.insert($0).inserted }
    values["hasImpossible"] = !impossible.isEmpty
    values["impossible"] = Array(impossible.prefix(HTMLRenderer.rowLimit))
  }
}
