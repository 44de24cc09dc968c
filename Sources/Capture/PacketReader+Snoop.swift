import Traffic

/// The records of a snoop file, as Solaris and many network appliances write them.
///
/// - SeeAlso: RFC 1761.
extension PacketReader {
  /// The words "snoop" and three zero bytes.
  private static let magic: UInt64 = 0x736E_6F6F_7000_0000
  private static let recordHeader = 24

  /// Whether `head` begins like a snoop file.
  static func isSnoop(_ head: Span<UInt8>) -> Bool {
    head.count >= 8 && head.network64(0) == magic
  }

  /// Reads the file's header.
  ///
  /// - Throws: `IngestError` when the file ends within it.
  mutating func openSnoop() throws(IngestError) {
    guard try fill(16), PacketReader.isSnoop(buffer.span.extracting(cursor..<buffer.count)) else {
      throw IngestError("the capture ends within its file header", mend: "capture again")
    }
    // IEEE 802.3 and Ethernet are one; the other types have numbers of their own here.
    let type = number32(cursor + 12, true)
    interfaces = [CaptureInterface(linkType: type == 0 || type == 4 ? 1 : -1, snapLength: 0)]
    container = .snoop
    cursor += 16
  }

  /// Reads the next packet, or `nil` at the end of the file.
  mutating func nextSnoopRecord() throws(IngestError) -> CapturedPacket? {
    guard try fill(PacketReader.recordHeader) else {
      guard cursor == buffer.count else { throw truncation }
      return nil
    }
    let wireLength = Int(number32(cursor, true))
    let length = Int(number32(cursor + 4, true))
    // With the header before and the padding behind the packet.
    let recordLength = Int(number32(cursor + 8, true))
    guard recordLength <= PacketReader.blockLimit,
      recordLength >= PacketReader.recordHeader + length
    else { throw damage("a packet of \(length) bytes in a record of \(recordLength)") }
    guard try fill(recordLength) else { throw truncation }
    interfaces[0].dropCount = UInt64(number32(cursor + 12, true))
    let time =
      Int64(number32(cursor + 16, true)) * 1_000_000_000 + Int64(number32(cursor + 20, true)) * 1000
    let start = cursor + PacketReader.recordHeader
    cursor += recordLength
    packetCount &+= 1
    return CapturedPacket(
      range: start..<(start + length), wireLength: max(wireLength, length), time: time,
      hasTime: true, interface: 0)
  }
}
