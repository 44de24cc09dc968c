// Unsafe: reads masks through a pointer without looking at bounds.

/// Where a byte stands in a stretch, for readers that stay within it: a mask with all its bits set
/// stands behind those of the stretch.
@safe struct MaskView {
  /// Where the mask of the first block would be if blocks were counted from the first of all bytes.
  private let origin: Int

  /// Looks at masks of which the first tells of the bytes from `base` on, a multiple of 64.
  ///
  /// They outlive the view.
  @inline(__always)
  init(_ masks: UnsafePointer<UInt64>, _ base: Int) {
    origin = Int(bitPattern: masks) &- base &>> 3
  }

  /// Where the byte stands first, from `offset` on, which is in the stretch or its end; a place at
  /// or behind the end where it does not.
  @inline(__always)
  func next(from offset: Int) -> Int {
    // The bits of at least 57 bytes, wherever they begin: whether a value ends within the bytes of
    // one mask is hard to guess. They reach as far as the block's own.
    let near =
      unsafe UnsafeRawPointer(bitPattern: origin &+ offset &>> 3).unsafelyUnwrapped
      .loadUnaligned(as: UInt64.self) &>> UInt64(truncatingIfNeeded: offset & 7)
    if near != 0 { return offset &+ near.trailingZeroBitCount }
    return next(behind: offset)
  }

  /// The same, from the block behind that of `offset` on.
  @inline(__always)
  private func next(behind offset: Int) -> Int {
    var place = unsafe UnsafePointer<UInt64>(bitPattern: origin &+ (offset &>> 6) &<< 3)
      .unsafelyUnwrapped
    var start = offset & ~63
    var mask: UInt64
    repeat {
      unsafe place += 1
      start &+= 64
      mask = unsafe place.pointee
    } while mask == 0
    return start &+ mask.trailingZeroBitCount
  }
}
