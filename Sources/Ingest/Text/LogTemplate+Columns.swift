import Traffic

extension LogTemplate {
  /// One of the columns that single blanks separate.
  struct Column {
    /// What it says.
    var capture: TemplateCapture
    /// What stands around it.
    var open: [UInt8] = []
    var close: [UInt8] = []

    init(
      _ slot: TemplateSlot, rank: Int = 0, isQuoted: Bool = false, isBracketed: Bool = false,
      isTrusted: Bool = false
    ) {
      capture = TemplateCapture(slot, rank: rank)
      capture.isTrusted = isTrusted
      if isQuoted { (open, close) = ([0x22], [0x22]) }
      if isBracketed { (open, close) = ([0x5B], [0x5D]) }
    }

    /// A word that is not needed.
    static let word = Column(.word)
  }

  /// Makes a template of columns.
  init(columns: [Column], escape: EscapeStyle) {
    var pieces: [Piece] = []
    var literal: [UInt8] = []
    for (index, column) in columns.enumerated() {
      if index > 0 { literal.append(0x20) }
      literal += column.open
      if !literal.isEmpty { pieces.append(.literal(literal)) }
      pieces.append(.capture(column.capture))
      literal = column.close
    }
    if !literal.isEmpty { pieces.append(.literal(literal)) }
    self.init(pieces: pieces, escape: escape)
  }
}
