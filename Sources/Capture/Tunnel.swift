import Traffic

/// Packets inside packets: what a tunnel's payload carries.
enum Tunnel {
  /// Whether a packet may be in the payload of the protocol `transport`.
  static func mayCarry(_ transport: UInt8) -> Bool {
    transport == 17 || transport == 47 || transport == 4 || transport == 41
  }

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

  // RFC 2784 and RFC 2890; version 1 carries PPP, by RFC 2637.
  private static func routing(_ packet: Span<UInt8>, at start: Int) -> LinkLayer.Content {
    guard packet.count >= start + 8 else { return .other }
    let flags = packet.network16(start)
    let type = packet.network16(start + 2)
    var offset = start + 4
    if flags & 0x8000 != 0 { offset += 4 }
    if flags & 0x2000 != 0 { offset += 4 }
    if flags & 0x1000 != 0 { offset += 4 }
    switch flags & 0x0007 {
    case 0: break
    case 1:
      if flags & 0x0080 != 0 { offset += 4 }
      return LinkLayer.pointToPoint(packet, from: offset).quiet
    default: return .other
    }
    switch type {
    // ERSPAN: a header only where packets are numbered, and one of its own that may be longer.
    case 0x88BE:
      return LinkLayer.ethernet(packet, at: offset + (flags & 0x1000 != 0 ? 8 : 0)).quiet
    case 0x22EB:
      guard packet.count >= offset + 12 else { return .other }
      let length = packet[offset + 11] & 1 != 0 ? 20 : 12
      return LinkLayer.ethernet(packet, at: offset + length).quiet
    // Access points of Aruba send wireless frames.
    case 0x8200...0x82FF, 0x9000:
      return WirelessLAN.frame(packet, at: offset, isPadded: false).quiet
    default: return LinkLayer.network(packet, type: type, at: offset).quiet
    }
  }

  private static func datagram(_ packet: Span<UInt8>, at start: Int) -> LinkLayer.Content {
    guard packet.count >= start + 16 else { return .other }
    let port = packet.network16(start + 2)
    let source = packet.network16(start)
    let body = start + 8
    switch port {
    // RFC 7348 for VXLAN; 8472 is what Linux used before.
    case 4789, 8472:
      guard packet[body] & 0x08 != 0 else { return .other }
      return LinkLayer.ethernet(packet, at: body + 8).quiet
    // VXLAN with a next protocol: IPv4, IPv6 or Ethernet.
    case 4790:
      guard packet.count > body + 8, packet[body] & 0x0C == 0x0C else { return .other }
      let next = packet[body + 3]
      if next == 1 || next == 2 { return .ip(body + 8) }
      return next == 3 ? LinkLayer.ethernet(packet, at: body + 8).quiet : .other
    // RFC 8926 for Geneve.
    case 6081:
      guard packet[body] >> 6 == 0 else { return .other }
      let offset = body + 8 + Int(packet[body] & 0x3F) * 4
      return LinkLayer.network(packet, type: packet.network16(body + 2), at: offset).quiet
    // RFC 8086.
    case 4754: return routing(packet, at: body)
    default: break
    }
    if port == 1701 || source == 1701 { return layer2(packet, at: body) }
    if port == 3544 || source == 3544 { return teredo(packet, at: body) }
    if port == 5072 || source == 5072 { return anythingInAnything(packet, at: body) }
    return mobile(packet, at: body, length: packet.network16(start + 4) - 8)
  }

  // 3GPP TS 29.281, section 5.1. The length tells it from other datagrams, whatever the port.
  private static func mobile(
    _ packet: Span<UInt8>, at start: Int, length: Int
  ) -> LinkLayer.Content {
    guard packet.count > start + 12, packet[start] & 0xF0 == 0x30, packet[start + 1] == 0xFF,
      packet.network16(start + 2) == length - 8
    else { return .other }
    var offset = start + 8
    if packet[start] & 0x07 != 0 {
      var next = packet[start] & 0x04 != 0 ? packet[start + 11] : 0
      offset += 4
      while next != 0 {
        guard offset < packet.count, packet[offset] > 0 else { return .other }
        offset += Int(packet[offset]) * 4
        guard offset <= packet.count else { return .other }
        next = packet[offset - 1]
      }
    }
    return LinkLayer.ip(packet, at: offset).quiet
  }

  // RFC 2661, section 3.1.
  private static func layer2(_ packet: Span<UInt8>, at start: Int) -> LinkLayer.Content {
    let flags = packet.network16(start)
    guard flags & 0x8000 == 0, flags & 0x000F == 2 else { return .other }
    var offset = start + 6
    if flags & 0x4000 != 0 { offset += 2 }
    if flags & 0x0800 != 0 { offset += 4 }
    if flags & 0x0200 != 0 {
      guard offset + 2 <= packet.count else { return .other }
      offset += 2 + packet.network16(offset)
    }
    return LinkLayer.pointToPoint(packet, from: offset).quiet
  }

  // RFC 4380, section 5.1.1.
  private static func teredo(_ packet: Span<UInt8>, at start: Int) -> LinkLayer.Content {
    var offset = start
    if packet.count >= offset + 4, packet.network16(offset) == 1 {
      offset += 13 + Int(packet[offset + 2]) + Int(packet[offset + 3])
    }
    if packet.count >= offset + 8, packet.network16(offset) == 0 { offset += 8 }
    return offset < packet.count && packet[offset] >> 4 == 6 ? .ip(offset) : .other
  }

  // AYIYA, as the tunnel brokers of SixXS used it: the lengths stand in words of four bytes.
  private static func anythingInAnything(
    _ packet: Span<UInt8>, at start: Int
  ) -> LinkLayer.Content {
    guard packet.count >= start + 8, packet[start + 3] == 41 else { return .other }
    let identity = 1 << Int(packet[start] >> 4)
    let signature = Int(packet[start + 1] >> 4) * 4
    return LinkLayer.ip(packet, at: start + 8 + identity + signature).quiet
  }
}

extension LinkLayer.Content {
  /// The content of a tunnel, which may be none after all: what looks cut is nothing.
  fileprivate var quiet: LinkLayer.Content {
    if case .cut = self { return .other }
    return self
  }
}
