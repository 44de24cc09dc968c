/// How the names and values of a line are written.
package enum PairStyle: Sendable, BitwiseCopyable {
  /// As a JSON object.
  case json
  /// `name:value`, tabs between: Labeled Tab-separated Values.
  case ltsv
  /// `name=value`, blanks between, a value with blanks in quotes.
  case logfmt
}
