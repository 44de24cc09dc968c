// Unsafe: reads through a pointer without looking at bounds.
import CMachine
import Traffic

/// A line's bytes for readers that have checked its bounds once: it lies within a buffer that has
/// ``spare`` bytes behind it and outlives the reader, and nothing that is read ends behind those.
@safe struct LineBytes {
  /// How many bytes must stand behind the line.
  static var spare: Int { 32 }

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

  /// Which of the sixteen bytes from `offset` on equal `byte`: one bit a byte.
  @inline(__always)
  func mask16(of byte: UInt8, _ offset: Int) -> UInt64 {
    unsafe byte_mask_of(base + offset, 1, byte)
  }

  /// The same of the thirty-two bytes from `offset` on.
  @inline(__always)
  func mask32(of byte: UInt8, _ offset: Int) -> UInt64 {
    unsafe byte_mask_of(base + offset, 2, byte)
  }

  /// Where the first `byte` stands in `start..<end`, or `end`; for ranges of a few bytes.
  @inline(__always)
  func index(of byte: UInt8, _ start: Int, _ end: Int) -> Int {
    var index = start
    while index < end, self[index] != byte { index &+= 1 }
    return index
  }

  /// Whether `byte` stands in `start..<end`; thirty-two bytes are looked at a step.
  @inline(__always)
  func contains(_ byte: UInt8, _ start: Int, _ end: Int) -> Bool {
    var index = start
    while index &+ 32 < end {
      if unsafe byte_mask_of(base + index, 2, byte) != 0 { return true }
      index &+= 32
    }
    let within: UInt64 = 1 &<< UInt64(truncatingIfNeeded: end &- index) &- 1
    return unsafe byte_mask_of(base + index, 2, byte) & within != 0
  }

  /// Whether all bytes in `start..<end` are digits.
  @inline(__always)
  func areDigits(_ start: Int, _ end: Int) -> Bool {
    var index = start
    while index < end, self[index].isDigit { index &+= 1 }
    return index == end
  }
}
