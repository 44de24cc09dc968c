package import Analysis

/// The curl commands that show what a report tells of.
///
/// Everything from an input stands in single quotes, its hidden characters spelt out, so that a
/// command can be pasted into a shell whatever the log held.
package struct Reproduction {
  /// The request that was blocked first on each route, before its preflight or after.
  private struct Place: Hashable {
    let route: String
    let isPreflight: Bool
  }

  private var rows: [Place: Report.BlockedRow] = [:]

  /// Learns which requests of `report` were blocked.
  package init(_ report: Report) {
    for row in report.blocked where row.request != nil {
      let place = Place(route: row.target + row.route, isPreflight: row.phase == "preflight")
      if rows[place] == nil { rows[place] = row }
    }
  }

  /// The command that repeats a blocked group's first request; `nil` where the target is unknown.
  package static func command(_ row: Report.BlockedRow) -> String? {
    guard isURL(row.target) else { return nil }
    let request = row.request
    let url = row.target + (request?.path ?? row.route)
    let method = request?.method ?? "GET"
    guard row.phase == "preflight" else {
      return curl(method: method, headers: [("Origin", row.origin)], url)
    }
    var headers = [("Origin", row.origin), ("Access-Control-Request-Method", method)]
    let names = request?.headers ?? []
    if !names.isEmpty {
      headers.append(("Access-Control-Request-Headers", names.joined(separator: ",")))
    }
    return curl(method: "OPTIONS", headers: headers, url)
  }

  /// The command that shows a finding; `nil` where its subject is no URL.
  ///
  /// A request of its route that was blocked is repeated; otherwise it is asked for as the rule
  /// suggests: as an origin that nobody trusts, or by a preflight.
  package func command(_ finding: Finding) -> String? {
    guard Reproduction.isURL(finding.subject) else { return nil }
    let isTrust = finding.rule.hasPrefix("reflected-") || finding.rule.hasPrefix("null-")
    let place = Place(
      route: finding.subject, isPreflight: finding.rule.hasPrefix("preflight-"))
    if !isTrust, let row = rows[place] { return Reproduction.command(row) }
    let origin = finding.rule.hasPrefix("null-") ? "null" : "https://probe.example"
    guard finding.rule.hasPrefix("preflight-") else {
      return Reproduction.curl(method: "GET", headers: [("Origin", origin)], finding.subject)
    }
    return Reproduction.curl(
      method: "OPTIONS",
      headers: [("Origin", origin), ("Access-Control-Request-Method", "PUT")], finding.subject)
  }

  private static func isURL(_ text: String) -> Bool {
    text.hasPrefix("https://") || text.hasPrefix("http://")
  }

  private static func curl(
    method: String, headers: [(name: String, value: String)], _ url: String
  ) -> String {
    var parts = ["curl -i"]
    if method != "GET" { parts.append("-X \(quoted(method))") }
    for header in headers where !header.value.isEmpty {
      parts.append("-H \(quoted("\(header.name): \(header.value)"))")
    }
    // What curl would expand itself: [1-9] and {a,b}.
    if url.utf8.contains(where: { "[]{}".utf8.contains($0) }) { parts.append("-g") }
    parts.append(quoted(url))
    return parts.joined(separator: " ")
  }

  /// The text as one word of a POSIX shell.
  static func quoted(_ text: String) -> String {
    let shown = VisibleText.of(text, limit: 1000)
    let isPlain = shown.utf8.allSatisfy { byte in
      byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26 || "-._~/:,".utf8.contains(byte)
    }
    if isPlain, !shown.isEmpty { return shown }
    return "'" + shown.replacingScalars { $0 == "'" ? "'\\''" : nil } + "'"
  }
}
