import Analysis

/// A rule as SARIF describes it: one of the misconfigurations, or a reason for a block.
struct SARIFRule {
  let id: String
  let summary: String
  let help: String
  let level: String
  /// Numbers of weaknesses.
  let cwe: [Int]
  /// What GitHub shows of a security problem: 0 to 10; `nil` where it is none.
  let severity: String?

  /// The rules that the report's results name, each once, those of the catalogue first.
  static func all(_ report: Report) -> [SARIFRule] {
    var rules = RuleRegistry.all.map { type in
      let info = type.info
      return SARIFRule(
        id: info.id, summary: info.finds, help: "\(info.why). Instead: \(info.mend).",
        level: level(info.severity), cwe: info.cwe, severity: score(info.severity))
    }
    var known = Set(rules.map(\.id))
    // A report may come from rules that this version does not have.
    for finding in report.findings where known.insert(finding.rule).inserted {
      rules.append(
        SARIFRule(
          id: finding.rule, summary: finding.summary, help: finding.mend,
          level: level(finding.severity), cwe: finding.cwe, severity: score(finding.severity)))
    }
    for row in report.blocked.prefix(SARIFRenderer.groupLimit)
    where known.insert("blocked/\(row.reason)").inserted {
      rules.append(
        SARIFRule(
          id: "blocked/\(row.reason)", summary: row.meaning, help: row.mend, level: "error",
          cwe: [], severity: nil))
    }
    return rules
  }

  static func level(_ severity: Severity) -> String {
    switch severity {
    case .critical, .high: "error"
    case .medium: "warning"
    case .low, .info: "note"
    }
  }

  private static func score(_ severity: Severity) -> String {
    switch severity {
    case .critical: "9.5"
    case .high: "8.0"
    case .medium: "5.5"
    case .low: "2.5"
    case .info: "0.0"
    }
  }

  func write(_ writer: inout JSONWriter) {
    let text = { (writer: inout JSONWriter, name: String, text: String) in
      writer.key(name)
      writer.object { $0.member("text", SARIFText.message(text)) }
    }
    writer.object { writer in
      writer.member("id", VisibleText.of(id))
      text(&writer, "shortDescription", summary)
      text(&writer, "help", help)
      writer.key("defaultConfiguration")
      writer.object { $0.member("level", level) }
      writer.key("properties")
      writer.object { writer in
        writer.key("tags")
        // The form in which GitHub knows weaknesses.
        writer.array(["cors"] + cwe.map { "external/cwe/cwe-\($0)" }) { $0.string($1) }
        if let severity { writer.member("security-severity", severity) }
      }
    }
  }
}
