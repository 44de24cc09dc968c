package import Analysis

/// Writes a report's figures for node_exporter's textfile collector, or any scraper of OpenMetrics.
///
/// All are gauges of the report's period: a report is no counter that goes on. Labels are bounded:
/// the groups beyond the first hundred are one with the origin `(other)`.
package struct MetricsRenderer: Renderer {
  /// How many combinations of labels a metric has.
  static let seriesLimit = 100

  private let options: RenderOptions

  /// Makes a renderer; ``RenderOptions/generated`` gives the time of the last success.
  package init(_ options: RenderOptions) { self.options = options }

  /// The metrics.
  package func render(_ report: Report) -> [UInt8] {
    var metrics = MetricsWriter()
    summary(report, &metrics)
    blocked(report, &metrics)
    preflights(report.preflights, &metrics)
    changes(report, &metrics)
    findings(report, &metrics)
    inputs(report, &metrics)
    difference(report, &metrics)
    metrics.gauge(
      "corscope_build_info", "The version of corscope that made the report.", ["version"],
      [([report.version], 1)])
    metrics.gauge(
      "corscope_last_success_timestamp_seconds", "When the report was made.", options.generated)
    metrics.finish()
    return Array(metrics.text.utf8)
  }

  private func summary(_ report: Report, _ metrics: inout MetricsWriter) {
    let summary = report.summary
    metrics.gauge("corscope_exchanges", "HTTP exchanges understood.", summary.exchanges)
    metrics.gauge("corscope_clients", "Distinct clients, estimated.", summary.clients)
    metrics.gauge(
      "corscope_cross_origin_requests", "Cross-origin requests in CORS mode.",
      summary.crossOriginRequests)
    metrics.gauge(
      "corscope_judged_fetches", "Fetches known to be allowed or blocked.", summary.judgedFetches)
    metrics.gauge("corscope_blocked_fetches", "Fetches that CORS blocked.", summary.blockedFetches)
    metrics.gauge(
      "corscope_blocked_clients", "Distinct clients of which a fetch was blocked, estimated.",
      summary.blockedClients)
    metrics.gauge(
      "corscope_blocked_ratio", "Blocked fetches by judged fetches.", summary.blockedRate)
    metrics.gauge(
      "corscope_conditional_fetches", "Fetches that are blocked if made with credentials.",
      summary.conditional)
    metrics.gauge(
      "corscope_unknown_fetches", "Cross-origin fetches that could not be judged.", summary.unknown)
    metrics.gauge(
      "corscope_period_start_timestamp_seconds", "When the first exchange began.",
      report.period?.first)
    metrics.gauge(
      "corscope_period_end_timestamp_seconds", "When the last exchange began.", report.period?.last)
  }

  private func blocked(_ report: Report, _ metrics: inout MetricsWriter) {
    metrics.gauge(
      "corscope_blocked_fetches_by_reason", "Blocked fetches by phase and reason.",
      ["phase", "reason"],
      report.blocked.map { ([$0.phase, $0.reason], Double($0.fetches)) })
    var rows = report.blocked.map { row in
      (values: [row.origin, row.target, row.reason], value: Double(row.fetches))
    }
    if rows.count > MetricsRenderer.seriesLimit {
      for index in MetricsRenderer.seriesLimit..<rows.count {
        rows[index].values = ["(other)", "(other)", "(other)"]
      }
    }
    metrics.gauge(
      "corscope_blocked_fetches_by_origin", "Blocked fetches by origin, target and reason.",
      ["origin", "target", "reason"], rows)
    metrics.gauge(
      "corscope_blocked_fetches_by_engine", "Blocked fetches by browser engine.", ["engine"],
      report.engines.map { ([$0.engine], Double($0.blocked)) })
  }

  private func findings(_ report: Report, _ metrics: inout MetricsWriter) {
    metrics.gauge(
      "corscope_findings", "Misconfigurations found.", ["severity"],
      Severity.allCases.map { severity in
        ([severity.name], Double(report.findings.count { $0.severity == severity }))
      })
    metrics.gauge(
      "corscope_finding_exchanges", "Exchanges that show a misconfiguration.",
      ["rule", "severity", "subject"],
      report.findings.prefix(MetricsRenderer.seriesLimit).map {
        ([$0.rule, $0.severity.name, $0.subject], Double($0.count))
      })
  }

  private func inputs(_ report: Report, _ metrics: inout MetricsWriter) {
    let inputs = report.inputs.prefix(MetricsRenderer.seriesLimit)
    metrics.gauge(
      "corscope_input_exchanges", "Exchanges understood in an input.", ["source", "format"],
      inputs.map { ([$0.source, $0.format], Double($0.exchanges)) })
    metrics.gauge(
      "corscope_input_refused", "Lines, packets or entries that were refused.",
      ["source", "reason"],
      inputs.flatMap { input in
        input.refused.map { ([input.source, $0.reason], Double($0.count)) }
      })
    metrics.gauge(
      "corscope_input_failed", "Whether an input could not be read to its end.", ["source"],
      inputs.map { ([$0.source], $0.error == nil ? 0 : 1) })
  }

  private func difference(_ report: Report, _ metrics: inout MetricsWriter) {
    guard let difference = report.difference else { return }
    let changes = Report.Difference.Change.allCases
    metrics.gauge(
      "corscope_changed_blocked_groups", "Blocked groups that differ from the baseline.",
      ["change"],
      changes.map { change in
        ([change.rawValue], Double(difference.blocked.count { $0.change == change }))
      })
    metrics.gauge(
      "corscope_changed_findings", "Findings that differ from the baseline.", ["change"],
      changes.map { change in
        ([change.rawValue], Double(difference.findings.count { $0.change == change }))
      })
    metrics.gauge(
      "corscope_new_blocked_origins", "Origins blocked now and not in the baseline.",
      difference.newOrigins.count)
  }
}

extension ReportFormat {
  /// Metrics for Prometheus.
  static let metrics = ReportFormat(
    names: ["prometheus", "openmetrics", "prom"], endings: ["prom", "om"],
    summary: "metrics for Prometheus' textfile collector, valid OpenMetrics",
    renderer: { MetricsRenderer($0) })
}
