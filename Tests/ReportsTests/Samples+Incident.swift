@testable import Analysis

extension Samples {
  /// A morning on which a deployment broke the errors of one API.
  static let incident: Report = {
    var report = morning
    report.changes = [
      Report.Change(
        blocks: true, time: start + 3662.4, place: evidence("web1.log", 7411),
        origin: "https://app.example.com", target: "https://api.example.com",
        routes: ["/v1/orders/{id}", "/v1/carts"], routeCount: 7, before: (4102, 0),
        after: (31, 378)),
      Report.Change(
        blocks: false, time: start + 5302, place: evidence("web2.log", 4090),
        origin: "https://app.example.com", target: "https://api.example.com",
        routes: ["/v1/orders/{id}"], routeCount: 1, before: (31, 378), after: (2901, 0)),
    ]
    report.blockedOrigins = [
      Report.BlockedOrigin(
        origin: "https://app.example.com", fetches: 378, clients: 214, firstSeen: start + 3662.4,
        lastSeen: start + 5301.9),
      Report.BlockedOrigin(
        origin: "https://partner.app.test", fetches: 20, clients: 3, firstSeen: start + 60,
        lastSeen: start + 9000),
      Report.BlockedOrigin(
        origin: "https://a-long-name-of-a-preview-deployment-7f3a91c.preview.app.test:8443",
        fetches: 14, clients: nil, firstSeen: nil, lastSeen: nil),
    ]
    report.preflights.avoidableAtMaxAge = (3600, 2870)
    report.preflights.byEngine = [
      Report.PreflightEngineRow(
        engine: "chromium", preflights: 4100, rate: 0.41, cacheHitRatio: 0.59, avoidable: 2100,
        time: Report.Durations(total: 502.1, p50: 0.0409, p95: 0.301, p99: 1.391)),
      Report.PreflightEngineRow(
        engine: "webkit", preflights: 2020, rate: 0.52, cacheHitRatio: 0.48, avoidable: nil,
        time: nil),
    ]
    for index in report.blocked.indices { report.blocked[index].isNew = index == 1 }
    return report
  }()

  private static let morning = Report(
    version: "0.1.0", period: Report.Period(first: start + 5.125, last: start + 9240.75),
    inputs: [incidentInput, input("web2.log", fields: everyField, positions: 9120)],
    summary: summary(
      exchanges: 27_430, clients: 1918, crossOrigin: 18_402, preflights: 6120, judged: 18_220,
      blocked: 412, conditional: 1204, unknown: 88,
      kinds: [
        ("cors", 18_402), ("preflight", 6120), ("same-origin", 2211), ("no-cors", 402),
        ("navigation", 190), ("non-browser", 105),
      ]),
    blocked: incidentBlocked, blockedOverflow: 0,
    preflights: preflights(
      count: 6120, share: 0.223113, rate: 0.4402, hits: 0.5598, avoidable: 3011, unfollowed: 14,
      time: Report.Durations(total: 742.3, p50: 0.0412, p95: 0.318, p99: 1.402),
      byOrigin: [
        row("https://app.example.com", 4800, 9, 2600, 11_904),
        row("https://partner.app.test", 1320, 11, 411, 2010),
      ],
      byRoute: [row("https://api.example.com/v1/orders/{id}", 4410, 20, 2700, 9001)]),
    timeline: (0..<31).map { index in
      slice(
        index * 300, seconds: 300, exchanges: 700 + (index * 37) % 300,
        preflights: 150 + (index * 11) % 90, judged: 500,
        blocked: index < 12 || index > 17 ? 0 : [12, 90, 131, 120, 48, 11][index - 12])
    },
    statuses: [
      Report.StatusRow(status: 200, exchanges: 19_922, preflights: 0, blocked: 14),
      Report.StatusRow(status: 204, exchanges: 6100, preflights: 6100, blocked: 0),
      Report.StatusRow(status: 401, exchanges: 1026, preflights: 20, blocked: 20),
      Report.StatusRow(status: 502, exchanges: 382, preflights: 0, blocked: 378),
    ],
    engines: [
      Report.EngineRow(engine: "chromium", exchanges: 17_004, judged: 12_950, blocked: 271),
      Report.EngineRow(engine: "webkit", exchanges: 4811, judged: 3420, blocked: 96),
      Report.EngineRow(engine: "firefox", exchanges: 2707, judged: 1850, blocked: 45),
    ],
    findings: incidentFindings,
    limits: ["2 exchanges were given up to stay within the memory budget"])

  private static let incidentInput = Report.Input(
    source: "web1.log", format: "nginx-json", runnerUp: "caddy", unit: "line", positions: 18_392,
    exchanges: 18_310,
    refused: [
      Report.Refusal(
        reason: "invalid-json", message: "not a JSON object",
        mend: "the line was cut, or it is not JSON: nginx needs escape=json", count: 81,
        positions: [(12, 310), (408, 1), (409, 1), (9021, 77), (18_001, 4)]),
      Report.Refusal(
        reason: "truncated-input", message: "the input ends in the middle",
        mend: "copy or export the file again", count: 1, positions: [(18_392, 0)]),
    ], fields: everyField, impossible: ["preflight time: no duration is logged"], error: nil)

  private static let missing = (
    "the response has no Access-Control-Allow-Origin",
    "send 'Access-Control-Allow-Origin' with the request's Origin for origins you trust, on errors"
      + " and redirects too, and 'Vary: Origin'"
  )

  private static let incidentBlocked = [
    Report.BlockedRow(
      origin: "https://app.example.com", target: "https://api.example.com",
      route: "/v1/orders/{id}", phase: "actual", reason: "acao-missing", meaning: missing.0,
      mend: missing.1, status: 502, fetches: 378, clients: 214,
      engines: [("chromium", 250), ("webkit", 88), ("firefox", 40)],
      firstSeen: start + 3662.4, lastSeen: start + 5301.9,
      examples: [evidence("web1.log", 7411), evidence("web1.log", 7415), evidence("web2.log", 90)]),
    Report.BlockedRow(
      origin: "https://partner.app.test", target: "https://api.example.com",
      route: "/v1/orders/{id}", phase: "preflight", reason: "preflight-status-not-ok",
      meaning: "the preflight was answered with a status outside 200 to 299",
      mend: "answer OPTIONS with 204 before authentication, routing and rate limits apply",
      status: 401, fetches: 20, clients: 3, engines: [("chromium", 20)],
      firstSeen: start + 60, lastSeen: start + 9000, examples: [evidence("web1.log", 102)]),
    Report.BlockedRow(
      origin: "https://a-long-name-of-a-preview-deployment-7f3a91c.preview.app.test:8443",
      target: "https://static.example.com",
      route: "/assets/fonts/{hash}/inter-variable-latin-extended.woff2", phase: "actual",
      reason: "acao-missing", meaning: missing.0, mend: missing.1, status: 200, fetches: 14,
      clients: nil, engines: [], firstSeen: nil, lastSeen: nil, examples: [evidence("web2.log", 8)]),
  ]

  private static let incidentFindings = [
    Finding(
      rule: "acao-reflects-any-origin", severity: .high, confidence: "inferred",
      subject: "https://api.example.com/v1/*",
      summary: "12 different origins were echoed with credentials, among them 'null'.",
      count: 12, clients: 4,
      evidence: [
        evidence("web1.log", 301, "Origin: https://evil.example, allowed with credentials"),
        evidence("web1.log", 330, "Origin: null, allowed with credentials"),
      ],
      why: "any page that a signed-in user opens can read this API in the user's name",
      mend: "compare the Origin with a list of origins that you trust; never echo it unseen",
      snippets: [Snippet(server: "nginx", text: "map $http_origin $cors_origin {\n}")],
      cwe: [942, 346], isUnderProbe: true),
    Finding(
      rule: "errors-without-cors", severity: .medium, confidence: "certain",
      subject: "https://api.example.com",
      summary: "382 responses with status 502 had no CORS"
        + " headers while those with status 200 had them.",
      count: 382, clients: 214, evidence: [evidence("web1.log", 7411), evidence("web1.log", 7415)],
      why: "the page cannot read the status and shows a network error instead",
      mend: "nginx: add_header … always"),
    Finding(
      rule: "max-age-missing", severity: .info, confidence: "certain",
      subject: "https://api.example.com",
      summary: "No preflight sets Access-Control-Max-Age: browsers keep it for 5 s.", count: 6100,
      clients: nil, evidence: [], why: "each further request pays for another preflight",
      mend: "send 'Access-Control-Max-Age: 7200'"),
  ]

  static func evidence(_ source: String, _ position: Int, _ detail: String = "") -> Report.Evidence
  { Report.Evidence(source: source, position: position, detail: detail) }

  private static func row(
    _ name: String, _ preflights: Int, _ failed: Int, _ avoidable: Int, _ requests: Int
  ) -> Report.PreflightRow {
    Report.PreflightRow(
      name: name, preflights: preflights, failed: failed, avoidable: avoidable, requests: requests,
      time: Report.PreflightTime(
        total: Double(preflights) * 0.1213, p50: 0.041, p95: failed > 9 ? 0.318 : nil, p99: nil))
  }
}
