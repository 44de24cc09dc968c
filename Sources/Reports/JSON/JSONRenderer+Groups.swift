import Analysis

/// Blocked groups, preflights and findings.
extension JSONRenderer {
  func blocked(_ writer: inout JSONWriter, _ row: Report.BlockedRow) {
    writer.object { writer in
      writer.member("origin", row.origin)
      writer.member("target", row.target)
      writer.member("route", row.route)
      writer.member("phase", row.phase)
      writer.member("reason", row.reason)
      writer.member("meaning", row.meaning)
      writer.member("mend", row.mend)
      writer.member("status", row.status > 0 ? row.status : nil)
      writer.member("fetches", row.fetches)
      writer.member("clients", row.clients)
      writer.counts("engines", row.engines.map { ($0.engine, $0.count) })
      writer.member("first_seen", row.firstSeen)
      writer.member("last_seen", row.lastSeen)
      writer.key("new")
      if let isNew = row.isNew { writer.bool(isNew) } else { writer.null() }
      writer.key("examples")
      writer.array(row.examples, evidence)
      writer.key("request")
      request(row.request, &writer)
    }
  }

  func blockedOrigin(_ writer: inout JSONWriter, _ row: Report.BlockedOrigin) {
    writer.object { writer in
      writer.member("origin", row.origin)
      writer.member("fetches", row.fetches)
      writer.member("clients", row.clients)
      writer.member("first_seen", row.firstSeen)
      writer.member("last_seen", row.lastSeen)
    }
  }

  private func request(_ request: Report.ExampleRequest?, _ writer: inout JSONWriter) {
    guard let request else {
      writer.null()
      return
    }
    writer.object { writer in
      writer.member("method", request.method)
      writer.key("headers")
      writer.array(request.headers) { $0.string($1) }
      writer.member("path", request.path)
      writer.key("refused")
      if let refused = request.refused, request.headers.indices.contains(refused) {
        writer.string(request.headers[refused])
      } else {
        writer.null()
      }
    }
  }

  func preflights(_ figures: Report.Preflights, _ writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("count", figures.count)
      writer.member("share", share: figures.share)
      writer.member("rate", share: figures.rate)
      writer.member("cache_hit_ratio", share: figures.cacheHitRatio)
      writer.member("avoidable", figures.avoidable)
      writer.key("avoidable_at_max_age")
      if let (seconds, count) = figures.avoidableAtMaxAge {
        writer.object { writer in
          writer.member("seconds", seconds)
          writer.member("count", count)
        }
      } else {
        writer.null()
      }
      writer.key("authorization_under_wildcard")
      authorization(figures.authorization, &writer)
      writer.member("unfollowed", figures.unfollowed)
      writer.key("time")
      time(figures.time, &writer)
      writer.key("by_origin")
      writer.array(figures.byOrigin) { preflightRow(&$0, $1, "origin") }
      writer.key("by_route")
      writer.array(figures.byRoute) { preflightRow(&$0, $1, "route") }
      writer.key("by_engine")
      writer.array(figures.byEngine, preflightEngine)
    }
  }

  private func authorization(
    _ figures: Report.WildcardAuthorization?, _ writer: inout JSONWriter
  ) {
    guard let figures else {
      writer.null()
      return
    }
    writer.object { writer in
      writer.member("preflights", figures.preflights)
      writer.member("failed", figures.failed)
      writer.member("repeated", figures.repeated)
      writer.member("seconds", figures.seconds)
    }
  }

  private func time(_ time: Report.Durations?, _ writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("total", time?.total)
      writer.member("p50", time?.p50)
      writer.member("p95", time?.p95)
      writer.member("p99", time?.p99)
    }
  }

  private func preflightRow(
    _ writer: inout JSONWriter, _ row: Report.PreflightRow, _ name: String
  ) {
    writer.object { writer in
      writer.member(name, row.name)
      writer.member("preflights", row.preflights)
      writer.member("failed", row.failed)
      writer.member("avoidable", row.avoidable)
      writer.member("requests", row.requests)
      writer.key("time")
      writer.object { writer in
        writer.member("total", row.time?.total)
        writer.member("p50", row.time?.p50)
        writer.member("p95", row.time?.p95)
        writer.member("p99", row.time?.p99)
      }
    }
  }

  private func preflightEngine(_ writer: inout JSONWriter, _ row: Report.PreflightEngineRow) {
    writer.object { writer in
      writer.member("engine", row.engine)
      writer.member("preflights", row.preflights)
      writer.member("rate", share: row.rate)
      writer.member("cache_hit_ratio", share: row.cacheHitRatio)
      writer.member("avoidable", row.avoidable)
      writer.key("time")
      time(row.time, &writer)
    }
  }

  func change(_ writer: inout JSONWriter, _ change: Report.Change) {
    let counts = { (writer: inout JSONWriter, counts: (allowed: Int, blocked: Int)) in
      writer.object { writer in
        writer.member("allowed", counts.allowed)
        writer.member("blocked", counts.blocked)
      }
    }
    writer.object { writer in
      writer.member("kind", change.blocks ? "blocked-from" : "allowed-from")
      writer.member("time", change.time)
      writer.member("source", change.place.source)
      writer.member("position", change.place.position)
      writer.member("origin", change.origin)
      writer.member("target", change.target)
      writer.key("routes")
      writer.array(change.routes) { $0.string($1) }
      writer.member("route_count", change.routeCount)
      writer.key("before")
      counts(&writer, change.before)
      writer.key("after")
      counts(&writer, change.after)
    }
  }

  /// Writes a finding, with how it differs from a baseline's where `change` says so.
  func finding(_ writer: inout JSONWriter, _ finding: Finding, change: String? = nil) {
    writer.object { writer in
      writer.member("rule", finding.rule)
      writer.member("severity", finding.severity.name)
      writer.member("confidence", finding.confidence)
      writer.member("subject", finding.subject)
      writer.member("summary", finding.summary)
      writer.member("count", finding.count)
      writer.member("clients", finding.clients)
      writer.key("evidence")
      writer.array(finding.evidence, evidence)
      writer.member("why", finding.why)
      writer.member("mend", finding.mend)
      writer.key("snippets")
      writer.array(finding.snippets) { writer, snippet in
        writer.object { writer in
          writer.member("server", snippet.server)
          writer.member("text", snippet.text)
        }
      }
      writer.key("cwe")
      writer.array(finding.cwe) { writer, number in writer.number(number) }
      writer.key("observed_under_probe")
      writer.bool(finding.isUnderProbe)
      if let change { writer.member("change", change) }
    }
  }

  func disagreement(_ writer: inout JSONWriter, _ item: Report.Disagreement) {
    let optional = { (text: String) in text.isEmpty ? nil : text }
    writer.object { writer in
      writer.member("source", item.place.source)
      writer.member("position", item.place.position)
      writer.member("kind", item.kind)
      writer.member("method", item.method)
      writer.member("origin", optional(item.origin))
      writer.member("target", item.target)
      writer.member("path", item.path)
      writer.member("status", item.status > 0 ? item.status : nil)
      writer.member("outcome", item.verdict)
      writer.member("phase", optional(item.phase))
      writer.member("reason", optional(item.reason))
      writer.member("browser_outcome", item.browser)
      writer.member("browser_error", optional(item.browserError))
      writer.member("note", item.note)
    }
  }

  private func evidence(_ writer: inout JSONWriter, _ evidence: Report.Evidence) {
    writer.object { writer in
      writer.member("source", evidence.source)
      writer.member("position", evidence.position)
      writer.member("detail", evidence.detail)
    }
  }
}
