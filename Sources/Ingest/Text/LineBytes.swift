// Unsafe: reads through a pointer without looking at bounds.
import Traffic

/// A line's bytes for readers that have checked its bounds once: it lies within a buffer that has
/// ``spare`` bytes behind it and outlives the reader, and no word begins eight bytes behind it or more.
@safe struct LineBytes {
  /// How many bytes must stand behind the line.
  static var spare: Int { 16 }

  private let base: UnsafeRawPointer

  /// Looks at a buffer that is not empty.
  @inline(__always)
  init(_ buffer: UnsafeBufferPointer<UInt8>) {
    unsafe base = UnsafeRawPointer(buffer.baseAddress.unsafelyUnwrapped)
  }

  @inline(__always)
  subscript(_ offset: Int) -> UInt8 { unsafe base.load(fromByteOffset: offset, as: UInt8.self) }

  /// The eight bytes from `offset` on, the first in the lowest place.
  @inline(__always)
  func word(_ offset: Int) -> UInt64 {
    unsafe base.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
  }

  /// Which of the sixteen bytes from `offset` on equal those of `wanted`, in two words of which each
  /// byte has all its bits set or none.
  @inline(__always)
  func equals(_ wanted: SIMD16<UInt8>, _ offset: Int) -> SIMD2<UInt64> {
    let chunk = unsafe base.loadUnaligned(fromByteOffset: offset, as: SIMD16<UInt8>.self)
    return unsafe unsafeBitCast(chunk .== wanted, to: SIMD2<UInt64>.self)
  }

  /// Where the first `byte` stands in `start..<end`, or `end`; for ranges of a few bytes.
  @inline(__always)
  func index(of byte: UInt8, _ start: Int, _ end: Int) -> Int {
    var index = start
    while index < end, self[index] != byte { index &+= 1 }
    return index
  }

  /// Whether `byte` stands in `start..<end`; eight bytes are looked at a step.
  @inline(__always)
  func contains(_ byte: UInt8, _ start: Int, _ end: Int) -> Bool {
    let wanted = UInt64(byte) &* 0x0101_0101_0101_0101
    var index = start
    while index &+ 8 < end {
      if (word(index) ^ wanted).zeroBytes != 0 { return true }
      index &+= 8
    }
    guard index < end else { return false }
    // What stands behind the end is made to be no hit.
    let beyond = (UInt64.max &<< UInt64(truncatingIfNeeded: 8 &* (end &- index) &- 1)) &<< 1
    return (word(index) ^ wanted | beyond).zeroBytes != 0
  }

  /// Whether all bytes in `start..<end` are digits.
  @inline(__always)
  func areDigits(_ start: Int, _ end: Int) -> Bool {
    var index = start
    while index < end, self[index].isDigit { index &+= 1 }
    return index == end
  }
}
