package import Analysis

/// Writes a report as JUnit XML, so that a pipeline shows findings as failed tests.
///
/// Two suites: `findings`, where each rule is a test that passes, fails once a finding, or is
/// skipped where the inputs lack fields for it; and `blocked`, with a failed test for each reason.
/// With a baseline a third, `baseline`, has a test for each way of differing; new and worse ones
/// fail.
package struct JUnitRenderer: Renderer {
  private struct Case {
    var name: String
    var group: String
    /// `failure` or `skipped` with what is said of it; `nil` where it passed.
    var result: (element: String, type: String, message: String, text: String)?
  }

  private let options: RenderOptions

  /// Makes a renderer.
  package init(_ options: RenderOptions) { self.options = options }

  /// The suites.
  package func render(_ report: Report) -> [UInt8] {
    var suites = [("findings", findings(report)), ("blocked", blocked(report))]
    if let difference = report.difference { suites.append(("baseline", changes(difference))) }
    var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    let all = suites.flatMap(\.1)
    text += "<testsuites name=\"corscope\"\(counts(all))>\n"
    let time = options.generated.map { " timestamp=\"\(UTCTime(seconds: $0).text.dropLast())\"" }
    for (name, cases) in suites {
      text += "  <testsuite name=\"\(name)\"\(counts(cases)) errors=\"0\"\(time ?? "")>\n"
      for item in cases { text += element(item) }
      text += "  </testsuite>\n"
    }
    return Array((text + "</testsuites>\n").utf8)
  }

  private func counts(_ cases: [Case]) -> String {
    let failures = cases.count { $0.result?.element == "failure" }
    let skipped = cases.count { $0.result?.element == "skipped" }
    return " tests=\"\(cases.count)\" failures=\"\(failures)\" skipped=\"\(skipped)\""
  }

  private func element(_ item: Case) -> String {
    let head =
      "    <testcase classname=\"\(XMLText.escape(item.group))\" name=\"\(XMLText.escape(item.name))\""
    guard let result = item.result else { return head + "/>\n" }
    let type = result.type.isEmpty ? "" : " type=\"\(XMLText.escape(result.type))\""
    let lines = result.text.split(separator: "\n").map { XMLText.escape(String($0)) }
    return
      "\(head)>\n      <\(result.element) message=\"\(XMLText.escape(result.message))\"\(type)>"
      + "\(lines.joined(separator: "\n"))</\(result.element)>\n    </testcase>\n"
  }

  private func findings(_ report: Report) -> [Case] {
    let places = Places(report)
    let found = Dictionary(grouping: report.findings, by: \.rule)
    let ids = RuleRegistry.all.map { $0.info.id }
    let rest = report.findings.map(\.rule).filter { !ids.contains($0) }
    var seen: Set<String> = []
    return (ids + rest).filter { seen.insert($0).inserted }.flatMap { id -> [Case] in
      let group = "corscope.findings.\(id)"
      if let findings = found[id] {
        return findings.map { finding in
          let evidence = finding.evidence.map { item in
            "at \(places.plain(item.source, item.position)) \(item.detail)"
          }
          let lines = ["why: \(finding.why)", "mend: \(finding.mend)"] + evidence
          return Case(
            name: "\(id): \(finding.subject)", group: group,
            result: ("failure", finding.severity.name, finding.summary, flat(lines)))
        }
      }
      let lacking = report.inputs.map { input in
        input.impossible.first { $0.hasPrefix("rule \(id) ") }
      }
      guard !lacking.isEmpty, let reason = lacking.first ?? nil,
        lacking.allSatisfy({ $0 != nil })
      else { return [Case(name: id, group: group)] }
      return [Case(name: id, group: group, result: ("skipped", "", reason, ""))]
    }
  }

  private func blocked(_ report: Report) -> [Case] {
    guard !report.blocked.isEmpty else {
      return [Case(name: "no fetch is blocked", group: "corscope.blocked")]
    }
    var order: [String] = []
    var rows: [String: [Report.BlockedRow]] = [:]
    for row in report.blocked {
      let key = "\(row.reason) at the \(row.phase)"
      if rows[key] == nil { order.append(key) }
      rows[key, default: []].append(row)
    }
    return order.map { key in
      let rows = rows[key] ?? []
      let fetches = rows.reduce(0) { $0 &+ $1.fetches }
      let lines = rows.prefix(20).map { row in
        "\(row.fetches) × \(row.origin) → \(row.target)\(row.route)"
      }
      let more = rows.count > 20 ? ["… and \(rows.count - 20) more groups"] : []
      let mend = rows.first.map { ["mend: \($0.mend)"] } ?? []
      let meaning = rows.first?.meaning ?? ""
      return Case(
        name: key, group: "corscope.blocked",
        result: (
          "failure", "blocked",
          "\(Figures.count(fetches, "fetch", "fetches")) blocked: \(meaning)",
          flat(mend + lines + more)
        ))
    }
  }

  private func changes(_ difference: Report.Difference) -> [Case] {
    Report.Difference.Change.allCases.map { change in
      let blocked = difference.blocked.filter { $0.change == change }
      let findings = difference.findings.filter { $0.change == change }
      let count = blocked.count + findings.count
      let name = "\(change.rawValue) since the baseline"
      guard count > 0, change == .new || change == .worse else {
        return Case(name: name, group: "corscope.baseline")
      }
      let lines =
        blocked.prefix(20).map { "\($0.origin) → \($0.target)\($0.route): \($0.reason)" }
        + findings.prefix(20).map { "\($0.rule): \($0.subject)" }
      return Case(
        name: name, group: "corscope.baseline",
        result: (
          "failure", change.rawValue,
          "\(Figures.count(count, "blocked group or finding", "blocked groups and findings")) "
            + change.rawValue, flat(lines)
        ))
    }
  }

  /// Lines in which no value begins another line.
  private func flat(_ lines: [String]) -> String {
    lines.map { VisibleText.of($0, limit: 2000) }.joined(separator: "\n")
  }
}

extension ReportFormat {
  /// JUnit XML for pipelines.
  static let junit = ReportFormat(
    names: ["junit"], endings: ["junit.xml", "xml"], summary: "JUnit XML for pipelines",
    renderer: { JUnitRenderer($0) })
}
