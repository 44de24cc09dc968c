/// Text of an input as any report may show it: what hides, rearranges or controls is spelt out.
///
/// This comes before the escaping of a format, which knows only the signs of that format.
package enum VisibleText {
  /// How many characters of one value a report shows.
  package static let limit = 600

  /// The text with its hidden characters as escapes, its middle left out where it is very long.
  ///
  /// - Parameters:
  ///   - text: The text as it came.
  ///   - limit: How many characters may remain.
  /// - Returns: Text without line ends, controls and marks of direction.
  package static func of(_ text: String, limit: Int = VisibleText.limit) -> String {
    // What is left out needs no look; an escape takes the place of at least one character.
    guard text.utf8.count > limit else { return TerminalText.escape(text) }
    let shown = TerminalText.escape(String(text.unicodeScalars.prefix(4 * limit)))
    let count = shown.unicodeScalars.count
    guard count > limit || text.unicodeScalars.count > 4 * limit else { return shown }
    let head = shown.unicodeScalars.prefix(limit * 2 / 3)
    let tail = TerminalText.escape(String(text.unicodeScalars.suffix(limit / 4)))
    let end = tail.unicodeScalars.suffix(limit / 4)
    return "\(String(head))… (\(Figures.count(text.utf8.count)) bytes) …\(String(end))"
  }
}
