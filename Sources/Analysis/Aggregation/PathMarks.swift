// Unsafe: looks at up to sixty-four bytes through a pointer, of the text where it has so many, or
// of a copy.
import CMachine
import Traffic

/// Where in the first 64 bytes of a target its segments are, and which bytes are digits.
struct PathMarks {
  /// Where the path ends; `nil` if it goes on behind what was looked at.
  let end: Int?
  /// The `/` of the path: one bit a byte, that of the first byte the lowest.
  let slashes: UInt64
  private let digits: UInt64

  /// Looks at a path with or without a query, the first `length` bytes of some.
  @inline(__always)
  init(_ bytes: Span<UInt8>, length: Int) {
    let marks = PathMarks.look(at: bytes, length)
    let known = min(length, 64)
    let end = min(marks.ends.trailingZeroBitCount, known)
    self.end = end < 64 || length == 64 ? end : nil
    let path = ~(UInt64.max << UInt64(end))
    slashes = marks.slashes & path
    digits = marks.digits & path
  }

  /// How many digits stand in a row from `start` on.
  @inline(__always)
  func digitCount(from start: Int) -> Int {
    (~digits >> UInt64(truncatingIfNeeded: start)).trailingZeroBitCount
  }

  /// Whether a segment of the path, which ends at `end`, has sixteen bytes or more.
  @inline(__always)
  func hasLongSegment(end: Int) -> Bool {
    var runs = ~slashes & ~(UInt64.max << UInt64(truncatingIfNeeded: end))
    // Each bit then stands for as many in a row.
    runs &= runs &>> 1
    runs &= runs &>> 2
    runs &= runs &>> 4
    runs &= runs &>> 8
    return runs != 0
  }

  /// Where the segments end that are numbers, of a path that ends at `end`, at most 63.
  @inline(__always)
  func numberEnds(end: Int) -> UInt64 {
    // What is added to a row of digits at its start is carried to the byte behind it.
    let starts = slashes << 1 | 1
    let behind = ((starts & digits) &+ digits) & ~digits
    return behind & (slashes | 1 &<< UInt64(truncatingIfNeeded: end))
  }

  /// Where the segment begins that ends at `end`, at most 63.
  @inline(__always)
  func start(of end: Int) -> Int {
    let before = slashes & (1 &<< UInt64(truncatingIfNeeded: end) &- 1)
    return 64 &- before.leadingZeroBitCount
  }

  @inline(__always)
  private static func look(at bytes: Span<UInt8>, _ length: Int) -> path_marks {
    if length <= 32, bytes.count >= 32 {
      return unsafe bytes.withUnsafeBytes { unsafe path_marks_at_few($0.baseAddress) }
    }
    guard bytes.count < 64 else {
      return unsafe bytes.withUnsafeBytes { unsafe path_marks_at($0.baseAddress) }
    }
    return lookAtCopy(of: bytes)
  }

  @inline(never)
  private static func lookAtCopy(of bytes: Span<UInt8>) -> path_marks {
    precondition(bytes.count < 64)
    var copy = InlineArray<64, UInt8>(repeating: 0)
    var space = copy.mutableSpan
    unsafe space.withUnsafeMutableBytes { copy in
      unsafe bytes.withUnsafeBytes { unsafe copy.copyMemory(from: $0) }
    }
    return unsafe copy.span.withUnsafeBytes { unsafe path_marks_at($0.baseAddress) }
  }
}
