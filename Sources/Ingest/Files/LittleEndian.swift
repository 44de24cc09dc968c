/// Numbers as archives write them, the lowest byte first; the caller has checked that there is
/// room.
extension [UInt8] {
  /// The number of two bytes at `offset`.
  func small(at offset: Int) -> UInt16 {
    UInt16(self[offset]) | UInt16(self[offset + 1]) << 8
  }

  /// The number of four bytes at `offset`.
  func word(at offset: Int) -> UInt32 {
    UInt32(small(at: offset)) | UInt32(small(at: offset + 2)) << 16
  }

  /// The number of eight bytes at `offset`.
  func long(at offset: Int) -> UInt64 {
    UInt64(word(at: offset)) | UInt64(word(at: offset + 4)) << 32
  }
}
