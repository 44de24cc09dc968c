import Testing
import Traffic

@testable import Capture

@Suite("Packets taken apart in one go")
struct PlainPacketTests {
  /// An Ethernet frame around a TCP segment with twelve bytes of options.
  private static func frame(isIPv6: Bool) -> [UInt8] {
    let segment: [UInt8] =
      [0x9C, 0x40, 0, 80, 1, 2, 3, 4, 5, 6, 7, 8, 0x80, 0x18, 1, 0, 0, 0, 0, 0]
      + Array(repeating: 1, count: 12) + Array("GET / HTTP/1.1".utf8)
    let ethernet = Array(repeating: UInt8(2), count: 12)
    if isIPv6 {
      return ethernet + [0x86, 0xDD, 0x60, 0, 0, 0, 0, UInt8(segment.count), 6, 64]
        + Array(1...32) + segment
    }
    return ethernet
      + [8, 0, 0x45, 0, 0, UInt8(20 + segment.count), 0, 7, 0x40, 0, 64, 6, 0, 0]
      + [10, 0, 0, 9, 10, 0, 0, 2] + segment
  }

  @Test("are taken as layer by layer, whatever is changed in them", arguments: [false, true])
  func agree(isIPv6: Bool) throws {
    let frame = PlainPacketTests.frame(isIPv6: isIPv6)
    #expect(PlainPacket(frame.span, PlainLink(linkType: 1)) != nil)
    var dice = Dice(state: 5)
    var plain = 0
    for round in 0..<20_000 {
      var bytes = frame
      if round > 0 {
        bytes[dice.roll(bytes.count)] = UInt8(dice.roll(256))
        if dice.roll(4) == 0 { bytes[dice.roll(bytes.count)] = UInt8(dice.roll(256)) }
        if dice.roll(4) == 0 { bytes.removeLast(dice.roll(bytes.count)) }
        if dice.roll(4) == 0 { bytes += Array(repeating: 0, count: dice.roll(20)) }
      }
      guard let packet = PlainPacket(bytes.span, PlainLink(linkType: 1)) else { continue }
      plain += 1
      guard case .ip(let start) = LinkLayer.content(bytes.span, linkType: 1) else {
        Issue.record("no IP in \(bytes)")
        return
      }
      let header = try IPPacket(bytes.span, at: start, wireEnd: bytes.count)
      #expect(header.transport == 6 && !header.isFragment)
      #expect(header.payload == packet.start)
      #expect(header.payload + header.payloadLength == packet.end)
      let segment = try TCPSegment(
        bytes.span.extracting(0..<packet.end), at: header.payload, length: header.payloadLength)
      var side = 0
      #expect(FlowKey(header, segment, side: &side) == packet.key)
      #expect(side == packet.side)
      #expect(segment.sequence == packet.segment.sequence)
      #expect(segment.acknowledgement == packet.segment.acknowledgement)
      #expect(segment.flags == packet.segment.flags)
      #expect(segment.payload == packet.segment.payload)
      #expect(segment.length == packet.segment.length)
    }
    #expect(plain > 5000)
  }

  @Test("begin where the link layer ends, for every type whose header has one size")
  func links() {
    let ip = PlainPacketTests.frame(isIPv6: false).dropFirst(14)
    for linkType in 0...300 {
      let link = PlainLink(linkType: linkType)
      guard link.size >= 0 else { continue }
      var header = [UInt8](repeating: 0, count: link.size)
      if link.typeOffset >= 0 { header[link.typeOffset] = 8 }
      let bytes = header + ip
      guard case .ip(let start) = LinkLayer.content(bytes.span, linkType: linkType) else {
        Issue.record("link type \(linkType) has no header of one size")
        continue
      }
      #expect(start == link.size)
      #expect(PlainPacket(bytes.span, link)?.start == start + 20)
    }
  }
}
