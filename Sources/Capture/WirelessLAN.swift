import Traffic

/// Data frames of wireless networks, where they are in clear.
///
/// - SeeAlso: IEEE 802.11, section 9.2, and https://www.radiotap.org
enum WirelessLAN {
  private static let padded: UInt8 = 0x20

  /// Finds the network layer of a frame with the link type `linkType`.
  static func content(_ packet: Span<UInt8>, linkType: Int) -> LinkLayer.Content {
    switch linkType {
    case 119: return frame(packet, at: 144, isPadded: false)
    case 127:
      guard packet.count >= 8 else { return .cut }
      return frame(packet, at: little16(packet, 2), isPadded: hasPadding(packet))
    case 163:
      guard packet.count >= 8 else { return .cut }
      return frame(packet, at: Int(packet.network32(4)), isPadded: false)
    case 192:
      guard packet.count >= 8 else { return .cut }
      let type = Int(packet.network32(4).byteSwapped)
      let length = little16(packet, 2)
      guard type == 105 else { return .other }
      return frame(packet, at: length, isPadded: false)
    default: return frame(packet, at: 0, isPadded: false)
    }
  }

  /// Finds the network layer of the frame at `start`.
  static func frame(_ packet: Span<UInt8>, at start: Int, isPadded: Bool) -> LinkLayer.Content {
    guard start >= 0, packet.count >= start + 24 else { return .cut }
    let control = packet[start]
    let flags = packet[start + 1]
    // Data frames with a body, which is not encrypted and not a later fragment.
    guard control & 0x0C == 0x08, control & 0x40 == 0, flags & 0x40 == 0,
      packet[start + 22] & 0x0F == 0
    else { return .other }
    var length = 24
    if flags & 0x03 == 0x03 { length += 6 }
    var isAggregate = false
    if control & 0x80 != 0 {
      guard packet.count > start + length else { return .cut }
      isAggregate = packet[start + length] & 0x80 != 0
      length += flags & 0x80 != 0 ? 6 : 2
    }
    if isPadded { length = (length + 3) & ~3 }
    // The first of several packets in one frame has an Ethernet header of its own.
    if isAggregate { length += 14 }
    return LinkLayer.subnetwork(packet, at: start + length)
  }

  // The flags follow the clock, if there is one, behind all words that say what is there.
  private static func hasPadding(_ packet: Span<UInt8>) -> Bool {
    var offset = 4
    let present = packet.network32(4).byteSwapped
    while offset + 4 <= packet.count, packet[offset + 3] & 0x80 != 0 { offset += 4 }
    offset += 4
    guard present & 2 != 0 else { return false }
    if present & 1 != 0 { offset = (offset + 7) & ~7 + 8 }
    return offset < packet.count && packet[offset] & padded != 0
  }

  private static func little16(_ packet: Span<UInt8>, _ offset: Int) -> Int {
    packet.number16(offset, bigEndian: false)
  }
}
