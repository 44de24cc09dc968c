// Unsafe: reads masks through a pointer without looking at bounds.

/// Where a byte stands in a stretch, for readers that stay within it: a mask with all its bits set
/// stands behind those of the stretch.
@safe struct MaskView {
  private let masks: UnsafePointer<UInt64>
  private let base: Int

  /// Looks at masks of which the first tells of the bytes from `base` on, a multiple of 64.
  ///
  /// They outlive the view.
  @inline(__always)
  init(_ masks: UnsafePointer<UInt64>, _ base: Int) {
    unsafe self.masks = masks
    self.base = base
  }

  /// Where the byte stands first, from `offset` on, which is in the stretch or its end; a place at
  /// or behind the end where it does not.
  @inline(__always)
  func next(from offset: Int) -> Int {
    var block = (offset &- base) &>> 6
    let rest = unsafe masks[block] &>> UInt64(truncatingIfNeeded: offset)
    if rest != 0 { return offset &+ rest.trailingZeroBitCount }
    var mask: UInt64
    repeat {
      block &+= 1
      mask = unsafe masks[block]
    } while mask == 0
    return base &+ block &<< 6 &+ mask.trailingZeroBitCount
  }
}
