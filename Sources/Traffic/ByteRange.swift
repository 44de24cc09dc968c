/// A place in a batch's bytes.
public struct ByteRange: Sendable, BitwiseCopyable, Hashable {
  /// The first byte's offset in ``Batch/bytes``, in bytes.
  public var offset: UInt32
  /// The number of bytes.
  public var length: UInt32

  /// Makes the place of `length` bytes from `offset` on.
  @inlinable public init(offset: Int = 0, length: Int = 0) {
    self.offset = UInt32(truncatingIfNeeded: offset)
    self.length = UInt32(truncatingIfNeeded: length)
  }

  /// Makes the place from `start` up to but not including `end`.
  @inlinable public init(_ start: Int, _ end: Int) {
    self.init(offset: start, length: end - start)
  }

  /// The same place as a range of offsets.
  @inlinable public var range: Range<Int> { Int(offset)..<(Int(offset) + Int(length)) }

  /// Whether there are no bytes.
  @inlinable public var isEmpty: Bool { length == 0 }
}
