/// Writes metrics in the text format that Prometheus and OpenMetrics share.
///
/// - SeeAlso: https://prometheus.io/docs/specs/om/open_metrics_spec/
struct MetricsWriter {
  /// The text so far.
  private(set) var text = ""

  /// Adds a gauge with one sample, unless its value is unknown.
  mutating func gauge(_ name: String, _ help: String, _ value: Double?) {
    guard let value, value.isFinite else { return }
    gauge(name, help, [], [([], value)])
  }

  /// Adds a gauge with one sample, unless its value is unknown.
  mutating func gauge(_ name: String, _ help: String, _ value: Int?) {
    gauge(name, help, value.map(Double.init))
  }

  /// Adds a gauge with a sample for each combination of labels.
  ///
  /// What falls together once long values are cut is added up: a series may come only once.
  mutating func gauge(
    _ name: String, _ help: String, _ labels: [String],
    _ samples: [(values: [String], value: Double)]
  ) {
    var order: [[String]] = []
    var sums: [[String]: Double] = [:]
    for sample in samples {
      let values = sample.values.map { MetricsWriter.label($0) }
      if sums[values] == nil { order.append(values) }
      sums[values, default: 0] += sample.value
    }
    guard !order.isEmpty else { return }
    head(name, help, "gauge")
    for values in order { self.sample(name, Array(zip(labels, values)), sums[values] ?? 0) }
  }

  /// Adds a summary of durations in seconds.
  mutating func summary(
    _ name: String, _ help: String, _ quantiles: [(quantile: String, value: Double)], sum: Double,
    count: Int
  ) {
    guard quantiles.allSatisfy({ $0.value.isFinite && $0.value >= 0 }), sum.isFinite, sum >= 0
    else {
      return
    }
    head(name, help, "summary")
    for quantile in quantiles { sample(name, [("quantile", quantile.quantile)], quantile.value) }
    sample("\(name)_sum", [], sum)
    sample("\(name)_count", [], Double(count))
  }

  /// Ends the text as OpenMetrics wants it; to others this is a comment.
  mutating func finish() { text += "# EOF\n" }

  private mutating func head(_ name: String, _ help: String, _ type: String) {
    text += "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n"
  }

  private mutating func sample(_ name: String, _ labels: [(String, String)], _ value: Double) {
    text += name
    if !labels.isEmpty {
      text += "{" + labels.map { "\($0.0)=\"\($0.1)\"" }.joined(separator: ",") + "}"
    }
    text += " \(Figures.fixed(value, decimals: 9))\n"
  }

  /// A label's value, short, with its hidden characters spelt out.
  private static func label(_ text: String) -> String {
    VisibleText.of(text, limit: 200).replacingScalars { scalar in
      switch scalar {
      case "\\": "\\\\"
      case "\"": "\\\""
      default: nil
      }
    }
  }
}
