/// A capture file of a test: how its packets are wrapped and how the file frames them.
struct CaptureFile {
  enum Link: CaseIterable, Sendable {
    case ethernet, vlan, doubleVLAN, pppoe, cooked, cooked2, null, loop, raw12, raw14, raw101
    case version4, version6, ethernet6, mpls, gre

    var number: UInt32 {
      switch self {
      case .ethernet, .vlan, .doubleVLAN, .pppoe, .ethernet6, .mpls, .gre: 1
      case .cooked: 113
      case .cooked2: 276
      case .null: 0
      case .loop: 108
      case .raw12: 12
      case .raw14: 14
      case .raw101: 101
      case .version4: 228
      case .version6: 229
      }
    }

    var isIPv6: Bool { self == .version6 || self == .ethernet6 }

    var header: [UInt8] {
      let addresses: [UInt8] = [2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2]
      return switch self {
      case .ethernet, .gre: addresses + [8, 0]
      case .ethernet6: addresses + [0x86, 0xDD]
      case .vlan: addresses + [0x81, 0, 0, 7, 8, 0]
      case .doubleVLAN: addresses + [0x88, 0xA8, 0, 7, 0x81, 0, 0, 8, 8, 0]
      case .pppoe: addresses + [0x88, 0x64, 0x11, 0, 0, 1, 0, 0, 0, 0x21]
      case .mpls: addresses + [0x88, 0x47, 0, 1, 0, 64, 0, 2, 1, 64]
      case .cooked: [0, 0, 0, 1, 0, 6, 2, 0, 0, 0, 0, 1, 0, 0, 8, 0]
      case .cooked2: [8, 0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 6, 2, 0, 0, 0, 0, 1, 0, 0]
      case .null: [2, 0, 0, 0]
      case .loop: [0, 0, 0, 2]
      case .raw12, .raw14, .raw101, .version4, .version6: []
      }
    }
  }

  var link = Link.ethernet
  var isBigEndian = false
  var isNano = false
  var snapLength = 65_535

  /// A classic pcap file.
  func pcap(_ segments: [Segment]) -> [UInt8] {
    var file = word(isNano ? 0xA1B2_3C4D : 0xA1B2_C3D4) + half(2) + half(4) + word(0) + word(0)
    file += word(UInt32(snapLength)) + word(link.number)
    for segment in segments {
      let frame = frame(segment)
      let kept = frame.prefix(snapLength)
      file += word(1_700_000_000 + UInt32(segment.time / 1000))
      file += word(UInt32(segment.time % 1000) * (isNano ? 1_000_000 : 1000))
      file += word(UInt32(kept.count)) + word(UInt32(frame.count)) + kept
    }
    return file
  }

  /// A pcapng file, its times in units of 2^-10 seconds, with a block that nobody knows in between.
  func pcapng(_ segments: [Segment]) -> [UInt8] {
    var file = block(0x0A0D_0D0A, word(0x1A2B_3C4D) + half(1) + half(0) + word(.max) + word(.max))
    file += block(
      1,
      half(UInt16(link.number)) + half(0) + word(UInt32(snapLength)) + half(9) + half(1)
        + [0x8A, 0, 0, 0] + half(0) + half(0))
    file += block(0x4242, [1, 2, 3, 4])
    for segment in segments {
      let frame = frame(segment)
      let kept = frame.prefix(snapLength)
      let ticks = (1_700_000_000 << 10) + UInt64(segment.time) * 1024 / 1000
      var body = word(0) + word(UInt32(ticks >> 32)) + word(UInt32(truncatingIfNeeded: ticks))
      body += word(UInt32(kept.count)) + word(UInt32(frame.count)) + kept
      while body.count % 4 != 0 { body.append(0) }
      file += block(6, body)
    }
    return file
  }

  /// A snoop file, each record padded to four bytes, with a count of drops that grows.
  func snoop(_ segments: [Segment], link: UInt32 = 4) -> [UInt8] {
    var file = Array("snoop\0\0\0".utf8) + big32(2) + big32(link)
    for (index, segment) in segments.enumerated() {
      let frame = frame(segment)
      let kept = frame.prefix(snapLength)
      let padding = (4 - kept.count % 4) % 4
      file += big32(UInt32(frame.count)) + big32(UInt32(kept.count))
      file += big32(UInt32(24 + kept.count + padding)) + big32(UInt32(index * 2))
      file += big32(1_700_000_000 + UInt32(segment.time / 1000))
      file += big32(UInt32(segment.time % 1000) * 1000) + kept
      file += Array(repeating: 0, count: padding)
    }
    return file
  }

  /// A block of interface statistics: packets dropped by the interface and by the system.
  func statistics(interface: UInt32, drops: UInt32, systemDrops: UInt32) -> [UInt8] {
    func count(_ value: UInt32) -> [UInt8] {
      isBigEndian ? word(0) + word(value) : word(value) + word(0)
    }
    return block(
      5,
      word(interface) + word(0) + word(0) + half(5) + half(8) + count(drops) + half(7) + half(8)
        + count(systemDrops) + half(0) + half(0))
  }

  /// The packet around a segment, in full.
  func frame(_ segment: Segment) -> [UInt8] {
    let packet = network(segment)
    guard link == .gre else { return link.header + packet }
    let inner: [UInt8] = [0, 0, 8, 0] + packet
    return link.header + header4(inner.count, transport: 47) + inner
  }

  private func network(_ segment: Segment) -> [UInt8] {
    var tcp = big(segment.isFromClient ? 40_000 : 8080) + big(segment.isFromClient ? 8080 : 40_000)
    tcp += big32(segment.sequence) + big32(segment.acknowledgement)
    tcp += [0x50, segment.flags, 0xFF, 0xFF, 0, 0, 0, 0] + segment.payload
    let near: [UInt8] = link.isIPv6 ? CaptureFile.client6 : [203, 0, 113, 5]
    let far: [UInt8] = link.isIPv6 ? CaptureFile.server6 : [203, 0, 113, 80]
    let ends = segment.isFromClient ? near + far : far + near
    let sum = checksum(ends + big(6) + big(UInt16(tcp.count)) + tcp)
    tcp.replaceSubrange(16..<18, with: big(segment.isDamaged ? sum ^ 0x5555 : sum))
    guard link.isIPv6 else {
      return header4(tcp.count, transport: 6).prefix(12) + ends + tcp
    }
    return [0x60, 0, 0, 0] + big(UInt16(tcp.count)) + [6, 64] + ends + tcp
  }

  private func header4(_ count: Int, transport: UInt8) -> [UInt8] {
    [0x45, 0] + big(UInt16(20 + count)) + [0, 0, 0, 0, 64, transport, 0, 0]
      + [203, 0, 113, 1, 203, 0, 113, 2]
  }

  private static let client6: [UInt8] = [0x20, 1, 0xD, 0xB8] + Array(repeating: 0, count: 11) + [5]
  private static let server6: [UInt8] = [0x20, 1, 0xD, 0xB8] + Array(repeating: 0, count: 11) + [8]

  private func checksum(_ bytes: [UInt8]) -> UInt16 {
    var sum: UInt32 = 0
    for index in bytes.indices {
      sum += index % 2 == 0 ? UInt32(bytes[index]) << 8 : UInt32(bytes[index])
    }
    while sum > 0xFFFF { sum = sum >> 16 + sum & 0xFFFF }
    return ~UInt16(sum)
  }

  private func block(_ type: UInt32, _ body: [UInt8]) -> [UInt8] {
    let length = word(UInt32(body.count + 12))
    return word(type) + length + body + length
  }

  private func big(_ value: UInt16) -> [UInt8] { [UInt8(value >> 8), UInt8(value & 0xFF)] }

  private func big32(_ value: UInt32) -> [UInt8] {
    big(UInt16(value >> 16)) + big(UInt16(value & 0xFFFF))
  }

  private func half(_ value: UInt16) -> [UInt8] {
    isBigEndian ? big(value) : big(value).reversed()
  }

  private func word(_ value: UInt32) -> [UInt8] {
    isBigEndian ? big32(value) : big32(value).reversed()
  }
}
