/// Text that is laid out for a terminal of a certain width, line by line.
package struct TerminalPage: Sendable {
  /// The columns that a line may fill.
  package let width: Int
  /// The columns that a paragraph may fill: longer lines are hard to read.
  package var textWidth: Int { min(width, 120) }
  /// The text so far.
  package private(set) var output = ""

  /// About how many lines a paragraph may fill, so that no input can flood the terminal.
  private static let lineLimit = 20

  private let color: Bool
  private let unicode: Bool
  private let links: Bool

  /// Makes an empty page.
  package init(_ options: RenderOptions) {
    width = max(60, options.width)
    color = options.color
    unicode = options.unicode
    links = options.links
  }

  /// Adds an empty line.
  package mutating func blank() { output += "\n" }

  /// Adds a heading with what it sums up, an empty line before and after it.
  package mutating func heading(_ title: TerminalText, _ summary: TerminalText = "") {
    blank()
    paragraph(summary.isEmpty ? title.styled(.bold) : "\(title.styled(.bold)): \(summary)")
    blank()
  }

  /// Adds text, broken into lines between words; text that would fill too many is shortened.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - indent: The columns left free before each line.
  ///   - label: What stands in the indent of the first line, such as `mend`.
  ///   - keeping: How many words, from the first on, are kept whole however wide, as a path that is
  ///     to be copied must be.
  package mutating func paragraph(
    _ text: TerminalText, indent: Int = 0, label: TerminalText = "", keeping: Int = 0
  ) {
    let room = max(10, textWidth - indent)
    let text = prepared(text).shortened(to: room * (keeping > 0 ? 100 : TerminalPage.lineLimit))
    let lines = text.wrapped(to: room, keeping: keeping)
    for (index, line) in lines.enumerated() {
      let label = index == 0 ? prepared(label) : ""
      write(label)
      output += String(repeating: " ", count: max(0, indent - label.width))
      write(line)
      output += "\n"
    }
  }

  /// Adds one line as it is, shortened in its middle where it is too wide.
  package mutating func line(_ text: TerminalText, indent: Int = 0) {
    output += String(repeating: " ", count: indent)
    write(prepared(text).shortened(to: max(10, width - indent)))
    output += "\n"
  }

  /// Adds rows under a head, the first column to the left and the others to the right.
  ///
  /// The first column gives way where the table is too wide. Rows shorter than the head are filled
  /// up; what is longer is left out.
  package mutating func table(
    _ head: [TerminalText], _ rows: [[TerminalText]], indent: Int = 2
  ) {
    guard !rows.isEmpty else { return }
    let cells = ([head.map { $0.styled(.dim) }] + rows).map { row in
      head.indices.map { $0 < row.count ? prepared(row[$0]) : "" }
    }
    var widths = head.indices.map { column in cells.map { $0[column].width }.max() ?? 0 }
    let others = widths.dropFirst().reduce(0) { $0 + $1 + 2 }
    if let first = widths.first { widths[0] = min(first, max(10, width - indent - others)) }
    for row in cells {
      var line = TerminalText()
      for (column, cell) in row.enumerated() {
        let cell = column == 0 ? shortened(cell, to: widths[0]) : cell
        let space = String(repeating: " ", count: max(0, widths[column] - cell.width))
        let gap = column == 0 ? String(repeating: " ", count: indent) : "  "
        line.append(trusted: column == 0 ? gap : gap + space, .plain)
        line.append(cell)
        if column == 0 { line.append(trusted: space, .plain) }
      }
      write(line)
      output += "\n"
    }
  }

  private func shortened(_ cell: TerminalText, to width: Int) -> TerminalText {
    guard cell.width > width else { return cell }
    // The sign of what was left out is three dots in ASCII.
    return unicode ? cell.shortened(to: width) : cell.shortened(to: width - 2).inASCII
  }

  private func prepared(_ text: TerminalText) -> TerminalText { unicode ? text : text.inASCII }

  private mutating func write(_ text: TerminalText) {
    for run in text.runs {
      let text = run.text.withBreakingSpaces
      // Ended by ST: some terminals take no BEL here.
      if links, let link = run.link { output += "\u{1B}]8;;\(link.text)\u{1B}\\" }
      defer { if links, run.link != nil { output += "\u{1B}]8;;\u{1B}\\" } }
      if color, let parameters = run.style.parameters {
        output += "\u{1B}[\(parameters)m\(text)\u{1B}[0m"
      } else {
        output += text
      }
    }
  }
}
