/// A string as it stands in the input, without its quotes.
package struct JSONString: Sendable, BitwiseCopyable {
  /// The offset of the first byte behind the opening quote.
  package var start: Int
  /// The offset of the closing quote.
  package var end: Int
  /// Whether a backslash stands in it, so that its bytes are not yet its value.
  package var escaped: Bool

  /// Notes the string from `start` up to but not including `end`.
  package init(start: Int, end: Int, escaped: Bool) {
    self.start = start
    self.end = end
    self.escaped = escaped
  }
}
