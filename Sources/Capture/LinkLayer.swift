import Traffic

/// What stands before the network layer: finds where IP begins in a captured packet.
///
/// - SeeAlso: https://www.tcpdump.org/linktypes.html
enum LinkLayer {
  /// What a packet turned out to carry.
  enum Content: BitwiseCopyable {
    /// An IP packet that begins at the offset.
    case ip(Int)
    /// Something that is of no interest here, such as ARP.
    case other
    /// The packet was cut before its network layer.
    case cut
    /// Packets of this link type are not read.
    case unsupported
  }

  /// Finds the network layer of `packet`, which was captured on an interface of type `linkType`.
  static func content(_ packet: Span<UInt8>, linkType: Int) -> Content {
    switch linkType {
    case 1: return ethernet(packet, at: 0)
    case 0, 108: return packet.count > 4 ? ip(packet, at: 4) : .cut
    case 12, 14, 101, 228, 229: return ip(packet, at: 0)
    case 9: return pointToPoint(packet)
    case 113: return cooked(packet, protocolAt: 14, length: 16)
    case 276: return cooked(packet, protocolAt: 0, length: 20)
    default: return .unsupported
    }
  }

  /// Finds the network layer of an Ethernet frame that begins at `start`.
  ///
  /// - SeeAlso: IEEE 802.1Q for tags, RFC 2516 for PPPoE.
  static func ethernet(_ packet: Span<UInt8>, at start: Int) -> Content {
    packet.count >= start + 14
      ? network(packet, type: packet.network16(start + 12), at: start + 14) : .cut
  }

  /// Finds the network layer behind the EtherType `type`, whose payload begins at `start`.
  static func network(_ packet: Span<UInt8>, type: Int, at start: Int) -> Content {
    var type = type
    var offset = start
    while type == 0x8100 || type == 0x88A8 || type == 0x9100 {
      guard packet.count >= offset + 4 else { return .cut }
      type = packet.network16(offset + 2)
      offset += 4
    }
    switch type {
    case 0x0800, 0x86DD: return offset < packet.count ? .ip(offset) : .cut
    case 0x8864:
      return offset + 8 <= packet.count ? pointToPoint(packet, at: offset + 6) : .cut
    case 0x6558: return ethernet(packet, at: offset)
    case 0x8847, 0x8848: return labelled(packet, at: offset)
    case 0..<1536: return subnetwork(packet, at: offset)
    default: return .other
    }
  }

  // RFC 3032: the last label has the lowest bit of its third byte set.
  private static func labelled(_ packet: Span<UInt8>, at start: Int) -> Content {
    var offset = start
    while offset + 4 <= packet.count {
      offset += 4
      if packet[offset - 2] & 1 != 0 { return ip(packet, at: offset) }
    }
    return .cut
  }

  // RFC 1042: a length where the type should be, and the type behind an LLC and SNAP header.
  private static func subnetwork(_ packet: Span<UInt8>, at start: Int) -> Content {
    guard packet.count >= start + 8, packet.network32(start) == 0xAAAA_0300 else { return .other }
    let type = packet.network16(start + 6)
    return type == 0x0800 || type == 0x86DD ? ip(packet, at: start + 8) : .other
  }

  private static func cooked(
    _ packet: Span<UInt8>, protocolAt offset: Int, length: Int
  ) -> Content {
    guard packet.count >= length else { return .cut }
    return network(packet, type: packet.network16(offset), at: length)
  }

  private static func pointToPoint(_ packet: Span<UInt8>) -> Content {
    guard packet.count >= 5 else { return .cut }
    // RFC 1662: address and control may have been compressed away.
    return pointToPoint(packet, at: packet.network16(0) == 0xFF03 ? 2 : 0)
  }

  // RFC 1661, section 6.5: an odd byte is a protocol number compressed to one byte.
  private static func pointToPoint(_ packet: Span<UInt8>, at start: Int) -> Content {
    let isShort = packet[start] & 1 != 0
    let type = isShort ? Int(packet[start]) : packet.network16(start)
    return type == 0x21 || type == 0x57 ? ip(packet, at: start + (isShort ? 1 : 2)) : .other
  }

  private static func ip(_ packet: Span<UInt8>, at start: Int) -> Content {
    guard start < packet.count else { return .cut }
    let version = packet[start] >> 4
    return version == 4 || version == 6 ? .ip(start) : .other
  }
}
