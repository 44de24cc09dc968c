// Unsafe: loads sixty-four bytes at a time through a pointer, inside bounds that are checked first.
import CMachine
import Traffic

/// The bytes at which a string must be looked at, found 64 bytes at a time: quotes, backslashes,
/// control characters and what is no ASCII.
///
/// The mask of the bytes looked at last is kept, so that a walk looks at each byte once.
struct JSONStops: BitwiseCopyable {
  /// How many bytes are looked at at once.
  static let width = 64

  private var start = -JSONStops.width
  private var mask: UInt64 = 0

  /// The index of the first stop at or behind `index`; the count of `bytes` where none is known, as
  /// none is in the last bytes.
  @inline(__always)
  mutating func next(in bytes: Span<UInt8>, from index: Int) -> Int {
    let offset = index &- start
    if UInt(bitPattern: offset) >= UInt(JSONStops.width) {
      guard load(bytes, at: index) else { return bytes.count }
      if mask != 0 { return index &+ mask.trailingZeroBitCount }
    } else {
      let rest = mask & (UInt64.max &<< UInt64(truncatingIfNeeded: offset))
      if rest != 0 { return start &+ rest.trailingZeroBitCount }
    }
    repeat {
      guard load(bytes, at: start &+ JSONStops.width) else { return bytes.count }
    } while mask == 0
    return start &+ mask.trailingZeroBitCount
  }

  @inline(__always)
  private mutating func load(_ bytes: Span<UInt8>, at index: Int) -> Bool {
    guard index >= 0, index &+ JSONStops.width <= bytes.count else { return false }
    start = index
    mask = JSONStops.mask(of: bytes, at: index)
    return true
  }

  /// Which of the 64 bytes from `index` on, which must be there, are stops, the first in the lowest bit.
  // Not part of its callers: there the compiler takes the vectors to pieces.
  @inline(never)
  private static func mask(of bytes: Span<UInt8>, at index: Int) -> UInt64 {
    unsafe bytes.withUnsafeBytes { bytes in
      unsafe string_stops(bytes.baseAddress.unsafelyUnwrapped + index)
    }
  }
}
