package import Analysis

/// Writes the findings as JSON Lines: one object a line, with the keys of the JSON report's
/// findings.
///
/// With a baseline each has `change` too: `new`, `worse`, `better`, `same`, or `gone` for what the
/// baseline had and this report has not.
package struct FindingLinesRenderer: Renderer {
  /// Makes a renderer; no option concerns it.
  package init(_ options: RenderOptions) {}

  /// The findings, one a line; a report without any gives one line feed less, that is, nothing.
  package func render(_ report: Report) -> [UInt8] {
    var writer = JSONWriter()
    let json = JSONRenderer(RenderOptions(compact: true))
    let changes = report.difference.map(FindingChanges.init)
    for finding in report.findings {
      json.finding(&writer, finding, change: changes?.name(finding))
      writer.newline()
    }
    for gone in report.difference?.findings ?? [] where gone.change == .gone {
      writer.object { writer in
        writer.member("rule", gone.rule)
        writer.member("severity", gone.severity)
        writer.member("subject", gone.subject)
        writer.member("count", 0)
        writer.member("change", gone.change.rawValue)
      }
      writer.newline()
    }
    return writer.bytes
  }
}

extension ReportFormat {
  /// JSON Lines of findings.
  static let jsonLines = ReportFormat(
    names: ["jsonl", "ndjson"], endings: ["jsonl", "ndjson"],
    summary: "the findings, one JSON object a line", renderer: { FindingLinesRenderer($0) })
}
