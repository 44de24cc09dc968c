@testable import Analysis

extension Samples {
  /// A quarter of a year of a public API: 50 findings, 5,000 origins, a slice an hour.
  static let large: Report = {
    var report = incident
    let row = report.blocked[0]
    report.blocked = (0..<5000).map { index in
      var row = row
      row.origin = "https://tenant-\(index).app.example.com"
      row.route = "/v1/orders/\(index % 40)/:id"
      row.reason = ["acao-missing", "acao-mismatch", "method-not-allowed"][index % 3]
      row.fetches = 6000 - index
      return row
    }
    report.summary.blockedFetches = report.blocked.reduce(0) { $0 + $1.fetches }
    report.summary.judgedFetches = report.summary.blockedFetches * 9
    let finding = report.findings[0]
    report.findings = (0..<50).map { index in
      var finding = finding
      finding.subject = "https://api-\(index).example.com"
      return finding
    }
    report.timeline = (0..<90 * 24).map { hour in
      slice(
        hour * 3600, seconds: 3600, exchanges: 9000 + hour % 24 * 300, preflights: 900,
        judged: 4000, blocked: hour % 97)
    }
    return report
  }()
}
