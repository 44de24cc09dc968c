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
  /// The fields that are logged for some responses only, so that their null says nothing.
  package var conditional: FieldSet

  /// Describes a format.
  package init(
    pieces: [Piece], escape: EscapeStyle, emptyIsAbsent: Bool = false, timeIsEnd: Bool = false,
    hidesRepeats: Bool = false, allowsMore: Bool = false, conditional: FieldSet = []
  ) {
    self.pieces = pieces
    self.escape = escape
    self.emptyIsAbsent = emptyIsAbsent
    self.timeIsEnd = timeIsEnd
    self.hidesRepeats = hidesRepeats
    self.allowsMore = allowsMore
    self.conditional = conditional
  }

  /// What is doubtful about the format, in words for its user.
  package var warnings: [String] {
    var warnings: [String] = []
    for value in values where !value.isReadable {
      let run = pieces[value.pieces]
      for (left, right) in zip(run, run.dropFirst()) {
        guard case .capture(_, _, let first) = left, case .capture(_, _, let second) = right
        else { continue }
        warnings.append("nothing separates '\(first)' from '\(second)', so neither can be read")
      }
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
    values.reduce(into: []) { $0.formUnion($1.slot.fields) }
  }

  /// What stands between two literals of a line: one captured piece, or several.
  struct Value {
    /// The indices of its pieces.
    var pieces: Range<Int>
    /// What it says; ``TemplateSlot/ignored`` where it is not readable.
    var slot: TemplateSlot
    /// The rank of its first piece.
    var rank: Int
    /// Whether it can be told what of it belongs to which piece.
    var isReadable: Bool
  }

  /// The values of a line, in its order.
  var values: [Value] {
    var values: [Value] = []
    var index = 0
    while index < pieces.count {
      guard case .capture(let slot, let rank, _) = pieces[index] else {
        index += 1
        continue
      }
      // Values that nothing separates cannot be told apart; path and query need not be.
      var end = index + 1
      var isReadable = true
      while end < pieces.count, case .capture(let other, _, _) = pieces[end] {
        if slot != .path || other != .query { isReadable = false }
        end += 1
      }
      values.append(
        Value(
          pieces: index..<end, slot: isReadable ? slot : .ignored, rank: rank,
          isReadable: isReadable))
      index = end
    }
    return values
  }

  /// Whether the fields of `slot` are read from a value that outranks `rank`.
  func isOutranked(_ slot: TemplateSlot, rank: Int) -> Bool {
    guard slot != .request, slot != .forwardedScheme else { return false }
    return values.contains { other in
      // A path is decoded, may be that of an internal redirect, and often lacks its query.
      if other.slot == .request { return slot == .path }
      guard other.slot != .forwardedScheme else { return false }
      return other.rank > rank && !other.slot.fields.isDisjoint(with: slot.fields)
    }
  }
}
