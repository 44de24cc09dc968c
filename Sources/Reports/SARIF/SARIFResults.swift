import Analysis

/// The results of a SARIF run: findings, then blocked groups.
struct SARIFResults {
  private let report: Report
  private let places: Places
  private let units: [String: String]
  private let ids: [String: Int]
  private let changes: FindingChanges?
  private let groups: [Group: String]
  private let reproduction: Reproduction

  private struct Group: Hashable {
    let origin, target, route, phase, reason: String
  }

  init(_ report: Report) {
    self.report = report
    places = Places(report)
    units = Dictionary(report.inputs.map { ($0.source, $0.unit) }) { first, _ in first }
    ids = Dictionary(
      SARIFRule.all(report).enumerated().map { ($0.element.id, $0.offset) }
    ) { first, _ in first }
    changes = report.difference.map(FindingChanges.init)
    reproduction = Reproduction(report)
    groups = Dictionary(
      (report.difference?.blocked ?? []).map { change in
        (
          Group(
            origin: change.origin, target: change.target, route: change.route,
            phase: change.phase, reason: change.reason), change.change.rawValue
        )
      }
    ) { first, _ in first }
  }

  /// Writes them as elements of an array.
  func write(_ writer: inout JSONWriter) {
    for finding in report.findings { write(finding, &writer) }
    for row in report.blocked.prefix(SARIFRenderer.groupLimit) { write(row, &writer) }
    for gone in report.difference?.findings ?? [] where gone.change == .gone {
      writer.object { writer in
        rule(gone.rule, "none", &writer)
        writer.member("baselineState", "absent")
        message("\(gone.subject): no longer seen", &writer)
      }
    }
  }

  private func write(_ finding: Finding, _ writer: inout JSONWriter) {
    writer.object { writer in
      rule(finding.rule, SARIFRule.level(finding.severity), &writer)
      if let changes { writer.member("baselineState", state(changes.name(finding))) }
      message(
        "\(finding.subject): \(finding.summary)\(where: others(finding.evidence))"
          + " Mend: \(finding.mend)", &writer)
      locations(finding.evidence, &writer)
      writer.member("occurrenceCount", max(1, finding.count))
      fingerprint(Permalink.of(finding), &writer)
      writer.key("properties")
      writer.object { writer in
        writer.member("severity", finding.severity.name)
        writer.member("confidence", finding.confidence)
        writer.member("clients", finding.clients)
        writer.member("subject", VisibleText.of(finding.subject))
        writer.member("curl", reproduction.command(finding))
      }
    }
  }

  private func write(_ row: Report.BlockedRow, _ writer: inout JSONWriter) {
    let status = row.status > 0 ? ", status \(row.status)" : ""
    let origin = row.origin.isEmpty ? "an unknown origin" : row.origin
    writer.object { writer in
      rule("blocked/\(row.reason)", "error", &writer)
      if report.difference != nil {
        let group = Group(
          origin: row.origin, target: row.target, route: row.route, phase: row.phase,
          reason: row.reason)
        writer.member("baselineState", state(groups[group] ?? "same"))
      }
      message(
        "\(Figures.count(row.fetches, "fetch", "fetches")) of \(origin) to \(row.target)\(row.route)"
          + " blocked at the \(row.phase)\(status): \(row.explanation)."
          + "\(where: others(row.examples)) Mend: \(row.mend)", &writer)
      locations(row.examples, &writer)
      writer.member("occurrenceCount", max(1, row.fetches))
      fingerprint(Permalink.of(row), &writer)
      writer.key("properties")
      writer.object { writer in
        writer.member("clients", row.clients)
        writer.member("curl", Reproduction.command(row))
      }
    }
  }

  private func rule(_ id: String, _ level: String, _ writer: inout JSONWriter) {
    writer.member("ruleId", VisibleText.of(id))
    if let index = ids[id] { writer.member("ruleIndex", index) }
    writer.member("level", level)
  }

  private func message(_ text: String, _ writer: inout JSONWriter) {
    writer.key("message")
    writer.object { $0.member("text", SARIFText.message(text)) }
  }

  private func fingerprint(_ name: String, _ writer: inout JSONWriter) {
    writer.key("partialFingerprints")
    writer.object { $0.member("corscope/v1", name) }
  }

  private func state(_ change: String) -> String {
    switch change {
    case "new": "new"
    case "same": "unchanged"
    default: "updated"
    }
  }

  /// Places that are no lines, in words.
  private func others(_ evidence: [Report.Evidence]) -> [String] {
    evidence.filter { (units[$0.source] ?? "line") != "line" }
      .map { places.plain($0.source, $0.position) }
  }

  private func locations(_ evidence: [Report.Evidence], _ writer: inout JSONWriter) {
    // GitHub shows no result without a place; the first input stands in for one.
    var places = evidence.map { (source: $0.source, position: $0.position, detail: $0.detail) }
    if places.isEmpty { places = report.inputs.prefix(1).map { ($0.source, 1, "") } }
    writer.key("locations")
    writer.array(places) { writer, item in
      writer.object { writer in
        writer.key("physicalLocation")
        writer.object { writer in
          writer.key("artifactLocation")
          writer.object { $0.member("uri", SARIFText.reference(item.source)) }
          if (units[item.source] ?? "line") == "line", item.position > 0 {
            writer.key("region")
            writer.object { $0.member("startLine", item.position) }
          }
        }
        if !item.detail.isEmpty { message(item.detail, &writer) }
      }
    }
  }
}

extension DefaultStringInterpolation {
  /// Says where else to look.
  fileprivate mutating func appendInterpolation(`where` places: [String]) {
    if !places.isEmpty { appendLiteral(" See \(places.joined(separator: ", ")).") }
  }
}
