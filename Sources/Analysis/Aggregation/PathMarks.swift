// Unsafe: looks at sixty-four bytes through a pointer, of the text where it has so many, or of a copy.
import CMachine
import Traffic

/// Where in the first 64 bytes of a target its segments are, and which bytes are digits.
struct PathMarks {
  /// Where the path ends; `nil` if it goes on behind what was looked at.
  let end: Int?
  /// The `/` of the path: one bit a byte, that of the first byte the lowest.
  let slashes: UInt64
  private let others: UInt64

  /// Looks at a path with or without a query.
  init(_ target: Span<UInt8>) {
    let marks = PathMarks.look(at: target)
    let length = min(target.count, 64)
    let end = min(marks.ends.trailingZeroBitCount, length)
    self.end = end < 64 || target.count == 64 ? end : nil
    slashes = marks.slashes & ~(UInt64.max << UInt64(end))
    others = ~marks.digits
  }

  /// How many digits stand in a row from `start` on, be it behind the path's end.
  @inline(__always)
  func digitCount(from start: Int) -> Int {
    (others >> UInt64(truncatingIfNeeded: start)).trailingZeroBitCount
  }

  @inline(__always)
  private static func look(at target: Span<UInt8>) -> path_marks {
    guard target.count < 64 else {
      return unsafe target.withUnsafeBytes { unsafe path_marks_at($0.baseAddress) }
    }
    var copy = InlineArray<64, UInt8>(repeating: 0)
    var bytes = copy.mutableSpan
    unsafe bytes.withUnsafeMutableBytes { copy in
      unsafe target.withUnsafeBytes { unsafe copy.copyMemory(from: $0) }
    }
    return unsafe copy.span.withUnsafeBytes { unsafe path_marks_at($0.baseAddress) }
  }
}
