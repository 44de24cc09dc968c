package import Analysis

/// Writes a report as the text that a person in the middle of an incident wants to read.
///
/// The verdict comes first, then what to do, when it was, what was blocked, what is misconfigured,
/// what preflights cost, and what the input could not show. Long lists are cut, and say so.
package struct TerminalRenderer: Renderer {
  /// How many blocked groups and findings are shown in full.
  static let groupLimit = 10
  /// How many rows a table has.
  static let tableLimit = 10

  let options: RenderOptions

  /// Makes a renderer for a terminal, or a file, as `options` describes it.
  package init(_ options: RenderOptions) { self.options = options }

  /// The report as text in UTF-8, or in ASCII without ``RenderOptions/unicode``.
  package func render(_ report: Report) -> [UInt8] {
    var page = TerminalPage(options)
    let causes = BlockedCause.all(report)
    verdict(report, &page)
    steps(report, causes, &page)
    timeline(report, &page)
    changes(report, &page)
    difference(report, &page)
    blocked(report, causes, &page)
    findings(report, &page)
    disagreements(report, &page)
    preflights(report, &page)
    traffic(report, &page)
    inputs(report, &page)
    return Array(page.output.utf8)
  }

  private func verdict(_ report: Report, _ page: inout TerminalPage) {
    let headline = Headline(report)
    let style: TerminalStyle =
      switch headline.tone {
      case .good: .green
      case .bad: .alarm
      case .unsure: .yellow
      }
    let sentences = headline.sentences.enumerated().map { index, sentence in
      TerminalText(sentence, index == 0 ? style : .plain)
    }
    page.paragraph(.joined(sentences, by: " "))
    if !headline.asides.isEmpty {
      page.paragraph(.joined(headline.asides.map { TerminalText($0) }, by: " "))
    }
    page.paragraph(
      .joined(context(report).map(\.unbroken), by: " · ").styled(.dim))
  }

  /// What was read and when it happened.
  private func context(_ report: Report) -> [TerminalText] {
    var parts: [TerminalText] = []
    if let period = report.period {
      parts.append("\(UTCTime.span(period.first, period.last))")
    }
    parts.append("\(Figures.count(report.summary.exchanges, "exchange"))")
    if let clients = report.summary.clients { parts.append("\(Figures.count(clients, "client"))") }
    if report.inputs.count == 1, let input = report.inputs.first {
      let source = TerminalText(input.source).linked(to: options.files[input.source])
      parts.append("\(source) (\(input.format))")
    } else {
      parts.append("\(Figures.count(report.inputs.count, "input"))")
    }
    parts.append("corscope \(report.version)")
    parts += PrivacyText.marks(report).map { TerminalText($0) }
    return parts
  }

  /// One fact of a group, with its label in a margin of `indent` columns.
  func fact(
    _ label: TerminalText, _ text: TerminalText, _ page: inout TerminalPage,
    indent: Int = 11, keeping: Int = 0
  ) {
    page.paragraph(
      text, indent: indent, label: "    \(label.styled(.dim))", keeping: keeping)
  }

  /// Where the inputs are.
  func places(_ report: Report) -> Places {
    Places(report, files: options.links ? options.files : [:])
  }

  /// The number of a group, for the margin of its first line.
  func number(_ index: Int) -> TerminalText { "\(index < 9 ? " " : "")\(index + 1)" }

  /// Says how many more there are than were shown.
  func more(_ count: Int, _ page: inout TerminalPage, indent: Int = 2) {
    guard count > 0 else { return }
    let text: TerminalText = "… and \(count) more; --format json has all"
    page.paragraph(text.styled(.dim), indent: indent)
  }
}

extension ReportFormat {
  /// Text for people.
  static let terminal = ReportFormat(
    names: ["terminal", "text"], endings: ["txt"], summary: "text for people",
    renderer: { TerminalRenderer($0) })
}
