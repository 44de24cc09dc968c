import Traffic

/// The Internet checksum, as TCP has it.
///
/// - SeeAlso: RFC 1071 and RFC 9293, section 3.1.
enum Checksum {
  /// Whether the checksum of a whole TCP segment is right.
  ///
  /// - Parameters:
  ///   - segment: The segment with its header.
  ///   - key: Its connection.
  /// - Returns: `nil` where none was set, or only the part that a network adapter completes.
  static func isIntact(_ segment: Span<UInt8>, _ key: FlowKey) -> Bool? {
    let unsized = pseudoHeader(key, length: 0)
    let pseudo = unsized &+ UInt64(segment.count)
    if fold(pseudo + sum(segment)) == 0xFFFF { return true }
    let stated = UInt64(segment.network16(16))
    // Segmentation offload leaves the length out of the part that is set beforehand.
    return stated == 0 || stated == fold(pseudo) || stated == fold(unsized) ? nil : false
  }

  /// The sum of 16-bit words in network order, folded.
  ///
  /// It is reckoned in the other byte order, and turned round in the end.
  ///
  /// - SeeAlso: RFC 1071, section 2.
  static func sum(_ bytes: Span<UInt8>) -> UInt64 {
    var (total, index) = bytes.halfWordSum()
    if index &+ 8 <= bytes.count {
      total &+= halves(UInt64(littleEndian: bytes.loadWord(at: index)))
      index &+= 8
    }
    let folded = fold(total &+ halves(UInt64(littleEndian: bytes.word(upTo: index))))
    return (folded & 0xFF) << 8 | folded >> 8
  }

  @inline(__always)
  private static func halves(_ word: UInt64) -> UInt64 { (word & 0xFFFF_FFFF) &+ (word >> 32) }

  /// Folds a sum into 16 bits.
  static func fold(_ sum: UInt64) -> UInt64 {
    var sum = sum
    while sum >> 16 != 0 { sum = (sum >> 16) &+ (sum & 0xFFFF) }
    return sum
  }

  /// The sum of the addresses, the protocol and the length that the checksum covers beside TCP.
  static func pseudoHeader(_ key: FlowKey, length: Int) -> UInt64 {
    UInt64(6) &+ UInt64(length) &+ sum(key.lowAddress) &+ sum(key.highAddress)
  }

  private static func sum(_ address: IPAddress) -> UInt64 {
    (address.high >> 32) &+ (address.high & 0xFFFF_FFFF)
      &+ (address.low >> 32) &+ (address.low & 0xFFFF_FFFF)
  }
}
