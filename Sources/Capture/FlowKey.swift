import Traffic

/// The two ends of a connection, in an order that does not depend on who sent the packet.
///
/// Tunnels around the packet do not count: the innermost addresses are the key.
struct FlowKey: Equatable, BitwiseCopyable {
  /// The smaller end's address.
  var lowAddress: IPAddress
  /// The larger end's address.
  var highAddress: IPAddress
  /// The smaller end's port, the larger end's port, and whether the addresses are of IPv6.
  var ports: UInt64

  /// Makes the key of the connection that `segment` in `packet` belongs to.
  ///
  /// - Parameters:
  ///   - packet: The segment's IP header.
  ///   - segment: The segment's header.
  ///   - side: Becomes 0 if the smaller end sent it, otherwise 1.
  init(_ packet: IPPacket, _ segment: TCPSegment, side: inout Int) {
    self.init(
      from: packet.source, segment.sourcePort, to: packet.destination, segment.destinationPort,
      isIPv6: packet.isIPv6, side: &side)
  }

  /// Makes the key of a connection of which one end sent a packet to the other.
  ///
  /// - Parameters:
  ///   - source: The sender's address.
  ///   - sourcePort: The sender's port.
  ///   - destination: The receiver's address.
  ///   - destinationPort: The receiver's port.
  ///   - isIPv6: Whether the addresses are of IPv6.
  ///   - side: Becomes 0 if the smaller end sent it, otherwise 1.
  @inline(__always)
  init(
    from source: IPAddress, _ sourcePort: UInt16, to destination: IPAddress,
    _ destinationPort: UInt16, isIPv6: Bool, side: inout Int
  ) {
    let isLow =
      source == destination ? sourcePort <= destinationPort : source < destination
    side = isLow ? 0 : 1
    lowAddress = isLow ? source : destination
    highAddress = isLow ? destination : source
    let low = isLow ? sourcePort : destinationPort
    let high = isLow ? destinationPort : sourcePort
    ports = UInt64(low) << 32 | UInt64(high) << 8 | (isIPv6 ? 1 : 0)
  }

  /// A number that differs for most keys, the same for equal ones with the same `seed`.
  func spread(seed: UInt64) -> Int {
    var state = seed
    if isIPv6 {
      state = ((state ^ lowAddress.high).mixed ^ highAddress.high).mixed
      state = ((state ^ lowAddress.low).mixed ^ highAddress.low).mixed
    } else {
      state = (state ^ (lowAddress.low << 32 | highAddress.low)).mixed
    }
    return Int(truncatingIfNeeded: (state ^ ports).mixed >> 1)
  }

  /// Whether the addresses are of IPv6.
  var isIPv6: Bool { ports & 1 != 0 }

  /// The address of the end `side`.
  func address(_ side: Int) -> IPAddress { side == 0 ? lowAddress : highAddress }

  /// The port of the end `side`.
  func port(_ side: Int) -> Int { Int(side == 0 ? ports >> 32 & 0xFFFF : ports >> 8 & 0xFFFF) }
}
