package import Traffic

/// A log format as its pieces in order: literal text and captured values.
package struct LogTemplate: Sendable {
  /// One piece of a format.
  package enum Piece: Sendable, Hashable {
    /// Bytes that stand in every line.
    case literal([UInt8])
    /// A value; of several pieces for one field the one of the highest rank is read.
    case capture(TemplateSlot, rank: Int, name: String)
  }

  /// The pieces, in the order of a line.
  package var pieces: [Piece]
  /// How the server escapes values.
  package var escape: EscapeStyle
  /// Whether an empty value stands for a header that was not sent, instead of `-`.
  package var emptyIsAbsent: Bool
  /// Whether the time is that of the response's end.
  package var timeIsEnd: Bool
  /// Whether of a repeated response header only one value is logged.
  package var hidesRepeats: Bool
  /// Whether a line may go on after the last piece.
  package var allowsMore: Bool

  /// Describes a format.
  package init(
    pieces: [Piece], escape: EscapeStyle, emptyIsAbsent: Bool = false, timeIsEnd: Bool = false,
    hidesRepeats: Bool = false, allowsMore: Bool = false
  ) {
    self.pieces = pieces
    self.escape = escape
    self.emptyIsAbsent = emptyIsAbsent
    self.timeIsEnd = timeIsEnd
    self.hidesRepeats = hidesRepeats
    self.allowsMore = allowsMore
  }

  /// What is doubtful about the format, in words for its user.
  package var warnings: [String] {
    var warnings: [String] = []
    for (left, right) in zip(pieces, pieces.dropFirst()) {
      guard case .capture(let first, _, let firstName) = left,
        case .capture(let second, _, let secondName) = right
      else { continue }
      if first == .path && second == .query { continue }
      warnings.append(
        "nothing separates '\(firstName)' from '\(secondName)', so neither can be read")
    }
    let fields = self.fields
    for (field, what) in [
      (Field.start, "the time"), (.method, "the method"), (.target, "the path"),
      (.status, "the status"),
    ] where !fields.contains(field) {
      warnings.append("\(what) is not in this format")
    }
    return warnings
  }

  /// The canonical fields that a line of the format can show.
  package var fields: FieldSet {
    pieces.reduce(into: []) { fields, piece in
      if case .capture(let slot, _, _) = piece { fields.formUnion(slot.fields) }
    }
  }

  /// Whether `field` is read from a piece that outranks `rank`.
  func isOutranked(_ slot: TemplateSlot, rank: Int) -> Bool {
    guard slot != .request, slot != .forwardedScheme else { return false }
    return pieces.contains { piece in
      guard case .capture(let other, let otherRank, _) = piece, other != .request,
        other != .forwardedScheme
      else { return false }
      return otherRank > rank && !other.fields.isDisjoint(with: slot.fields)
    }
  }
}
