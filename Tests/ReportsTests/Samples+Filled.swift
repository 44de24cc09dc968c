@testable import Analysis

extension Samples {
  /// A report in which every text that an attacker may choose is `text`, with a baseline's
  /// difference that holds it, too.
  static func filled(with text: String) -> Report {
    let evidence = [
      Report.Evidence(source: text, position: 3, detail: text),
      Report.Evidence(source: "web.log", position: 4, detail: ""),
    ]
    let row = Report.BlockedRow(
      origin: text, target: text, route: text, phase: "preflight", reason: "acao-missing",
      meaning: "the response has no Access-Control-Allow-Origin", mend: "send it", status: 401,
      fetches: 7, clients: 3, engines: [("chromium", 7)], firstSeen: start, lastSeen: start + 9,
      examples: evidence,
      isNew: true, request: Report.ExampleRequest(method: text, headers: [text, text], path: text))
    // A target that looks right gets a curl command.
    var other = row
    other.target = "https://api.example.com" + text
    other.phase = "actual"
    let finding = Finding(
      rule: "acao-list", severity: .high, confidence: "certain",
      subject: "https://api.example.com/" + text, summary: "seen on \(text)", count: 3,
      clients: 2, evidence: evidence, why: "pages fail", mend: "mend it")
    var report = Report(
      version: "0.1.0", period: Report.Period(first: start, last: start + 60),
      inputs: [
        Report.Input(
          source: text, format: "nginx-json", runnerUp: nil, unit: "line", positions: 9,
          exchanges: 8,
          refused: [
            Report.Refusal(
              reason: "invalid-json", message: text, mend: text, count: 1, positions: [(9, 1)])
          ], fields: everyField, impossible: [text], producer: text, hides: [text], error: text),
        input("web.log", fields: everyField, positions: 9),
      ],
      summary: summary(
        exchanges: 18, clients: 3, crossOrigin: 9, preflights: 7, judged: 9, blocked: 7,
        kinds: [("cors", 9), ("preflight", 7)]),
      blocked: [row, other], blockedOverflow: 0,
      preflights: preflights(
        count: 7, share: 0.4, rate: 1, hits: 0, avoidable: 2,
        time: Report.Durations(total: 1, p50: 0.1, p95: 0.2, p99: 0.3),
        byOrigin: [
          Report.PreflightRow(name: text, preflights: 7, failed: 7, avoidable: 2, requests: 0)
        ],
        byRoute: [
          Report.PreflightRow(name: text, preflights: 7, failed: 7, avoidable: 2, requests: 0)
        ]),
      timeline: (0..<4).map {
        slice($0 * 60, seconds: 60, exchanges: 4, preflights: 2, judged: 2, blocked: 1)
      },
      statuses: [Report.StatusRow(status: 401, exchanges: 7, preflights: 7, blocked: 7)],
      engines: [Report.EngineRow(engine: "chromium", exchanges: 16, judged: 9, blocked: 7)],
      disagreements: [
        Report.Disagreement(
          place: evidence[0], kind: "cors", method: text, origin: text, target: text, path: text,
          status: 200, verdict: "allowed", phase: "", reason: "", browser: "blocked",
          browserError: text, note: "something else stopped it")
      ], disagreementCount: 1, findings: [finding], limits: [text])
    // Another route of the same cause.
    var further = row
    further.route = text + text
    report.blocked.append(further)
    report.preflights.avoidableAtMaxAge = (600, 3)
    report.preflights.byEngine = [
      Report.PreflightEngineRow(
        engine: "chromium", preflights: 7, rate: 1, cacheHitRatio: 0, avoidable: 2,
        time: report.preflights.time)
    ]
    report.changes = [
      Report.Change(
        blocks: true, time: start + 70, place: evidence[0], origin: text, target: text,
        routes: [text, text], routeCount: 9, before: (5, 0), after: (0, 4))
    ]
    report.difference = difference(text)
    return report
  }

  private static func difference(_ text: String) -> Report.Difference {
    Report.Difference(
      baseline: text, period: Report.Period(first: start - 60, last: start),
      figures: [
        Report.Difference.FigureChange(
          name: "blocked_rate", isShare: true, before: 0.1, after: 0.7),
        Report.Difference.FigureChange(
          name: "blocked_fetches", isShare: false, before: nil, after: 7),
      ],
      blocked: [
        Report.Difference.BlockedChange(
          change: .new, origin: text, target: text, route: text, phase: "preflight",
          reason: "acao-missing", before: 0, after: 7)
      ],
      findings: [
        Report.Difference.FindingChange(
          change: .gone, rule: "acao-repeated", severity: "high", subject: text, before: 3,
          after: 0)
      ], newOrigins: [text])
  }
}
