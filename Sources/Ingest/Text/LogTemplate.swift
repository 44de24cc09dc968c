package import Traffic

/// A log format as its pieces in order: literal text and captured values.
package struct LogTemplate: Sendable {
  /// One piece of a format.
  package enum Piece: Sendable, Hashable {
    /// Bytes that stand in every line.
    case literal([UInt8])
    /// A value.
    case capture(TemplateCapture)
  }

  /// The pieces, in the order of a line.
  package var pieces: [Piece]
  /// How the server escapes values.
  package var escape: EscapeStyle
  /// What stands for a header that was not sent.
  package var null: NullStyle
  /// Whether the time is that of the response's end.
  package var timeIsEnd: Bool
  /// Whether of a repeated header only one value is logged.
  package var hidesRepeats: Bool
  /// Whether a line may go on after the last piece.
  package var allowsMore: Bool
  /// The fields that are logged for some responses only, so that their null says nothing.
  package var conditional: FieldSet
  /// Whether its lines tell of exchanges; others are counted and passed over.
  package var isExchange = true
  /// Whether a line without a request tells of no exchange: the server logs what it did by itself,
  /// too.
  package var needsRequest = false
  /// The fields of which lines show something that is not so.
  package var forgotten: FieldSet = []
  /// Whether the server logs requests that it refused to read as those of HTTP/1.0.
  package var refusesAsOldVersion = false
  /// Whether the server says of requests that it could not read them, in place of their parts.
  package var marksUnread = false
  /// Whether paths that stand apart from the request line are logged decoded.
  package var decodesPaths = false
  /// Whether the server writes targets anew, encoded or decoded in its own way.
  package var rewritesTargets = false
  /// Whether a query is logged without its question mark, so that it cannot be told from the path
  /// right before it.
  package var queryLacksMark = false
  /// Whether bytes that are no UTF-8 are missing from values.
  package var leavesBytesOut = false
  /// Whether the server makes a URL of its own of what was asked for.
  package var settlesURLs = false
  /// Whether whole URLs in its lines are what was asked for, with the Host that was sent.
  package var showsURLsAsked = false
  /// Whether of some headers only what follows their last comma is logged.
  package var cutsAtCommas = false
  /// Whether the server cuts each header, its name included, at one of a few lengths.
  package var cutsRecords = false
  /// What lines look like that have fewer pieces, or that another part of the server writes.
  package var alternatives: [LogTemplate] = []

  /// Describes a format.
  package init(
    pieces: [Piece], escape: EscapeStyle, null: NullStyle = .dash, timeIsEnd: Bool = false,
    hidesRepeats: Bool = false, allowsMore: Bool = false, conditional: FieldSet = []
  ) {
    self.pieces = pieces
    self.escape = escape
    self.null = null
    self.timeIsEnd = timeIsEnd
    self.hidesRepeats = hidesRepeats
    self.allowsMore = allowsMore
    self.conditional = conditional
  }

  /// The captured pieces, in order.
  package var captures: [TemplateCapture] {
    pieces.compactMap { if case .capture(let capture) = $0 { capture } else { nil } }
  }

  /// The canonical fields that a line of the format can show, or one of an alternative.
  package var fields: FieldSet {
    let own = isExchange ? values.reduce(into: FieldSet()) { $0.formUnion($1.slot.fields) } : []
    return alternatives.reduce(own.subtracting(forgotten)) { $0.union($1.fields) }
  }

  /// What stands between two literals of a line: one captured piece, or several.
  struct Value {
    /// The indices of its pieces.
    var pieces: Range<Int>
    /// What it says; ``TemplateSlot/ignored`` where it is not readable.
    var slot: TemplateSlot
    /// Its first piece.
    var capture: TemplateCapture
    /// Whether it can be told what of it belongs to which piece.
    var isReadable: Bool
  }

  /// The values of a line, in its order; made anew each time.
  var values: [Value] {
    var values: [Value] = []
    var index = 0
    while index < pieces.count {
      guard case .capture(let capture) = pieces[index] else {
        index += 1
        continue
      }
      // Values that nothing separates cannot be told apart; path and query need not be, and a time
      // ends by itself.
      var end = index + 1
      var isReadable = true
      while !capture.isSelfDelimited, end < pieces.count, case .capture(let other) = pieces[end] {
        if capture.slot != .path || other.slot != .query || queryLacksMark { isReadable = false }
        end += 1
      }
      values.append(
        Value(
          pieces: index..<end, slot: isReadable ? capture.slot : .ignored, capture: capture,
          isReadable: isReadable))
      index = end
    }
    return values
  }

  /// Whether the fields of `slot` are read from one of a line's `values` that outranks `rank`.
  static func isOutranked(_ slot: TemplateSlot, rank: Int, among values: [Value]) -> Bool {
    guard slot != .request, slot != .absoluteRequest, slot != .forwardedScheme, slot != .time,
      slot != .headerBlob
    else {
      return false
    }
    return values.contains { other in
      // A path is decoded, may be that of an internal redirect, and often lacks its query.
      if other.slot == .request {
        // A version beside the line may be that of the answer.
        return slot == .path || slot == .text(.protocol)
      }
      guard other.slot != .forwardedScheme else { return false }
      return other.capture.rank > rank && !other.slot.fields.isDisjoint(with: slot.fields)
    }
  }
}
