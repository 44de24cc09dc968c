/// How a piece of text stands out in a terminal.
package enum TerminalStyle: Sendable, Hashable {
  case plain, bold, dim, red, yellow, green, cyan, alarm

  /// The parameters of the escape sequence that switches the style on; `nil` for plain text.
  ///
  /// - SeeAlso: ECMA-48, section 8.3.117 (SGR).
  package var parameters: String? {
    switch self {
    case .plain: nil
    case .bold: "1"
    case .dim: "2"
    case .red: "31"
    case .yellow: "33"
    case .green: "32"
    case .cyan: "36"
    case .alarm: "1;31"
    }
  }
}
