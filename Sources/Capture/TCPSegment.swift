import Traffic

/// A TCP segment's header and where its payload stands.
///
/// - SeeAlso: RFC 9293, section 3.1.
struct TCPSegment: BitwiseCopyable {
  /// The sender's port.
  var sourcePort: UInt16
  /// The receiver's port.
  var destinationPort: UInt16
  /// The sequence number of the first payload byte (of the SYN itself where there is one).
  var sequence: UInt32
  /// The sequence number that the sender expects next from its peer.
  var acknowledgement: UInt32
  /// The control bits.
  var flags: UInt8
  /// Where the payload begins in the captured packet.
  var payload: Int
  /// The payload's length on the wire, in bytes.
  var length: Int

  /// Whether the segment opens the connection.
  var isSYN: Bool { flags & 0x02 != 0 }
  /// Whether the segment resets the connection.
  var isReset: Bool { flags & 0x04 != 0 }
  /// Whether the sender has no more to say.
  var isFinal: Bool { flags & 0x01 != 0 }
  /// Whether ``acknowledgement`` means something.
  var hasAcknowledgement: Bool { flags & 0x10 != 0 }

  /// Whether the segment acknowledges and does nothing else.
  var isBare: Bool { length == 0 && flags & 0x17 == 0x10 }

  /// Whether the segment brings data and neither opens nor ends anything.
  var isOrdinary: Bool { length > 0 && flags & 0x17 == 0x10 }

  /// Reads the header of `headerSize` bytes at `start`, whose lengths have been checked.
  @inline(__always)
  init(plain packet: Span<UInt8>, at start: Int, headerSize: Int, end: Int) {
    sourcePort = UInt16(truncatingIfNeeded: packet.network16(start))
    destinationPort = UInt16(truncatingIfNeeded: packet.network16(start &+ 2))
    sequence = packet.network32(start &+ 4)
    acknowledgement = packet.network32(start &+ 8)
    flags = packet[start &+ 13]
    payload = start &+ headerSize
    length = end &- payload
  }

  /// Reads the header of the segment that begins at `start` and took `length` bytes on the wire.
  ///
  /// - Throws: `IPPacket.Failure` when the header was cut or contradicts its packet's length.
  init(_ packet: Span<UInt8>, at start: Int, length: Int) throws(IPPacket.Failure) {
    guard length >= 20 else { throw .malformed }
    guard packet.count >= start + 20 else { throw .cut }
    let header = Int(packet[start + 12] >> 4) * 4
    guard header >= 20, header <= length else { throw .malformed }
    self.init(plain: packet, at: start, headerSize: header, end: start + length)
  }
}
