@testable import Analysis

extension Samples {
  /// A report whose every text tries to act on a terminal.
  static let hostile: Report = {
    // Counts of things that were read: more than any input holds, and yet sums of them fit.
    let huge = 1 << 33
    let text = "a\u{1B}[2J\u{9B}31m\r\n\u{202E}\u{200B}\u{2028}\u{7}\" \\ <b>\u{7F}日本"
    let source = "a\u{1B}[2J\u{202E}.log"
    let long = String(repeating: "x\u{1B}", count: 5000)
    let evidence = [
      Report.Evidence(source: source, position: 1, detail: text),
      Report.Evidence(source: source, position: 2, detail: long),
    ]
    let row = Report.BlockedRow(
      origin: text, target: long, route: text, phase: text, reason: text, meaning: text,
      mend: text, status: -1, fetches: huge, clients: huge, engines: [(text, 1)],
      firstSeen: .nan, lastSeen: .infinity, examples: evidence)
    let finding = Finding(
      rule: text, severity: .critical, confidence: text, subject: long, summary: text, count: huge,
      clients: nil, evidence: evidence, why: text,
      mend: String(repeating: "word ", count: 5000))
    let refusal = Report.Refusal(
      reason: text, message: text, mend: text, count: huge, positions: [(1, 1)])
    return Report(
      version: text, period: Report.Period(first: -.infinity, last: 1e300),
      inputs: Array(
        repeating: Report.Input(
          source: source, format: text, runnerUp: text, unit: "packet", positions: 1, exchanges: 1,
          refused: [refusal], fields: [text], impossible: [text], producer: text,
          hides: [text, long], asides: [(text, huge)], error: text), count: 30),
      summary: summary(
        exchanges: huge, clients: 0, crossOrigin: 1, preflights: 1, judged: 1, blocked: huge,
        kinds: [(text, 1)]),
      blocked: Array(repeating: row, count: 1), blockedOverflow: huge,
      blockedOrigins: [text, long].map {
        Report.BlockedOrigin(
          origin: $0, fetches: huge, clients: huge, firstSeen: .nan, lastSeen: .infinity)
      },
      preflights: preflights(
        count: huge, share: .nan, rate: .infinity, hits: -1, avoidable: 1, unfollowed: 1,
        time: Report.Durations(total: .infinity, p50: -1, p95: 1e300, p99: .nan),
        byOrigin: Array(
          repeating: Report.PreflightRow(
            name: long, preflights: 1, failed: 1, avoidable: 1, requests: huge), count: 20)),
      timeline: [
        slice(0, seconds: 1, exchanges: huge), slice(1, seconds: 1, exchanges: 1),
        Report.TimeSlice(
          start: .infinity, seconds: .max, exchanges: 1, preflights: huge, judged: 1, blocked: -1),
      ],
      statuses: [Report.StatusRow(status: -1, exchanges: 0, preflights: 0, blocked: -1)],
      engines: [Report.EngineRow(engine: text, exchanges: 1, judged: 0, blocked: 0)],
      disagreements: Array(
        repeating: Report.Disagreement(
          place: evidence[0], kind: text, method: text, origin: text, target: text, path: long,
          status: -1, verdict: text, phase: text, reason: text, browser: text, browserError: long,
          note: text), count: 12), disagreementCount: huge,
      findings: Array(repeating: finding, count: 12), limits: [text])
  }()
}
