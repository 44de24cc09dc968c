import Traffic

/// An IP packet's header, as far as TCP above it needs it.
struct IPPacket: BitwiseCopyable {
  /// Why a packet is of no use.
  enum Failure: Error, BitwiseCopyable {
    case cut, malformed
  }

  /// Who sent it.
  var source = IPAddress(high: 0, low: 0)
  /// To whom.
  var destination = IPAddress(high: 0, low: 0)
  /// Whether the addresses are of IPv6.
  var isIPv6 = false
  /// The protocol that the payload speaks, such as 6 for TCP.
  var transport: UInt8 = 0
  /// Where the payload begins in the captured packet.
  var payload = 0
  /// The payload's length on the wire, in bytes.
  var payloadLength = 0
  /// Where the fragment belongs in the whole payload, in bytes.
  var fragmentOffset = 0
  /// Whether more fragments follow.
  var hasMoreFragments = false
  /// What the fragments of one packet have in common.
  var identification: UInt32 = 0

  /// Whether this is only a part of a packet.
  var isFragment: Bool { hasMoreFragments || fragmentOffset > 0 }

  /// Reads the header of the IP packet at `start`.
  ///
  /// - Parameters:
  ///   - packet: The bytes captured.
  ///   - start: Where the IP packet begins, inside them.
  ///   - wireEnd: Where the packet ended on the wire, in the same count.
  /// - Throws: `Failure` when the header was cut or contradicts itself.
  init(_ packet: Span<UInt8>, at start: Int, wireEnd: Int) throws(Failure) {
    guard start < packet.count else { throw .cut }
    switch packet[start] >> 4 {
    case 4: try readVersion4(packet, start, wireEnd)
    case 6: try readVersion6(packet, start, wireEnd)
    default: throw .malformed
    }
  }

  // RFC 791, section 3.1.
  private mutating func readVersion4(
    _ packet: Span<UInt8>, _ start: Int, _ wireEnd: Int
  ) throws(Failure) {
    guard packet.count >= start + 20 else { throw .cut }
    let header = Int(packet[start] & 15) * 4
    guard header >= 20 else { throw .malformed }
    // Segmentation offload leaves the total length 0: the packet is as long as its frame.
    let stated = packet.network16(start + 2)
    let total = stated == 0 ? wireEnd - start : stated
    guard total >= header else { throw .malformed }
    let flags = packet.network16(start + 6)
    hasMoreFragments = flags & 0x2000 != 0
    fragmentOffset = (flags & 0x1FFF) * 8
    identification = UInt32(packet.network16(start + 4))
    transport = packet[start + 9]
    source.low = UInt64(packet.network32(start + 12))
    destination.low = UInt64(packet.network32(start + 16))
    payload = start + header
    payloadLength = total - header
  }

  // RFC 8200, sections 3 and 4.
  private mutating func readVersion6(
    _ packet: Span<UInt8>, _ start: Int, _ wireEnd: Int
  ) throws(Failure) {
    guard packet.count >= start + 40 else { throw .cut }
    isIPv6 = true
    source = IPAddress(high: packet.network64(start + 8), low: packet.network64(start + 16))
    destination = IPAddress(high: packet.network64(start + 24), low: packet.network64(start + 32))
    // A jumbogram and segmentation offload leave the payload length 0.
    let stated = packet.network16(start + 4)
    let end = stated == 0 ? max(wireEnd, start + 40) : start + 40 + stated
    var next = packet[start + 6]
    var offset = start + 40
    while true {
      let length: Int
      switch next {
      case 0, 43, 60, 135:
        guard packet.count >= offset + 8 else { throw .cut }
        length = (Int(packet[offset + 1]) + 1) * 8
      case 51:
        guard packet.count >= offset + 8 else { throw .cut }
        length = (Int(packet[offset + 1]) + 2) * 4
      case 44 where !isFragment:
        guard packet.count >= offset + 8 else { throw .cut }
        fragmentOffset = packet.network16(offset + 2) & 0xFFF8
        hasMoreFragments = packet[offset + 3] & 1 != 0
        identification = packet.network32(offset + 4)
        length = 8
      default:
        guard end >= offset else { throw .malformed }
        transport = next
        payload = offset
        payloadLength = end - offset
        return
      }
      let type = next
      next = packet[offset]
      offset += length
      // What follows a later fragment's header is data, whatever its first header says.
      if type == 44, fragmentOffset > 0 {
        guard end >= offset else { throw .malformed }
        transport = next
        payload = offset
        payloadLength = end - offset
        return
      }
    }
  }
}
