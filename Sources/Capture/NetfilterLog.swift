import Traffic

/// Packets as Linux's packet filter logs them.
///
/// - SeeAlso: https://www.tcpdump.org/linktypes/LINKTYPE_NFLOG.html
enum NetfilterLog {
  private static let payload = 9

  /// Finds the network layer in the record `packet`.
  static func content(_ packet: Span<UInt8>) -> LinkLayer.Content {
    guard packet.count >= 8 else { return .cut }
    // The byte order is that of the host that captured: a length tells which it is.
    let bigEndian = packet.number16(4, bigEndian: false) > packet.count
    var offset = 4
    while offset + 4 <= packet.count {
      let length = packet.number16(offset, bigEndian: bigEndian)
      let type = packet.number16(offset + 2, bigEndian: bigEndian) & 0x7FFF
      guard length >= 4 else { return .other }
      if type == payload { return LinkLayer.ip(packet, at: offset + 4) }
      offset += (length + 3) & ~3
    }
    return .cut
  }
}
