import Traffic

/// Templates in the order of a line, literals as they stand, for formats that no server's words
/// describe.
extension LogTemplate.Piece: ExpressibleByStringLiteral {
  /// Makes a literal.
  package init(stringLiteral text: String) { self = .literal(Array(text.utf8)) }

  /// What stands for a `slot`.
  static func slot(_ slot: TemplateSlot) -> LogTemplate.Piece { .capture(TemplateCapture(slot)) }

  /// What stands for a `slot` in a column that blanks may fill.
  static func padded(_ slot: TemplateSlot) -> LogTemplate.Piece {
    var capture = TemplateCapture(slot)
    capture.isPadded = true
    return .capture(capture)
  }

  /// A time as `strftime` writes it.
  static func time(_ text: String) -> LogTemplate.Piece {
    .capture(TemplateCapture(TimePattern(strftime: text), name: text))
  }
}
