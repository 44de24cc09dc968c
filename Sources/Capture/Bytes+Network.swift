import Traffic

/// Integers as packets and capture files hold them; the caller has checked the bounds.
extension Span<UInt8> {
  /// The two bytes at `offset` as a number in network order.
  @inline(__always)
  func network16(_ offset: Int) -> Int { Int(UInt16(bigEndian: loadQuarter(at: offset))) }

  /// The four bytes at `offset` as a number in network order.
  @inline(__always)
  func network32(_ offset: Int) -> UInt32 { UInt32(bigEndian: loadHalf(at: offset)) }

  /// The eight bytes at `offset` as a number in network order.
  @inline(__always)
  func network64(_ offset: Int) -> UInt64 { UInt64(bigEndian: loadWord(at: offset)) }

  /// The two bytes at `offset` in the byte order of a capture file.
  @inline(__always)
  func number16(_ offset: Int, bigEndian: Bool) -> Int {
    let value = network16(offset)
    return bigEndian ? value : (value & 0xFF) << 8 | value >> 8
  }

  /// The four bytes at `offset` in the byte order of a capture file.
  @inline(__always)
  func number32(_ offset: Int, bigEndian: Bool) -> UInt32 {
    let value = network32(offset)
    return bigEndian ? value : value.byteSwapped
  }

  /// The index of the first line feed at or after `start`, or `nil`.
  ///
  /// O(n), sixteen bytes at a time.
  @inline(__always)
  func lineFeed(from start: Int) -> Int? {
    guard start < count else { return nil }
    let index = position(of: 0x0A, from: start, to: count)
    return index < count ? index : nil
  }

  /// Where `start..<end` ends without the carriage returns and the blanks at its end.
  @inline(__always)
  func trimmedEnd(_ start: Int, _ end: Int) -> Int {
    var end = end
    while end > start, self[end &- 1] == 0x0D || self[end &- 1].isBlank { end &-= 1 }
    return end
  }
}
