/// A little-endian pcap file of Ethernet and IPv4 taken apart, to be damaged and put together.
struct PcapFile {
  private let header: [UInt8]
  /// The packets with their record headers.
  let packets: [[UInt8]]

  init(_ bytes: [UInt8]) {
    header = Array(bytes[..<24])
    var packets: [[UInt8]] = []
    var offset = 24
    while offset + 16 <= bytes.count {
      let length =
        Int(bytes[offset + 8]) | Int(bytes[offset + 9]) << 8 | Int(bytes[offset + 10]) << 16
      packets.append(Array(bytes[offset..<(offset + 16 + length)]))
      offset += 16 + length
    }
    self.packets = packets
  }

  /// A file of the packets `chosen`, in that order.
  func file(_ chosen: [[UInt8]]) -> [UInt8] { header + chosen.joined() }

  /// The file without the packets that `isMissing` names by index.
  func without(_ isMissing: (Int) -> Bool) -> [UInt8] {
    file(packets.indices.filter { !isMissing($0) }.map { packets[$0] })
  }

  /// The file with every payload cut into segments of at most `size` bytes, checksums left out.
  func resegmented(_ size: Int) -> [UInt8] {
    var result: [[UInt8]] = []
    // Others than IPv4 are neighbours asking for each other's addresses.
    for packet in packets where packet[28] == 8 && packet[29] == 0 {
      let transport = 16 + 14 + 20
      let start = transport + Int(packet[transport + 12] >> 4) * 4
      let end = 16 + 14 + Int(packet[32]) << 8 + Int(packet[33])
      var offset = start
      repeat {
        let piece = packet[offset..<min(offset + size, end)]
        var copy = Array(packet[..<start]) + piece
        let length = copy.count - 16
        for index in [8, 12] {
          copy[index] = UInt8(length & 0xFF)
          copy[index + 1] = UInt8(length >> 8)
        }
        copy[32] = UInt8((length - 14) >> 8)
        copy[33] = UInt8((length - 14) & 0xFF)
        let moved = UInt32(offset - start)
        var sequence: UInt32 = 0
        for index in 0..<4 { sequence = sequence << 8 | UInt32(copy[transport + 4 + index]) }
        sequence &+= moved
        for index in 0..<4 {
          copy[transport + 4 + index] = UInt8(
            truncatingIfNeeded: sequence >> UInt32(24 - 8 * index))
        }
        copy[transport + 16] = 0
        copy[transport + 17] = 0
        // Only the last piece of the last segment may end the direction.
        if offset + size < end { copy[transport + 13] &= 0xFE }
        result.append(copy)
        offset += size
      } while offset < end
    }
    return file(result)
  }
}
