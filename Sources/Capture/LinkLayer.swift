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
    case 9, 50: return pointToPoint(packet, from: 0)
    case 51: return packet.count > 6 ? pointToPoint(packet, from: 6) : .cut
    case 166, 204: return pointToPoint(packet, from: 1)
    case 104: return cooked(packet, protocolAt: 2, length: 4)
    case 107: return frameRelay(packet)
    case 109: return packet.count > 12 ? ip(packet, at: 12) : .cut
    case 117: return packetFilter(packet)
    case 7: return attachedResource(packet, typeAt: 2)
    case 129: return attachedResource(packet, typeAt: 4)
    case 239: return NetfilterLog.content(packet)
    case 105, 119, 127, 163, 192: return WirelessLAN.content(packet, linkType: linkType)
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
      if packet[offset - 2] & 1 != 0 { return pseudowire(packet, at: offset) }
    }
    return .cut
  }

  // RFC 4448: what is no IP packet is an Ethernet frame, perhaps behind a control word.
  private static func pseudowire(_ packet: Span<UInt8>, at start: Int) -> Content {
    guard start < packet.count else { return .cut }
    let version = packet[start] >> 4
    if version == 4 || version == 6 { return .ip(start) }
    guard packet.count >= start + 18 else { return .other }
    let isControl = packet.network16(start) == 0
    return ethernet(packet, at: isControl ? start + 4 : start)
  }

  /// Finds the network layer behind an LLC and SNAP header at `start`.
  ///
  /// - SeeAlso: RFC 1042.
  static func subnetwork(_ packet: Span<UInt8>, at start: Int) -> Content {
    guard packet.count >= start + 8, packet.network32(start) == 0xAAAA_0300 else { return .other }
    let type = packet.network16(start + 6)
    return type >= 1536 ? network(packet, type: type, at: start + 8) : .other
  }

  private static func cooked(
    _ packet: Span<UInt8>, protocolAt offset: Int, length: Int
  ) -> Content {
    guard packet.count >= length else { return .cut }
    return network(packet, type: packet.network16(offset), at: length)
  }

  /// Finds the network layer of a PPP frame that begins at `start`.
  static func pointToPoint(_ packet: Span<UInt8>, from start: Int) -> Content {
    guard packet.count >= start + 5 else { return .cut }
    // RFC 1662: address and control may have been compressed away.
    return pointToPoint(packet, at: start + (packet.network16(start) == 0xFF03 ? 2 : 0))
  }

  // RFC 2427: two bytes of address, then unnumbered information and the protocol.
  private static func frameRelay(_ packet: Span<UInt8>) -> Content {
    guard packet.count >= 10 else { return .cut }
    guard packet[2] == 0x03 else { return network(packet, type: packet.network16(2), at: 4) }
    if packet[3] == 0xCC { return ip(packet, at: 4) }
    guard packet[3] == 0, packet[4] == 0x80 else { return .other }
    return network(packet, type: packet.network16(8), at: 10)
  }

  // The header of OpenBSD's packet filter tells its own length, without the padding.
  private static func packetFilter(_ packet: Span<UInt8>) -> Content {
    guard let first = packet.isEmpty ? nil : packet[0] else { return .cut }
    return ip(packet, at: (Int(first) + 3) & ~3)
  }

  // RFC 1051 and RFC 1201.
  private static func attachedResource(_ packet: Span<UInt8>, typeAt offset: Int) -> Content {
    guard packet.count > offset + 8 else { return .cut }
    switch packet[offset] {
    case 0xF0: return ip(packet, at: offset + 1)
    case 0xD4: return ip(packet, at: offset + (packet[offset + 1] == 0xFF ? 8 : 4))
    default: return .other
    }
  }

  // RFC 1661, section 6.5: an odd byte is a protocol number compressed to one byte.
  private static func pointToPoint(_ packet: Span<UInt8>, at start: Int) -> Content {
    let isShort = packet[start] & 1 != 0
    let type = isShort ? Int(packet[start]) : packet.network16(start)
    return type == 0x21 || type == 0x57 ? ip(packet, at: start + (isShort ? 1 : 2)) : .other
  }

  /// An IP packet that should begin at `start`.
  static func ip(_ packet: Span<UInt8>, at start: Int) -> Content {
    guard start < packet.count else { return .cut }
    let version = packet[start] >> 4
    return version == 4 || version == 6 ? .ip(start) : .other
  }
}
