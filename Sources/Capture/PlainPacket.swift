import Traffic

/// A TCP segment in a packet that has nothing unusual about it, taken apart in one go.
///
/// What was cut, and IP with tags, tunnels, options, extension headers or fragments, is for
/// ``PacketDecoder``, which would find the same here.
struct PlainPacket: BitwiseCopyable {
  /// The connection.
  var key: FlowKey
  /// Which of its ends sent the segment.
  var side = 0
  /// The segment's header.
  var segment: TCPSegment
  /// Where the segment begins in the packet.
  var start: Int
  /// Where it ends.
  var end: Int

  /// Takes `packet` apart; `nil` if it is none.
  @inline(__always)
  init?(_ packet: Span<UInt8>, _ link: PlainLink) {
    let header = link.size
    guard header >= 0, packet.count >= header &+ 40 else { return nil }
    let source: IPAddress
    let destination: IPAddress
    let isIPv6 = packet[header] >> 4 == 6
    if isIPv6 {
      guard packet.count >= header &+ 60, packet[header &+ 6] == 6 else { return nil }
      start = header &+ 40
      end = start &+ packet.network16(header &+ 4)
      source = IPAddress(
        high: packet.network64(header &+ 8), low: packet.network64(header &+ 16))
      destination = IPAddress(
        high: packet.network64(header &+ 24), low: packet.network64(header &+ 32))
    } else {
      guard packet[header] == 0x45, packet[header &+ 9] == 6,
        packet.network16(header &+ 6) & 0x3FFF == 0
      else { return nil }
      start = header &+ 20
      end = header &+ packet.network16(header &+ 2)
      source = IPAddress(high: 0, low: UInt64(packet.network32(header &+ 12)))
      destination = IPAddress(high: 0, low: UInt64(packet.network32(header &+ 16)))
    }
    guard end <= packet.count, end &- start >= 20,
      link.typeOffset < 0 || packet.network16(link.typeOffset) == (isIPv6 ? 0x86DD : 0x0800)
    else { return nil }
    let size = Int(packet[start &+ 12] >> 4) &* 4
    guard size >= 20, size <= end &- start else { return nil }
    segment = TCPSegment(plain: packet, at: start, headerSize: size, end: end)
    key = FlowKey(
      from: source, UInt16(truncatingIfNeeded: packet.network16(start)), to: destination,
      UInt16(truncatingIfNeeded: packet.network16(start &+ 2)), isIPv6: isIPv6, side: &side)
  }
}
