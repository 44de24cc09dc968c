import Traffic

/// The Internet checksum, as TCP has it.
///
/// - SeeAlso: RFC 1071 and RFC 9293, section 3.1.
enum Checksum {
  /// Whether the checksum of a whole TCP segment is right.
  ///
  /// - Parameters:
  ///   - segment: The segment with its header.
  ///   - packet: The header of the IP packet around it.
  /// - Returns: `nil` where none was set, or only the part that a network adapter completes.
  static func isIntact(_ segment: Span<UInt8>, _ packet: IPPacket) -> Bool? {
    let pseudo = pseudoHeader(packet, length: segment.count)
    if fold(pseudo + sum(segment)) == 0xFFFF { return true }
    let stated = UInt64(segment.network16(16))
    // Segmentation offload leaves the length out of the part that is set beforehand.
    let unsized = pseudoHeader(packet, length: 0)
    return stated == 0 || stated == fold(pseudo) || stated == fold(unsized) ? nil : false
  }

  /// The sum of 16-bit words in network order, unfolded.
  static func sum(_ bytes: Span<UInt8>) -> UInt64 {
    var total: UInt64 = 0
    var index = 0
    // Four words at once: a carry out of the top comes back in at the bottom when folded.
    while index &+ 8 <= bytes.count {
      let word = bytes.network64(index)
      total &+= (word >> 32) &+ (word & 0xFFFF_FFFF)
      index &+= 8
    }
    while index &+ 2 <= bytes.count {
      total &+= UInt64(bytes.network16(index))
      index &+= 2
    }
    if index < bytes.count { total &+= UInt64(bytes[index]) << 8 }
    return total
  }

  /// Folds a sum into 16 bits.
  static func fold(_ sum: UInt64) -> UInt64 {
    var sum = sum
    while sum >> 16 != 0 { sum = (sum >> 16) &+ (sum & 0xFFFF) }
    return sum
  }

  /// The sum of the addresses, the protocol and the length that the checksum covers beside TCP.
  static func pseudoHeader(_ packet: IPPacket, length: Int) -> UInt64 {
    UInt64(6) &+ UInt64(length) &+ sum(packet.source) &+ sum(packet.destination)
  }

  private static func sum(_ address: IPAddress) -> UInt64 {
    (address.high >> 32) &+ (address.high & 0xFFFF_FFFF)
      &+ (address.low >> 32) &+ (address.low & 0xFFFF_FFFF)
  }
}
