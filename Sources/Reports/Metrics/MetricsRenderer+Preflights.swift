import Analysis

/// What preflights cost, and when fetches began to be refused.
extension MetricsRenderer {
  func preflights(_ figures: Report.Preflights, _ metrics: inout MetricsWriter) {
    metrics.gauge("corscope_preflights", "CORS-preflight requests.", figures.count)
    metrics.gauge("corscope_preflight_share_ratio", "Preflights by all exchanges.", figures.share)
    metrics.gauge(
      "corscope_preflight_needed_ratio", "Preflights by fetches that needed one.", figures.rate)
    metrics.gauge(
      "corscope_preflight_cache_hit_ratio", "Fetches that needed a preflight and went without.",
      figures.cacheHitRatio)
    metrics.gauge(
      "corscope_avoidable_preflights", "Preflights that a longer max-age would have spared.",
      figures.avoidable)
    if let (seconds, count) = figures.avoidableAtMaxAge {
      metrics.gauge(
        "corscope_avoidable_preflights_at_max_age",
        "Preflights that this Access-Control-Max-Age would have spared.", ["max_age"],
        [(["\(seconds)"], Double(count))])
    }
    if let time = figures.time {
      metrics.summary(
        "corscope_preflight_duration_seconds", "How long preflights took.",
        [("0.5", time.p50), ("0.95", time.p95), ("0.99", time.p99)], sum: time.total,
        count: figures.count)
    }
    engines(figures.byEngine, &metrics)
    metrics.gauge(
      "corscope_preflights_by_origin", "CORS-preflight requests of the first origins.",
      ["origin"], figures.byOrigin.map { ([$0.name], Double($0.preflights)) })
    metrics.gauge(
      "corscope_preflight_wait_by_origin_seconds", "How long preflights of an origin took in all.",
      ["origin"], MetricsRenderer.known(figures.byOrigin.map { ($0.name, $0.time?.total) }))
  }

  private func engines(_ rows: [Report.PreflightEngineRow], _ metrics: inout MetricsWriter) {
    metrics.gauge(
      "corscope_preflights_by_engine", "CORS-preflight requests by browser engine.", ["engine"],
      rows.map { ([$0.engine], Double($0.preflights)) })
    metrics.gauge(
      "corscope_preflight_needed_by_engine_ratio",
      "Preflights by fetches that needed one, by browser engine.", ["engine"],
      MetricsRenderer.known(rows.map { ($0.engine, $0.rate) }))
    metrics.gauge(
      "corscope_preflight_cache_hit_by_engine_ratio",
      "Fetches that needed a preflight and went without, by browser engine.", ["engine"],
      MetricsRenderer.known(rows.map { ($0.engine, $0.cacheHitRatio) }))
    metrics.gauge(
      "corscope_avoidable_preflights_by_engine",
      "Preflights that a longer max-age would have spared, by browser engine.", ["engine"],
      MetricsRenderer.known(rows.map { ($0.engine, $0.avoidable.map(Double.init)) }))
    metrics.gauge(
      "corscope_preflight_wait_by_engine_seconds",
      "How long preflights took in all, by browser engine.", ["engine"],
      MetricsRenderer.known(rows.map { ($0.engine, $0.time?.total) }))
  }

  func changes(_ report: Report, _ metrics: inout MetricsWriter) {
    let kinds = [("blocked-from", true), ("allowed-from", false)]
    metrics.gauge(
      "corscope_policy_changes",
      "Moments from which fetches were refused that had passed, or the reverse.", ["kind"],
      kinds.map { kind, blocks in
        ([kind], Double(report.changes.count { $0.blocks == blocks }))
      })
    metrics.gauge(
      "corscope_last_policy_change_timestamp_seconds", "When the last of these moments was.",
      ["kind"],
      kinds.compactMap { kind, blocks in
        report.changes.filter { $0.blocks == blocks }.map(\.time).max().map { ([kind], $0) }
      })
    guard report.blocked.contains(where: { $0.isNew != nil }) else { return }
    let new = report.blocked.filter { $0.isNew == true }
    metrics.gauge(
      "corscope_new_blocked_groups", "Blocked groups that began at or after --new-since.",
      new.count)
    metrics.gauge(
      "corscope_new_blocked_fetches", "Blocked fetches of these groups.",
      new.reduce(0) { $0 &+ $1.fetches })
  }

  /// The samples whose value is known.
  private static func known(
    _ samples: [(String, Double?)]
  ) -> [(values: [String], value: Double)] {
    samples.compactMap { name, value in
      value.flatMap { $0.isFinite ? ([name], $0) : nil }
    }
  }
}
