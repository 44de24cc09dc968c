package import Analysis

/// Writes a report as one JSON document with permanent keys, as ``ReportSchema`` describes it.
///
/// Times are seconds since 1970 to the microsecond, durations seconds, shares 0 to 1; what cannot
/// be known is `null`. Keys may be added, never taken away.
package struct JSONRenderer: Renderer {
  private let pretty: Bool

  /// Makes a renderer; it breaks lines and indents unless ``RenderOptions/compact``.
  package init(_ options: RenderOptions) { pretty = !options.compact }

  /// The report as a JSON document.
  package func render(_ report: Report) -> [UInt8] {
    var writer = JSONWriter(pretty: pretty)
    writer.object { writer in
      writer.member("schema", Report.schema)
      writer.key("tool")
      writer.object { writer in
        writer.member("name", "corscope")
        writer.member("version", report.version)
      }
      writer.key("period")
      period(report.period, &writer)
      writer.key("headline")
      let headline = Headline(report)
      writer.array(headline.sentences + headline.asides) { $0.string($1) }
      writer.key("inputs")
      writer.array(report.inputs, input)
      writer.key("summary")
      summary(report.summary, &writer)
      writer.key("blocked")
      writer.array(report.blocked, blocked)
      writer.member("blocked_overflow", report.blockedOverflow)
      writer.key("blocked_by_origin")
      writer.array(report.blockedOrigins, blockedOrigin)
      writer.key("preflights")
      preflights(report.preflights, &writer)
      writer.key("timeline")
      writer.array(report.timeline, slice)
      writer.key("by_status")
      writer.array(report.statuses, status)
      writer.key("by_engine")
      writer.array(report.engines, engine)
      writer.key("changes")
      writer.array(report.changes, change)
      writer.key("disagreements")
      writer.array(report.disagreements, disagreement)
      writer.member("disagreements_count", report.disagreementCount)
      writer.key("findings")
      writer.array(report.findings) { finding(&$0, $1) }
      writer.key("limits")
      writer.array(report.limits) { $0.string($1) }
      writer.key("difference")
      difference(report.difference, &writer)
      writer.key("redacted")
      writer.bool(report.isRedacted)
      writer.key("anonymized")
      writer.bool(report.isAnonymized)
    }
    writer.newline()
    return writer.bytes
  }

  func period(_ period: Report.Period?, _ writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("first", period?.first)
      writer.member("last", period?.last)
    }
  }

  private func input(_ writer: inout JSONWriter, _ input: Report.Input) {
    writer.object { writer in
      writer.member("source", input.source)
      writer.member("format", input.format)
      writer.member("wrapper", input.wrapper.isEmpty ? nil : input.wrapper)
      writer.member("runner_up", input.runnerUp)
      writer.member("unit", input.unit)
      writer.member("positions", input.positions)
      writer.member("exchanges", input.exchanges)
      writer.counts("refused", input.refused.map { ($0.reason, $0.count) })
      writer.key("refused_examples")
      writer.array(input.refused, refusal)
      writer.counts("repaired", input.repaired.map { ($0.reason, $0.count) })
      writer.key("fields")
      writer.array(input.fields) { $0.string($1) }
      writer.key("impossible")
      writer.array(input.impossible) { $0.string($1) }
      writer.member("producer", input.producer.isEmpty ? nil : input.producer)
      writer.key("hides")
      writer.array(input.hides) { $0.string($1) }
      writer.counts("asides", input.asides.map { ($0.kind, $0.count) })
      writer.member("error", input.error)
    }
  }

  private func refusal(_ writer: inout JSONWriter, _ refusal: Report.Refusal) {
    writer.object { writer in
      writer.member("reason", refusal.reason)
      writer.member("message", refusal.message)
      writer.member("mend", refusal.mend)
      writer.key("positions")
      writer.array(refusal.positions) { writer, place in
        writer.object { writer in
          writer.member("position", place.number)
          writer.member("column", place.column > 0 ? place.column : nil)
        }
      }
    }
  }

  private func summary(_ summary: Report.Summary, _ writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("exchanges", summary.exchanges)
      writer.member("clients", summary.clients)
      writer.member("cross_origin_requests", summary.crossOriginRequests)
      writer.member("preflights", summary.preflights)
      writer.member("judged_fetches", summary.judgedFetches)
      writer.member("blocked_fetches", summary.blockedFetches)
      writer.member("blocked_clients", summary.blockedClients)
      writer.member("blocked_rate", share: summary.blockedRate)
      writer.member("conditional", summary.conditional)
      writer.member("unknown", summary.unknown)
      writer.counts("kinds", summary.kinds.map { ($0.kind, $0.count) })
    }
  }

  private func slice(_ writer: inout JSONWriter, _ slice: Report.TimeSlice) {
    writer.object { writer in
      writer.member("start", slice.start)
      writer.member("seconds", slice.seconds)
      writer.member("exchanges", slice.exchanges)
      writer.member("preflights", slice.preflights)
      writer.member("judged", slice.judged)
      writer.member("blocked", slice.blocked)
    }
  }

  private func status(_ writer: inout JSONWriter, _ row: Report.StatusRow) {
    writer.object { writer in
      writer.member("status", row.status)
      writer.member("exchanges", row.exchanges)
      writer.member("preflights", row.preflights)
      writer.member("blocked", row.blocked)
    }
  }

  private func engine(_ writer: inout JSONWriter, _ row: Report.EngineRow) {
    writer.object { writer in
      writer.member("engine", row.engine)
      writer.member("exchanges", row.exchanges)
      writer.member("judged", row.judged)
      writer.member("blocked", row.blocked)
    }
  }
}

extension ReportFormat {
  /// One JSON document with permanent keys.
  static let json = ReportFormat(
    names: ["json"], endings: ["json"], summary: "one JSON document, \(Report.schema)",
    renderer: { JSONRenderer($0) })
}
