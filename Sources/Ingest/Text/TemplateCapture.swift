/// One captured value of a log format.
package struct TemplateCapture: Sendable, Hashable {
  /// What it says.
  package var slot: TemplateSlot
  /// Of several captures for one field the one of the highest rank is read.
  package var rank: Int
  /// How the format's text calls it.
  package var name: String
  /// How it is escaped, where that differs from the rest of the line.
  package var escape: EscapeStyle?
  /// What stands for no value, where that differs from the rest of the line.
  package var null: NullStyle?
  /// How a time is written.
  package var pattern: TimePattern?
  /// Whether a time is that of the response's end.
  package var isEnd = false
  /// Whether blanks may stand around it to fill a column.
  package var isPadded = false
  /// Whether the server makes it up itself, so that it holds nothing strange.
  package var isTrusted = false
  /// After how many bytes the server cuts it; 0 where it does not.
  package var limit = 0

  /// How many bytes stand before it in a record that the server cuts at one of a few lengths.
  package var recordOverhead = 0

  /// Describes a capture.
  package init(_ slot: TemplateSlot, rank: Int = 0, name: String = "") {
    self.slot = slot
    self.rank = rank
    self.name = name
  }

  /// A capture of a time written by `pattern`.
  package init(_ pattern: TimePattern, rank: Int = 0, name: String = "", isEnd: Bool = false) {
    self.init(.time, rank: rank, name: name)
    self.pattern = pattern
    self.isEnd = isEnd
  }

  /// Whether its end is found in itself and not by what follows it.
  var isSelfDelimited: Bool { pattern != nil }
}
