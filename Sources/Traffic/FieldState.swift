/// What an input says of one field of one exchange.
public enum FieldState: UInt8, Sendable, BitwiseCopyable {
  /// The input cannot show the field: nothing follows from its not being there.
  case notObservable
  /// The input shows the field, and it was not sent.
  case absent
  /// The input holds a value.
  case value
}
