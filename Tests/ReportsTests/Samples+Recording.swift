@testable import Analysis

extension Samples {
  private static let source = "ticket-4711.har"

  /// What a customer's browser recorded, with two exchanges of which it tells otherwise.
  static let recording = Report(
    version: "0.1.0", period: Report.Period(first: start, last: start + 8.5),
    inputs: [
      Report.Input(
        source: source, format: "har", runnerUp: nil, unit: "entry", positions: 61, exchanges: 48,
        refused: [], fields: everyField, impossible: ["distinct clients (needs client)"],
        producer: "Chromium DevTools",
        hides: [
          "the headers of requests that were never sent, were answered from the cache, or whose "
            + "response the page may not read",
          "cookies and authorization, unless it is exported with sensitive data",
        ],
        asides: [("data-url", 7), ("cache-hit", 4), ("never-sent", 2)],
        error: "the HAR ends in the middle of entry 62, at byte 183201; export or copy it again")
    ],
    summary: summary(
      exchanges: 48, crossOrigin: 20, preflights: 6, judged: 21, blocked: 2,
      kinds: [("preflight", 6), ("cors", 20), ("same-origin", 22)]),
    blocked: [
      Report.BlockedRow(
        origin: "https://app.example.com", target: "https://api.example.com", route: "/v1/orders",
        phase: "preflight", reason: "acao-missing",
        meaning: "the response has no Access-Control-Allow-Origin",
        mend: "send 'Access-Control-Allow-Origin' with the request's Origin", status: 403,
        fetches: 2, clients: nil, engines: [("chromium", 2)], firstSeen: start + 1,
        lastSeen: start + 3,
        examples: [
          Report.Evidence(
            source: source, position: 8, detail: "the request of entry 7 was never sent"),
          Report.Evidence(source: source, position: 31, detail: ""),
        ])
    ], blockedOverflow: 0,
    preflights: preflights(count: 6, share: 0.125, rate: 0.75, hits: 0.25), timeline: [],
    statuses: [],
    engines: [Report.EngineRow(engine: "chromium", exchanges: 26, judged: 21, blocked: 2)],
    disagreements: [
      Report.Disagreement(
        place: Report.Evidence(source: source, position: 12, detail: ""), kind: "cors",
        method: "GET", origin: "https://app.example.com", target: "https://api.example.com",
        path: "/v1/me?token=REDACTED", status: 200, verdict: "allowed", phase: "", reason: "",
        browser: "blocked", browserError: "net::ERR_FAILED",
        note: "the headers allow it, so that something else stopped it"),
      Report.Disagreement(
        place: Report.Evidence(source: source, position: 40, detail: ""), kind: "preflight",
        method: "OPTIONS", origin: "", target: "https://api.example.com", path: "/v1/carts",
        status: 404, verdict: "blocked", phase: "preflight", reason: "acao-missing",
        browser: "allowed", browserError: "",
        note: "the preflight fails and the browser still sent the request"),
    ], disagreementCount: 2, findings: [], limits: [])
}
