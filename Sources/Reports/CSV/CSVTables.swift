package import Analysis

/// A report as tables.
package enum CSVTables {
  /// All tables, that of the blocked groups first; each is there even where it is empty.
  package static func all(_ report: Report) -> [CSVTable] {
    [
      blocked(report), origins(report), findings(report), evidence(report), summary(report),
      timeline(report),
      preflights("preflights_by_origin", "origin", report.preflights.byOrigin),
      preflights("preflights_by_route", "route", report.preflights.byRoute),
      preflightEngines(report), changes(report), statuses(report), engines(report),
      inputs(report), disagreements(report),
    ] + (report.difference.map { [difference($0)] } ?? [])
  }

  /// Groups of blocked fetches.
  package static func blocked(_ report: Report) -> CSVTable {
    CSVTable(
      "blocked",
      [
        "origin", "target", "route", "phase", "reason", "meaning", "mend", "status", "fetches",
        "clients", "chromium", "firefox", "webkit", "other_engines", "first_seen", "last_seen",
        "source", "position", "curl", "new",
      ],
      report.blocked.map { row in
        let engines = ["chromium", "firefox", "webkit"].map { name in
          row.engines.reduce(0) { $1.engine == name ? $0 + $1.count : $0 }
        }
        let all = row.engines.reduce(0) { $0 + $1.count }
        let first = row.examples.first
        return [
          .text(row.origin), .text(row.target), .text(row.route), .text(row.phase),
          .text(row.reason), .text(row.meaning), .text(row.mend),
          .count(row.status > 0 ? row.status : nil), .count(row.fetches), .count(row.clients),
        ] + engines.map { .count($0) } + [
          .count(all - engines.reduce(0, +)), .time(row.firstSeen), .time(row.lastSeen),
          .text(first?.source ?? ""), .count(first?.position),
          .text(Reproduction.command(row) ?? ""),
          .text(row.isNew.map { $0 ? "yes" : "no" } ?? ""),
        ]
      })
  }

  private static func origins(_ report: Report) -> CSVTable {
    CSVTable(
      "blocked_by_origin", ["origin", "fetches", "clients", "first_seen", "last_seen"],
      report.blockedOrigins.map { row in
        [
          .text(row.origin), .count(row.fetches), .count(row.clients), .time(row.firstSeen),
          .time(row.lastSeen),
        ]
      })
  }

  private static func findings(_ report: Report) -> CSVTable {
    let reproduction = Reproduction(report)
    return CSVTable(
      "findings",
      [
        "id", "rule", "severity", "confidence", "subject", "summary", "count", "clients", "why",
        "mend", "curl",
      ],
      report.findings.map { finding in
        [
          .text(Permalink.of(finding)), .text(finding.rule), .text(finding.severity.name),
          .text(finding.confidence), .text(finding.subject), .text(finding.summary),
          .count(finding.count), .count(finding.clients), .text(finding.why),
          .text(finding.mend), .text(reproduction.command(finding) ?? ""),
        ]
      })
  }

  private static func evidence(_ report: Report) -> CSVTable {
    CSVTable(
      "evidence", ["finding", "rule", "subject", "source", "position", "detail"],
      report.findings.flatMap { finding in
        finding.evidence.map { item in
          [
            .text(Permalink.of(finding)), .text(finding.rule), .text(finding.subject),
            .text(item.source), .count(item.position), .text(item.detail),
          ]
        }
      })
  }

  private static func summary(_ report: Report) -> CSVTable {
    let summary = report.summary
    let preflights = report.preflights
    let rows: [(String, CSVTable.Cell)] = [
      ("exchanges", .count(summary.exchanges)), ("clients", .count(summary.clients)),
      ("cross_origin_requests", .count(summary.crossOriginRequests)),
      ("preflights", .count(summary.preflights)), ("judged_fetches", .count(summary.judgedFetches)),
      ("blocked_fetches", .count(summary.blockedFetches)),
      ("blocked_clients", .count(summary.blockedClients)),
      ("blocked_rate", .number(summary.blockedRate)), ("conditional", .count(summary.conditional)),
      ("unknown", .count(summary.unknown)), ("preflight_share", .number(preflights.share)),
      ("preflight_rate", .number(preflights.rate)),
      ("cache_hit_ratio", .number(preflights.cacheHitRatio)),
      ("avoidable_preflights", .count(preflights.avoidable)),
      ("authorization_repeated_preflights", .count(preflights.authorization?.repeated)),
      ("avoidable_at_max_age", .count(preflights.avoidableAtMaxAge?.count)),
      ("max_age_asked_about", .count(preflights.avoidableAtMaxAge?.seconds)),
      ("preflight_seconds", .number(preflights.time?.total)),
      ("preflight_seconds_p50", .number(preflights.time?.p50)),
      ("preflight_seconds_p95", .number(preflights.time?.p95)),
      ("preflight_seconds_p99", .number(preflights.time?.p99)),
      ("period_first", .number(report.period?.first)),
      ("period_last", .number(report.period?.last)),
    ]
    return CSVTable("summary", ["figure", "value"], rows.map { [.text($0.0), $0.1] })
  }

  private static func timeline(_ report: Report) -> CSVTable {
    CSVTable(
      "timeline", ["start", "seconds", "exchanges", "preflights", "judged", "blocked"],
      report.timeline.map { slice in
        [
          .time(slice.start), .count(slice.seconds), .count(slice.exchanges),
          .count(slice.preflights), .count(slice.judged), .count(slice.blocked),
        ]
      })
  }
}
