// Unsafe: reads places through a pointer without looking at bounds.

/// Where the lines of a stretch end, for readers that ask for no line behind the first that does
/// not end in it.
@safe struct LineEndView {
  /// Where the place of the first line would be if lines were counted from the batch's first.
  private let origin: Int
  private let base: Int

  /// Looks at places that are counted from `base` on, the first of which is that of the batch's
  /// line `position`, and the last of which is behind the stretch.
  ///
  /// They outlive the view.
  @inline(__always)
  init(_ places: UnsafePointer<UInt16>, _ base: Int, position: Int) {
    origin = Int(bitPattern: places) &- position &<< 1
    self.base = base
  }

  /// Where the batch's line `position` ends; a place behind the stretch where it does not show
  /// that.
  @inline(__always)
  subscript(_ position: Int) -> Int {
    let place = unsafe UnsafePointer<UInt16>(bitPattern: origin &+ position &<< 1)
    return unsafe base &+ Int(place.unsafelyUnwrapped.pointee)
  }
}
