import Analysis

/// What the template shows, by the names that it uses.
///
/// Values are text as it came: the template escapes each where it is written.
struct HTMLPage {
  /// A part of the page, by the template's names.
  typealias Values = [String: Any]

  let report: Report
  let options: RenderOptions
  let places: Places
  let reproduction: Reproduction

  init(_ report: Report, _ options: RenderOptions) {
    self.report = report
    self.options = options
    places = Places(report)
    reproduction = Reproduction(report)
  }

  /// Everything but style and script.
  var values: Values {
    let headline = Headline(report)
    var values: Values = [
      "version": report.version,
      "title": headline.sentences.first ?? "",
      "tone": tone(headline.tone),
      "verdict": headline.sentences.first ?? "",
      "lead": [headline.sentences.dropFirst().joined(separator: " ")]
        .filter { !$0.isEmpty } + headline.asides,
      "context": context,
      "privacy": PrivacyText.sentence(report),
      "parts": parts,
      "tiles": tiles,
      "inputs": inputs,
      "definitions": Definitions.all.map { ["id": $0.id, "term": $0.term, "text": $0.text] },
      "reasons": reasons,
    ]
    values["generated"] = options.generated.map { UTCTime(seconds: $0).text }
    values["steps"] = steps
    values["difference"] = difference
    values["timeline"] = HTMLTimeline(report).values
    values["changes"] = changes
    addBlocked(&values)
    addFindings(&values)
    values["preflights"] = preflights
    values["disagreements"] = disagreements
    values["traffic"] = traffic
    addInputs(&values)
    return values
  }

  private func tone(_ tone: Headline.Tone) -> String {
    switch tone {
    case .good: "good"
    case .bad: "bad"
    case .unsure: "unsure"
    }
  }

  private var context: String {
    var parts: [String] = []
    if let period = report.period { parts.append(UTCTime.span(period.first, period.last)) }
    parts.append(Figures.count(report.summary.exchanges, "exchange"))
    if let clients = report.summary.clients { parts.append(Figures.count(clients, "client")) }
    if report.inputs.count == 1, let input = report.inputs.first {
      parts.append("\(VisibleText.of(input.source, limit: 150)) (\(input.format))")
    } else {
      parts.append(Figures.count(report.inputs.count, "input"))
    }
    return (parts + PrivacyText.marks(report)).joined(separator: " · ")
  }

  /// The parts that are there, for the bar at the top.
  private var parts: [Values] {
    let all: [(id: String, name: String, amount: Int?, isThere: Bool)] = [
      ("steps", "Do first", nil, !NextSteps(report).steps.isEmpty),
      ("time", "Over time", nil, HTMLTimeline(report).values != nil),
      ("changes", "Changes", report.changes.count, !report.changes.isEmpty),
      ("baseline", "Baseline", nil, report.difference != nil),
      ("blocked", "Blocked", BlockedCause.all(report).count, !report.blocked.isEmpty),
      ("findings", "Findings", report.findings.count, !report.findings.isEmpty),
      ("preflights", "Preflights", nil, report.preflights.count > 0),
      (
        "disagreements", "Disagreements", report.disagreementCount, !report.disagreements.isEmpty
      ),
      ("traffic", "Traffic", nil, report.summary.exchanges > 0),
      ("inputs", "Input", nil, true), ("definitions", "Definitions", nil, true),
    ]
    return all.filter(\.isThere).map { part in
      var values: Values = ["id": part.id, "name": part.name]
      values["amount"] = part.amount.map(Figures.count)
      return values
    }
  }

  private var tiles: [Values] {
    let summary = report.summary
    let preflights = report.preflights
    var tiles = [
      tile(
        "blocked-fetches", Figures.count(summary.blockedFetches),
        summary.blockedClients.map { "of \(Figures.count($0, "client"))" } ?? "",
        isBad: summary.blockedFetches > 0),
      tile(
        "blocked-rate", summary.blockedRate.map(Figures.percent) ?? "not known",
        "of \(Figures.count(summary.judgedFetches)) judged", isBad: (summary.blockedRate ?? 0) > 0),
      tile("conditional", Figures.count(summary.conditional), "hang on credentials"),
      tile("unknown", Figures.count(summary.unknown), "could not be judged"),
    ]
    if preflights.count > 0 {
      tiles.append(
        tile(
          "preflight-share", preflights.share.map(Figures.percent) ?? "not known",
          Figures.count(preflights.count, "preflight")))
    }
    if let ratio = preflights.cacheHitRatio {
      let avoidable = preflights.avoidable.map { "\(Figures.count($0)) avoidable" } ?? ""
      tiles.append(tile("cache-hit-ratio", Figures.percent(ratio), avoidable))
    }
    if let time = preflights.time {
      tiles.append(
        tile(
          "preflight-time", Figures.duration(time.total), "median \(Figures.duration(time.p50))"))
    }
    return tiles
  }

  private func tile(_ id: String, _ value: String, _ note: String, isBad: Bool = false) -> Values {
    let label = Definitions.all.first { $0.id == id }?.term ?? id
    let words = report.difference.map(DifferenceText.init)
    let figure = words?.figures.first { $0.name == label }
    let change = figure.map { $0.change == "same" ? "as before" : "was \($0.before)" }
    return [
      "def": id, "label": label, "definition": Definitions.text(id), "value": value, "note": note,
      "isBad": isBad, "change": optional(change),
    ]
  }

  private var steps: Values? {
    let steps = NextSteps(report).steps
    guard !steps.isEmpty else { return nil }
    return [
      "list": steps.map { step -> Values in
        [
          "subject": step.subject, "change": step.change, "effect": step.effect, "link": step.link,
        ]
      }
    ]
  }

  /// Every reason that the page names, with what it means and how to mend it.
  private var reasons: [Values] {
    var seen: Set<String> = []
    var mends: [String: [String]] = [:]
    for row in report.blocked where mends[row.reason]?.contains(row.mend) != true {
      mends[row.reason, default: []].append(row.mend)
    }
    return report.blocked.filter { seen.insert($0.reason).inserted }.prefix(50).map { row in
      let mend = (mends[row.reason] ?? []).prefix(3).joined(separator: "; or ")
      return ["id": row.reason, "text": "\(row.meaning). Mend: \(mend)."]
    }
  }

  /// `… and 4,800 more`, or nothing.
  func more(_ all: Int, _ shown: Int) -> String? {
    all > shown ? "… and \(Figures.count(all - shown)) more; -o report.json has all." : nil
  }

  /// A value, or `false` where there is none: for a name that is missing the template would look
  /// further out.
  func optional(_ value: Any?) -> Any { value ?? false }

  /// The lines of a text.
  func lines(_ text: String) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  /// A cell with a number that the script can sort by.
  func cell(_ value: Int?) -> Values {
    ["text": value.map(Figures.count) ?? "–", "v": value ?? -1]
  }

  /// Places with what was seen there; in a row where it is the same.
  func list(_ evidence: [Report.Evidence]) -> [Values] {
    EvidenceGroup.all(evidence).map { group -> Values in
      [
        "place": places.plain(group.places),
        "detail": optional(group.detail.isEmpty ? nil : group.detail),
      ]
    }
  }
}
