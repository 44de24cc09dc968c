import Traffic

/// Packets inside packets: what a tunnel's payload carries.
enum Tunnel {
  /// Finds the packet inside an IP payload that begins at `start`; `.other` if there is none.
  static func content(
    _ packet: Span<UInt8>, transport: UInt8, at start: Int
  ) -> LinkLayer.Content {
    switch transport {
    case 4, 41: return start < packet.count ? .ip(start) : .other
    case 47: return routing(packet, at: start)
    case 17: return datagram(packet, at: start)
    default: return .other
    }
  }

  // RFC 2784 and RFC 2890.
  private static func routing(_ packet: Span<UInt8>, at start: Int) -> LinkLayer.Content {
    guard packet.count >= start + 4 else { return .other }
    let flags = packet.network16(start)
    guard flags & 0x0007 == 0 else { return .other }
    var offset = start + 4
    if flags & 0x8000 != 0 { offset += 4 }
    if flags & 0x2000 != 0 { offset += 4 }
    if flags & 0x1000 != 0 { offset += 4 }
    return LinkLayer.network(packet, type: packet.network16(start + 2), at: offset).quiet
  }

  // RFC 7348 for VXLAN (8472 is what Linux used before), RFC 8926 for Geneve.
  private static func datagram(_ packet: Span<UInt8>, at start: Int) -> LinkLayer.Content {
    guard packet.count >= start + 16 else { return .other }
    switch packet.network16(start + 2) {
    case 4789, 8472:
      guard packet[start + 8] & 0x08 != 0 else { return .other }
      return LinkLayer.ethernet(packet, at: start + 16).quiet
    case 6081:
      guard packet[start + 8] >> 6 == 0 else { return .other }
      let offset = start + 16 + Int(packet[start + 8] & 0x3F) * 4
      return LinkLayer.network(packet, type: packet.network16(start + 10), at: offset).quiet
    default: return .other
    }
  }
}

extension LinkLayer.Content {
  /// The content of a tunnel, which may be none after all: what looks cut is nothing.
  fileprivate var quiet: LinkLayer.Content {
    if case .cut = self { return .other }
    return self
  }
}
