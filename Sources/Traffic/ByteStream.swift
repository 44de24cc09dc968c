/// A source of bytes, read from front to back: a file, a pipe, or what a decompressor makes of one.
public protocol ByteStream {
  /// Appends up to `count` further bytes to `buffer`.
  ///
  /// - Parameters:
  ///   - count: The largest number of bytes to append, at least 1.
  ///   - buffer: Where the bytes go, behind what it holds.
  /// - Returns: The number of bytes appended; fewer than `count` only at the end, 0 once it is
  ///   reached.
  /// - Throws: `IngestError` when the source cannot be read on. What was appended before the error
  ///   is good, and later calls return 0.
  mutating func read(_ count: Int, into buffer: inout [UInt8]) throws(IngestError) -> Int
}
