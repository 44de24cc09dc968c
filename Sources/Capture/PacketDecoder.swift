import Traffic

/// Takes a packet's layers off, down to the TCP segment, and hands that to the assembler.
struct PacketDecoder {
  /// How many IP headers one packet may have around each other.
  private static let depthLimit = 8

  var assembler: ExchangeAssembler
  private var fragments = FragmentTable()
  private var sightings = QUICSightings()

  /// Makes a decoder in front of `assembler`.
  init(assembler: ExchangeAssembler) { self.assembler = assembler }

  /// Takes up a packet.
  ///
  /// - Parameters:
  ///   - packet: The bytes captured.
  ///   - wireLength: How many bytes it had on the wire.
  ///   - content: What lies behind its link layer.
  ///   - arrival: When it was captured.
  ///   - depth: How many packets are around it.
  ///   - output: Where exchanges and refusals go.
  mutating func receive(
    _ packet: Span<UInt8>, wireLength: Int, content: LinkLayer.Content, arrival: Arrival,
    depth: Int = 0, output: inout Output
  ) {
    var content = content
    for level in min(depth, PacketDecoder.depthLimit)..<PacketDecoder.depthLimit {
      switch content {
      case .other, .unsupported: return
      case .cut: return output.refuse(.packetCut, at: arrival.ordinal)
      case .ip(let start):
        do {
          let header = try IPPacket(packet, at: start, wireEnd: wireLength)
          guard let inner = try take(packet, header, arrival, level, &output) else { return }
          content = inner
        } catch {
          return output.refuse(
            error == .cut ? .packetCut : .packetMalformed, at: arrival.ordinal)
        }
      }
    }
  }

  /// Reports the packets whose fragments did not all come.
  mutating func finish(_ output: inout Output) {
    for _ in 0..<fragments.incompleteCount { output.refuse(.fragmentLost, at: output.current) }
    fragments.removeAll()
    for _ in 0..<sightings.unnamedCount {
      assembler.hidden.add(.quic, name: [], protocols: [])
      output.refuse(.encrypted, at: output.current)
    }
    sightings = QUICSightings()
  }

  /// Takes up an IP packet, and returns what another packet inside it carries.
  private mutating func take(
    _ packet: Span<UInt8>, _ header: IPPacket, _ arrival: Arrival, _ depth: Int,
    _ output: inout Output
  ) throws(IPPacket.Failure) -> LinkLayer.Content? {
    guard header.transport == 6 || Tunnel.mayCarry(header.transport) else { return nil }
    let start = min(header.payload, packet.count)
    let end = min(start + header.payloadLength, packet.count)
    if header.isFragment {
      var lost = 0
      let whole = fragments.add(header, packet.extracting(start..<end), lost: &lost)
      for _ in 0..<lost { output.refuse(.fragmentLost, at: arrival.ordinal) }
      guard let whole else { return nil }
      var header = header
      header.payload = 0
      header.payloadLength = whole.count
      guard header.transport != 6 else {
        try takeSegment(whole.span, header, arrival, &output)
        return nil
      }
      let inner = Tunnel.content(whole.span, transport: header.transport, at: 0)
      receive(
        whole.span, wireLength: whole.count, content: inner, arrival: arrival, depth: depth + 1,
        output: &output)
      return nil
    }
    if header.transport == 6 {
      try takeSegment(packet.extracting(0..<end), header, arrival, &output)
      return nil
    }
    let inner = Tunnel.content(
      packet.extracting(0..<end), transport: header.transport, at: start)
    if case .other = inner, header.transport == 17 {
      takeDatagram(packet.extracting(start..<end), header, arrival, &output)
    }
    return inner
  }

  /// Counts a connection of QUIC, of which a client's first packets say where it goes.
  private mutating func takeDatagram(
    _ datagram: Span<UInt8>, _ header: IPPacket, _ arrival: Arrival, _ output: inout Output
  ) {
    guard datagram.count > 8, QUICInitial.mayBegin(datagram.extracting(8..<datagram.count)) else {
      return
    }
    guard let hello = sightings.take(datagram, header) else { return }
    assembler.hidden.add(.quic, name: hello.serverName, protocols: hello.protocols)
    output.refuse(.encrypted, at: arrival.ordinal)
  }

  private mutating func takeSegment(
    _ packet: Span<UInt8>, _ header: IPPacket, _ arrival: Arrival, _ output: inout Output
  ) throws(IPPacket.Failure) {
    let segment = try TCPSegment(packet, at: header.payload, length: header.payloadLength)
    let isWhole = packet.count - header.payload >= header.payloadLength
    var side = 0
    let key = FlowKey(header, segment, side: &side)
    let isIntact =
      isWhole && !segment.isBare
      ? Checksum.isIntact(packet.extracting(header.payload..<packet.count), key) : nil
    assembler.receive(
      segment, from: side, of: key,
      packet.extracting(min(segment.payload, packet.count)..<packet.count),
      arrival: arrival, isIntact: isIntact, output: &output)
  }
}
