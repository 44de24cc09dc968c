package import Traffic

/// What stands in a wrapped line, and what its wrapper says of it.
package struct WrappedLine: Sendable, BitwiseCopyable {
  /// The line's content in the bytes that were looked at.
  package var content: ByteRange
  /// Whether the content has JSON's escapes.
  package var isEscaped = false
  /// Whether each quote of the content is written as two.
  package var hasDoubledQuotes = false
  /// Whether the content has the colours of a terminal.
  package var isColoured = false
  /// When the wrapper saw the line, where it says so.
  package var time: Timestamp?
  /// What the time lacks: its zone, its year.
  package var timeTraits: RecordTraits = []
  /// Whether the line goes on in the next one of its stream.
  package var isPartial = false
  /// Which of several interleaved streams the line belongs to; meaningful for partial lines.
  package var stream: UInt64 = 0

  /// Describes a wrapped line by its content.
  package init(content: ByteRange) { self.content = content }
}
