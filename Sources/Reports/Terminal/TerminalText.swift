/// Text that is safe to write to a terminal, with its styles.
///
/// What a program's literals say is taken as it is; whatever is interpolated is escaped first, so
/// that nothing from an input reaches the terminal as a control:
/// `"\(row.origin, .bold) sent \(row.fetches) fetches"`.
package struct TerminalText: Sendable, ExpressibleByStringInterpolation {
  /// A piece of text in one style, escaped already.
  struct Run: Sendable, Hashable {
    var text: String
    var style: TerminalStyle
    /// Where a click on it leads: an address in plain ASCII, see ``LinkAddress``.
    var link: LinkAddress?
  }

  private(set) var runs: [Run] = []

  /// Makes empty text.
  package init() {}

  /// Trusts a literal of the program.
  package init(stringLiteral value: String) { append(trusted: value, .plain) }

  /// Takes the pieces of an interpolated literal.
  package init(stringInterpolation pieces: Interpolation) { self = pieces.text }

  /// Makes text of what comes from an input, escaped.
  package init(_ text: String, _ style: TerminalStyle = .plain) {
    append(trusted: TerminalText.escape(text), style)
  }

  /// Makes text of what is known to be safe, such as bars.
  init(trusted text: String, _ style: TerminalStyle) { append(trusted: text, style) }

  /// Whether there is nothing to write.
  package var isEmpty: Bool { runs.isEmpty }

  /// The number of columns that the text fills, nearly.
  package var width: Int { runs.reduce(0) { $0 + TerminalText.width(of: $1.text) } }

  /// The text without its styles.
  package var plain: String { runs.map(\.text).joined() }

  /// Adds text at the end.
  package mutating func append(_ other: TerminalText) {
    for run in other.runs { append(trusted: run.text, run.style, run.link) }
  }

  /// Adds text that is escaped already.
  mutating func append(
    trusted text: String, _ style: TerminalStyle, _ link: LinkAddress? = nil
  ) {
    guard !text.isEmpty else { return }
    let last = runs.count - 1
    if last >= 0, runs[last].style == style, runs[last].link == link {
      runs[last].text += text
    } else {
      runs.append(Run(text: text, style: style, link: link))
    }
  }

  /// Puts `separator` between texts.
  package static func joined(_ texts: [TerminalText], by separator: TerminalText) -> TerminalText {
    var result = TerminalText()
    for (index, text) in texts.enumerated() {
      if index > 0 { result.append(separator) }
      result.append(text)
    }
    return result
  }

  /// The whole text in one style.
  package func styled(_ style: TerminalStyle) -> TerminalText {
    var result = TerminalText()
    for run in runs { result.append(trusted: run.text, style, run.link) }
    return result
  }

  /// The whole text as a link; as it is where there is no address.
  package func linked(to address: LinkAddress?) -> TerminalText {
    guard let address else { return self }
    var result = TerminalText()
    for run in runs { result.append(trusted: run.text, run.style, address) }
    return result
  }

  /// The text with spaces behind it, up to `columns`.
  func padded(to columns: Int) -> TerminalText {
    var result = self
    let space = String(repeating: " ", count: max(0, columns - width))
    result.append(trusted: space, .plain)
    return result
  }

  /// The pieces of an interpolated literal.
  package struct Interpolation: StringInterpolationProtocol {
    var text = TerminalText()

    /// Prepares for a literal.
    package init(literalCapacity: Int, interpolationCount: Int) {}

    /// Adds a piece of the literal, trusted.
    package mutating func appendLiteral(_ literal: String) { text.append(trusted: literal, .plain) }

    /// Adds text from anywhere, escaped.
    package mutating func appendInterpolation(_ value: String, _ style: TerminalStyle = .plain) {
      text.append(TerminalText(value, style))
    }

    /// Adds a count with its thousands set off.
    package mutating func appendInterpolation(_ value: Int, _ style: TerminalStyle = .plain) {
      text.append(trusted: Figures.count(value), style)
    }

    /// Adds text that is safe already.
    package mutating func appendInterpolation(_ value: TerminalText) { text.append(value) }
  }
}
