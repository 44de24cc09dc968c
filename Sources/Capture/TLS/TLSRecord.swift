import Traffic

/// Tells TLS from other bytes by the header of a record.
///
/// - SeeAlso: RFC 8446, section 5.1.
enum TLSRecord {
  /// Whether `bytes` begin with a record.
  static func begins(_ bytes: Span<UInt8>) -> Bool {
    guard bytes.count >= 3 else { return false }
    return (0x14...0x17).contains(bytes[0]) && bytes[1] == 3 && bytes[2] <= 4
  }

  /// Whether a record of a usual length may begin at `offset`, where there are five bytes.
  static func isPlausible(_ bytes: Span<UInt8>, at offset: Int) -> Bool {
    (0x14...0x17).contains(bytes[offset]) && bytes[offset + 1] == 3 && bytes[offset + 2] <= 4
      && bytes.network16(offset + 3) <= RecordCipher.recordLimit
  }

  /// Whether `bytes` are too few to tell, and could begin a record.
  static func mayFollow(_ bytes: Span<UInt8>) -> Bool {
    guard bytes.count < 3, bytes.count > 0, (0x14...0x17).contains(bytes[0]) else { return false }
    return bytes.count < 2 || bytes[1] == 3
  }
}
