import Traffic

/// Integers as packets and capture files hold them; the caller has checked the bounds.
extension Span<UInt8> {
  /// The two bytes at `offset` as a number in network order.
  @inline(__always)
  func network16(_ offset: Int) -> Int { Int(self[offset]) << 8 | Int(self[offset &+ 1]) }

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

  /// The index of the first line feed at or after `start`, and whether a carriage return stands
  /// before it and not right before it; `nil` where there is no line feed.
  ///
  /// O(n), eight bytes at a time.
  func lineEnd(from start: Int) -> (end: Int, hasBareReturn: Bool)? {
    var index = start
    var firstReturn = Int.max
    while index &+ 8 <= count {
      let bytes = loadWord(at: index)
      let feeds = Span.zeros(bytes ^ 0x0A0A_0A0A_0A0A_0A0A)
      let returns = Span.zeros(bytes ^ 0x0D0D_0D0D_0D0D_0D0D)
      if returns != 0, firstReturn == .max {
        firstReturn = index &+ UInt64(littleEndian: returns).trailingZeroBitCount / 8
      }
      if feeds != 0 {
        let end = index &+ UInt64(littleEndian: feeds).trailingZeroBitCount / 8
        return (end, firstReturn < end &- 1)
      }
      index &+= 8
    }
    while index < count {
      if self[index] == 0x0D, firstReturn == .max { firstReturn = index }
      if self[index] == 0x0A { return (index, firstReturn < index &- 1) }
      index &+= 1
    }
    return nil
  }

  /// The top bit of each byte of `word` that is zero, and no bit below the first of them.
  @inline(__always)
  private static func zeros(_ word: UInt64) -> UInt64 {
    (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
  }

  /// The index of the first line feed at or after `start`, or `nil`.
  ///
  /// O(n), eight bytes at a time.
  func lineFeed(from start: Int) -> Int? {
    var index = start
    while index &+ 8 <= count {
      let word = loadWord(at: index) ^ 0x0A0A_0A0A_0A0A_0A0A
      let zeros = (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
      if zeros != 0 { return index &+ UInt64(littleEndian: zeros).trailingZeroBitCount / 8 }
      index &+= 8
    }
    while index < count {
      if self[index] == 0x0A { return index }
      index &+= 1
    }
    return nil
  }
}
