import Traffic

/// The blocks of a pcapng file.
///
/// - SeeAlso: draft-ietf-opsawg-pcapng, section 4.
extension PacketReader {
  private enum Block {
    static let section: UInt32 = 0x0A0D_0D0A
    static let interface: UInt32 = 1
    static let packet: UInt32 = 2
    static let simplePacket: UInt32 = 3
    static let statistics: UInt32 = 5
    static let enhancedPacket: UInt32 = 6
    static let secrets: UInt32 = 10
    /// The secrets are lines of a TLS key log.
    static let keyLog: UInt32 = 0x544C_534B
  }

  /// Reads blocks up to the next packet, or `nil` at the end of the file.
  mutating func nextBlockPacket() throws(IngestError) -> CapturedPacket? {
    while true {
      guard case .pcapng(var bigEndian) = container else { return nil }
      guard try fill(12) else {
        guard cursor == buffer.count else { throw truncation }
        return nil
      }
      let isSection = number32(cursor, true) == Block.section
      if isSection {
        let order = number32(cursor + 8, true)
        guard order == 0x1A2B_3C4D || order == 0x4D3C_2B1A else {
          throw damage("a section without a byte order")
        }
        bigEndian = order == 0x1A2B_3C4D
        beginSection(bigEndian: bigEndian)
      }
      let length = Int(number32(cursor + 4, bigEndian))
      guard length >= 12, length % 4 == 0, length <= PacketReader.blockLimit else {
        throw damage("a block of \(length) bytes")
      }
      guard try fill(length) else { throw truncation }
      let end = cursor + length
      guard Int(number32(end - 4, bigEndian)) == length else {
        throw damage("a block whose two lengths differ")
      }
      let type = number32(cursor, bigEndian)
      let body = (cursor + 8)..<(end - 4)
      cursor = end
      if isSection { continue }
      if type == Block.secrets, body.count >= 8,
        number32(body.lowerBound, bigEndian) == Block.keyLog
      {
        let length = min(Int(number32(body.lowerBound + 4, bigEndian)), body.count - 8)
        secrets += buffer[(body.lowerBound + 8)..<(body.lowerBound + 8 + length)]
        secrets.append(0x0A)
        continue
      }
      if type == Block.interface {
        try addInterface(body, bigEndian)
      } else if type == Block.statistics {
        noteDrops(body, bigEndian)
      } else if let packet = try packet(type, body, bigEndian) {
        packetCount &+= 1
        return packet
      }
    }
  }

  private mutating func addInterface(
    _ body: Range<Int>, _ bigEndian: Bool
  ) throws(IngestError) {
    guard body.count >= 8 else { throw damage("an interface block that is too short") }
    guard interfaces.count < PacketReader.interfaceLimit else { return }
    var interface = CaptureInterface(
      linkType: number16(body.lowerBound, bigEndian),
      snapLength: Int(number32(body.lowerBound + 4, bigEndian)))
    var option = body.lowerBound + 8
    while let (code, value) = nextOption(&option, body.upperBound, bigEndian) {
      if code == 9, value.count >= 1 { interface.resolution = buffer[value.lowerBound] }
      if code == 14, value.count >= 8 {
        interface.timeOffset = Int64(bitPattern: number64(value.lowerBound, bigEndian))
      }
    }
    interfaces.append(interface)
  }

  /// Takes up what a statistics block says of packets that an interface or the system dropped.
  private mutating func noteDrops(_ body: Range<Int>, _ bigEndian: Bool) {
    guard body.count >= 12 else { return }
    let interface = Int(number32(body.lowerBound, bigEndian))
    guard interface < interfaces.count else { return }
    var count: UInt64 = 0
    var option = body.lowerBound + 12
    while let (code, value) = nextOption(&option, body.upperBound, bigEndian) {
      if code == 5 || code == 7, value.count >= 8 {
        count &+= number64(value.lowerBound, bigEndian)
      }
    }
    interfaces[interface].dropCount = count
  }

  /// Reads the option at `cursor` and moves on to the next; `nil` behind the last.
  private func nextOption(
    _ cursor: inout Int, _ end: Int, _ bigEndian: Bool
  ) -> (code: Int, value: Range<Int>)? {
    guard cursor + 4 <= end else { return nil }
    let code = number16(cursor, bigEndian)
    let start = cursor + 4
    let length = number16(cursor + 2, bigEndian)
    guard code != 0, start + length <= end else { return nil }
    cursor = start + (length + 3) & ~3
    return (code, start..<(start + length))
  }

  private func number64(_ offset: Int, _ bigEndian: Bool) -> UInt64 {
    let word = buffer.span.network64(offset)
    return bigEndian ? word : word.byteSwapped
  }

  private func packet(
    _ type: UInt32, _ body: Range<Int>, _ bigEndian: Bool
  ) throws(IngestError) -> CapturedPacket? {
    let start = body.lowerBound
    if type == Block.simplePacket {
      return try simplePacket(body, bigEndian)
    }
    guard type == Block.enhancedPacket || type == Block.packet else { return nil }
    guard body.count >= 20 else { throw damage("a packet block that is too short") }
    let interface =
      type == Block.packet
      ? number16(start, bigEndian)
      : Int(number32(start, bigEndian))
    let length = Int(number32(start + 12, bigEndian))
    guard length <= body.count - 20 else { throw damage("a packet longer than its block") }
    let high = UInt64(number32(start + 4, bigEndian))
    let low = UInt64(number32(start + 8, bigEndian))
    let known = interface < interfaces.count
    return CapturedPacket(
      range: (start + 20)..<(start + 20 + length),
      wireLength: max(length, Int(number32(start + 16, bigEndian))),
      time: known ? interfaces[interface].nanoseconds(high << 32 | low) : 0,
      hasTime: known, interface: interface)
  }

  private func simplePacket(
    _ body: Range<Int>, _ bigEndian: Bool
  ) throws(IngestError) -> CapturedPacket {
    guard body.count >= 4 else { throw damage("a packet block that is too short") }
    let wireLength = Int(number32(body.lowerBound, bigEndian))
    var length = min(wireLength, body.count - 4)
    if let limit = interfaces.first?.snapLength, limit > 0 { length = min(length, limit) }
    let start = body.lowerBound + 4
    return CapturedPacket(
      range: start..<(start + length), wireLength: wireLength, time: 0, hasTime: false,
      interface: 0)
  }
}
