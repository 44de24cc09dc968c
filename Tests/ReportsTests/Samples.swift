@testable import Analysis

/// Invented reports, one for each kind of news.
enum Samples {
  static let all: [(name: String, report: Report)] = [
    ("nothing-cross-origin", nothingCrossOrigin),
    ("nothing-blocked", nothingBlocked),
    ("incident", incident),
    ("unjudgeable", unjudgeable),
    ("recording", recording),
    ("empty", empty),
  ]

  static func named(_ name: String) -> Report? { all.first { $0.name == name }?.report }

  /// 2026-03-14T08:00:00Z.
  static let start = 1_773_475_200.0

  static let everyField = [
    "start", "client", "method", "target", "status", "host", "origin",
    "access_control_request_method", "access_control_allow_origin",
    "access_control_allow_credentials",
  ]

  static let empty = Report(
    version: "0.1.0", period: nil,
    inputs: [
      Report.Input(
        source: "notes.txt", format: "unknown", runnerUp: nil, unit: "line", positions: 2,
        exchanges: 0,
        refused: [
          Report.Refusal(
            reason: "not-this-format", message: "the line does not fit the log format",
            mend: "if this log has custom fields, pass --log-format", count: 2,
            positions: [(1, 1), (2, 1)])
        ], fields: [], impossible: [], error: nil)
    ],
    summary: summary(exchanges: 0), blocked: [], blockedOverflow: 0, preflights: preflights(),
    timeline: [], statuses: [], engines: [], findings: [], limits: [])

  static let nothingCrossOrigin = Report(
    version: "0.1.0", period: Report.Period(first: start, last: start + 59.25),
    inputs: [input("access.log", fields: everyField, positions: 120, exchanges: 120)],
    summary: summary(exchanges: 120, clients: 7, kinds: [("same-origin", 90), ("navigation", 30)]),
    blocked: [], blockedOverflow: 0, preflights: preflights(),
    timeline: (0..<6).map { slice($0 * 10, seconds: 10, exchanges: 20) },
    statuses: [
      Report.StatusRow(status: 200, exchanges: 119, preflights: 0, blocked: 0),
      Report.StatusRow(status: 404, exchanges: 1, preflights: 0, blocked: 0),
    ], engines: [], findings: [], limits: [])

  static let nothingBlocked = Report(
    version: "0.1.0", period: Report.Period(first: start, last: start + 3 * 86_400),
    inputs: [
      input("shop.har", format: "har", unit: "entry", fields: everyField, positions: 900),
      input("edge.pcapng", format: "pcapng", unit: "packet", fields: everyField, positions: 5300),
    ],
    summary: summary(
      exchanges: 1612, clients: 12, crossOrigin: 1208, preflights: 404, judged: 1208, blocked: 0,
      kinds: [("cors", 1208), ("preflight", 404)]),
    blocked: [], blockedOverflow: 0,
    preflights: preflights(count: 404, share: 404 / 1612, rate: 0.5, hits: 0.5),
    timeline: [], statuses: [],
    engines: [Report.EngineRow(engine: "firefox", exchanges: 1612, judged: 1208, blocked: 0)],
    findings: [], limits: ["cookies are not shown by this HAR file"])

  static let unjudgeable = Report(
    version: "0.1.0", period: Report.Period(first: start, last: start + 7200),
    inputs: [
      Report.Input(
        source: "/var/log/nginx/access.log", format: "nginx-combined", runnerUp: "common",
        unit: "line", positions: 48_310, exchanges: 48_306, refused: [],
        fields: ["start", "client", "method", "target", "status", "referer", "user_agent"],
        impossible: ["blocked fetches, by origin and reason", "preflight cache hit ratio"],
        error: nil)
    ],
    summary: summary(exchanges: 48_306, clients: 911, kinds: [("unclassified", 48_306)]),
    blocked: [], blockedOverflow: 0, preflights: preflights(),
    timeline: (0..<24).map { slice($0 * 300, seconds: 300, exchanges: 2000 + $0 * 7) },
    statuses: [Report.StatusRow(status: 200, exchanges: 48_306, preflights: 0, blocked: 0)],
    engines: [], findings: [],
    limits: ["this log has no OPTIONS request: preflights were not logged, or there were none"])

  static func input(
    _ source: String, format: String = "nginx-json", unit: String = "line", fields: [String],
    positions: Int, exchanges: Int? = nil
  ) -> Report.Input {
    Report.Input(
      source: source, format: format, runnerUp: nil, unit: unit, positions: positions,
      exchanges: exchanges ?? positions, refused: [], fields: fields, impossible: [], error: nil)
  }

  static func summary(
    exchanges: Int, clients: Int? = nil, crossOrigin: Int = 0, preflights: Int = 0,
    judged: Int = 0, blocked: Int = 0, conditional: Int = 0, unknown: Int = 0,
    kinds: [(kind: String, count: Int)] = []
  ) -> Report.Summary {
    Report.Summary(
      exchanges: exchanges, clients: clients, crossOriginRequests: crossOrigin,
      preflights: preflights, judgedFetches: judged, blockedFetches: blocked,
      blockedRate: judged > 0 ? Double(blocked) / Double(judged) : nil, conditional: conditional,
      unknown: unknown, kinds: kinds)
  }

  static func preflights(
    count: Int = 0, share: Double? = nil, rate: Double? = nil, hits: Double? = nil,
    avoidable: Int? = nil, unfollowed: Int = 0, time: Report.Durations? = nil,
    byOrigin: [Report.PreflightRow] = [], byRoute: [Report.PreflightRow] = []
  ) -> Report.Preflights {
    Report.Preflights(
      count: count, share: share, rate: rate, cacheHitRatio: hits, avoidable: avoidable,
      unfollowed: unfollowed, time: time, byOrigin: byOrigin, byRoute: byRoute)
  }

  static func slice(
    _ offset: Int, seconds: Int, exchanges: Int, preflights: Int = 0, judged: Int = 0,
    blocked: Int = 0
  ) -> Report.TimeSlice {
    Report.TimeSlice(
      start: start + Double(offset), seconds: seconds, exchanges: exchanges,
      preflights: preflights, judged: judged, blocked: blocked)
  }
}
