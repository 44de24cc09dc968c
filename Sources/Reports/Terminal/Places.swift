import Analysis

/// Writes positions as messages do: `access.log:1042`, `dump.pcapng: packet 318`.
struct Places {
  private var units: [String: String] = [:]
  private let files: [String: LinkAddress]

  /// Learns from the inputs what a position counts, and where the `files` among them are.
  init(_ report: Report, files: [String: LinkAddress] = [:]) {
    self.files = files
    for input in report.inputs { units[input.source] = input.unit }
  }

  /// One place.
  func text(_ source: String, _ position: Int, column: Int = 0) -> TerminalText {
    let unit = units[source] ?? "line"
    let name = TerminalText(source).unbroken
    let number = numbers(position, column)
    let place: TerminalText =
      unit == "line" ? "\(name):\(number)" : "\(name):\u{A0}\(unit)\u{A0}\(number)"
    return place.linked(to: files[source])
  }

  /// One place as plain text, as `--at` takes it.
  func plain(_ source: String, _ position: Int) -> String {
    let unit = units[source] ?? "line"
    return unit == "line" ? "\(source):\(position)" : "\(source): \(unit) \(position)"
  }

  /// Places in a row as plain text.
  func plain(_ evidence: [Report.Evidence]) -> String {
    evidence.indices.map { index in
      let place = evidence[index]
      return index > 0 && evidence[index - 1].source == place.source
        ? "\(place.position)" : plain(place.source, place.position)
    }.joined(separator: ", ")
  }

  /// Places in a row; a source that is that of the place before is not told again.
  func list(_ places: [(source: String, position: Int, column: Int)]) -> TerminalText {
    let texts = places.indices.map { index in
      let place = places[index]
      return index > 0 && places[index - 1].source == place.source
        ? numbers(place.position, place.column)
        : text(place.source, place.position, column: place.column)
    }
    return .joined(texts, by: ", ")
  }

  /// The places of evidence in a row.
  func list(_ evidence: [Report.Evidence]) -> TerminalText {
    list(evidence.map { ($0.source, $0.position, 0) })
  }

  /// Numbers as editors and `--at` take them, their thousands not set off.
  private func numbers(_ position: Int, _ column: Int) -> TerminalText {
    TerminalText(column > 0 ? "\(position):\(column)" : "\(position)")
  }
}
