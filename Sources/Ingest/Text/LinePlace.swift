/// A line of a batch: where it begins, and its number.
struct LinePlace: BitwiseCopyable {
  /// The offset of its first byte.
  var start: Int
  /// The 0-based number of the line in the batch.
  var position: Int

  /// Goes on to the line behind the line end at `newline`.
  @inline(__always)
  mutating func advance(over newline: Int) {
    start = newline &+ 1
    position &+= 1
  }
}
