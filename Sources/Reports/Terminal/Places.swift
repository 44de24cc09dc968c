import Analysis

/// Writes positions as messages do: `access.log:1042`, `dump.pcapng: packet 318`.
struct Places {
  private var units: [String: String] = [:]

  /// Learns from the inputs what a position counts.
  init(_ report: Report) {
    for input in report.inputs { units[input.source] = input.unit }
  }

  /// One place.
  func text(_ source: String, _ position: Int, column: Int = 0) -> TerminalText {
    let unit = units[source] ?? "line"
    guard unit == "line" else { return "\(source):\u{A0}\(unit)\u{A0}\("\(position)")" }
    return column > 0
      ? "\(source):\("\(position)"):\("\(column)")" : "\(source):\("\(position)")"
  }

  /// Places in a row.
  func list(_ places: [Report.Evidence]) -> TerminalText {
    .joined(places.map { text($0.source, $0.position) }, by: ", ")
  }
}
