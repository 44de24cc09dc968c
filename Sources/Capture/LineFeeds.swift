// Unsafe: reads sixteen bytes at a time, inside bounds that are checked right here.

/// A walk from one line feed to the next, sixteen bytes a step.
struct LineFeeds: BitwiseCopyable {
  // One byte is 0xFF for each line feed in the first and the second half of a step.
  private var low: UInt64 = 0
  private var high: UInt64 = 0
  private var base = 0
  private var cursor = 0

  /// The offset of the next line feed in `bytes`, the same at every call, or -1 behind the last.
  @inline(__always)
  mutating func next(in bytes: Span<UInt8>) -> Int {
    if low | high == 0, !load(bytes) { return -1 }
    if low != 0 {
      let shift = low.trailingZeroBitCount
      low &= ~(0xFF &<< UInt64(truncatingIfNeeded: shift))
      return base &+ shift &>> 3
    }
    let shift = high.trailingZeroBitCount
    high &= ~(0xFF &<< UInt64(truncatingIfNeeded: shift))
    return base &+ 8 &+ shift &>> 3
  }

  /// Goes on to the next step that has a line feed.
  @inline(__always)
  private mutating func load(_ bytes: Span<UInt8>) -> Bool {
    // The cursor is never negative.
    while cursor &+ 16 <= bytes.count {
      look(unsafe bytes.bytes, at: cursor)
      cursor &+= 16
      if low | high != 0 { return true }
    }
    guard cursor < bytes.count, bytes.count >= 16 else { return false }
    // The last step overlaps the one before it.
    look(unsafe bytes.bytes, at: bytes.count &- 16)
    let known = UInt64(truncatingIfNeeded: 8 &* (cursor &- base))
    cursor = bytes.count
    low = known < 64 ? low & (.max &<< known) : 0
    high = known > 64 ? high & (.max &<< (known &- 64)) : high
    return low | high != 0
  }

  @inline(__always)
  private mutating func look(_ bytes: RawSpan, at offset: Int) {
    let step = unsafe bytes.unsafeLoadUnaligned(
      fromUncheckedByteOffset: offset, as: SIMD16<UInt8>.self)
    let found = unsafe unsafeBitCast(
      step .== SIMD16<UInt8>(repeating: 0x0A), to: SIMD2<UInt64>.self)
    low = found[0]
    high = found[1]
    base = offset
  }
}
