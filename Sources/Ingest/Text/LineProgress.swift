import Traffic

/// How far a line was read.
struct LineProgress: BitwiseCopyable {
  /// Where the next value begins, and its step.
  var cursor: Int
  var step: PlainStepView
  /// The fields that were sent, as far as is known.
  var present: FieldSet
  /// Whether the request is one that no server makes up.
  var isOrdinary = false
}
