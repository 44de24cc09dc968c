// Unsafe: loads vectors inside bounds that are checked first, and looks at masks as words.
import Traffic

#if arch(x86_64)
  import _Builtin_intrinsics.intel.sse2
#endif

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
    (bits(of: bytes, at: index) | bits(of: bytes, at: index &+ 16) &<< 16)
      | (bits(of: bytes, at: index &+ 32) &<< 32 | bits(of: bytes, at: index &+ 48) &<< 48)
  }

  /// The same of sixteen bytes.
  @inline(__always)
  private static func bits(of bytes: Span<UInt8>, at index: Int) -> UInt64 {
    #if arch(x86_64)
      let chunk = unsafe bytes.bytes.unsafeLoadUnaligned(
        fromUncheckedByteOffset: index, as: SIMD2<Int64>.self)
      // As numbers with a sign, bytes beyond ASCII are below the first that is no control character.
      let odd = _mm_cmpgt_epi8(lanes(0x20), chunk)
      let marks = _mm_or_si128(
        _mm_cmpeq_epi8(chunk, lanes(0x22)), _mm_cmpeq_epi8(chunk, lanes(0x5C)))
      return UInt64(UInt32(bitPattern: _mm_movemask_epi8(_mm_or_si128(odd, marks))))
    #else
      return gatheredBits(of: bytes, at: index)
    #endif
  }

  #if arch(x86_64)
    @inline(__always)
    private static func lanes(_ byte: Int64) -> SIMD2<Int64> {
      SIMD2(repeating: byte &* 0x0101_0101_0101_0101)
    }
  #endif

  /// The same where no instruction gathers bits.
  @inline(__always)
  static func gatheredBits(of bytes: Span<UInt8>, at index: Int) -> UInt64 {
    let chunk = unsafe bytes.bytes.unsafeLoadUnaligned(
      fromUncheckedByteOffset: index, as: SIMD16<UInt8>.self)
    let signed = unsafe unsafeBitCast(chunk, to: SIMD16<Int8>.self)
    let stops = (chunk .== quote) .| (chunk .== backslash) .| (signed .< blank)
    let bits = unsafe unsafeBitCast(stops, to: SIMD16<UInt8>.self) & places
    let halves = unsafe unsafeBitCast(bits, to: SIMD2<UInt64>.self)
    // The product's highest byte is the sum of all eight, which share no bit.
    let low = (halves[0] &* 0x0101_0101_0101_0101) &>> 56
    let high = (halves[1] &* 0x0101_0101_0101_0101) &>> 56
    return low | high &<< 8
  }

  @inline(__always)
  private static var quote: SIMD16<UInt8> { SIMD16(repeating: 0x22) }
  @inline(__always)
  private static var backslash: SIMD16<UInt8> { SIMD16(repeating: 0x5C) }
  @inline(__always)
  private static var blank: SIMD16<Int8> { SIMD16(repeating: 0x20) }
  @inline(__always)
  private static var places: SIMD16<UInt8> {
    SIMD16(1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128)
  }
}
