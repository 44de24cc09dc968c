import Traffic

/// A decoder with one invented connection, for ``CaptureLayer``.
struct LayerReading {
  private var decoder = PacketDecoder(assembler: ExchangeAssembler(options: CaptureOptions()))
  private var output = Output()
  private var next: [UInt32] = [100, 900]
  private var count = 0
  private var exchangeCount = 0

  /// Takes up a packet of the link type `linkType`, which is raw IP by default.
  mutating func take(_ packet: [UInt8], linkType: Int = 101) {
    output.current = count
    let arrival = Arrival(time: Int64(count) * 1_000_000, hasTime: true, ordinal: count)
    if let plain = PlainPacket(packet.span, PlainLink(linkType: linkType)) {
      decoder.assembler.receive(plain, packet.span, arrival, &output)
    } else {
      decoder.receive(
        packet.span, wireLength: packet.count,
        content: LinkLayer.content(packet.span, linkType: linkType), arrival: arrival,
        output: &output)
    }
    count += 1
    // Requests that wait outlive their batch.
    if count % 64 == 0 {
      var next = Batch()
      exchangeCount += output.batch.records.count
      decoder.assembler.keepPending(output)
      output.end(&next)
      next.reset()
      output.begin(&next, at: count)
    }
  }

  /// Opens the connection.
  mutating func open() {
    send(side: 0, flags: 0x02, sequence: 99, acknowledgement: 0, [])
    send(side: 1, flags: 0x12, sequence: 899, acknowledgement: 100, [])
  }

  /// One end says `bytes`, behind what it has said.
  mutating func say(_ side: Int, _ bytes: [UInt8]) {
    send(
      side: side, flags: 0x18, sequence: next[side], acknowledgement: next[1 - side], bytes)
    next[side] &+= UInt32(truncatingIfNeeded: bytes.count)
  }

  /// One end says `length` bytes that are not captured.
  mutating func skip(_ side: Int, _ length: Int) {
    next[side] &+= UInt32(truncatingIfNeeded: length)
  }

  /// One end sends a segment.
  mutating func send(
    side: Int, flags: UInt8, sequence: UInt32, acknowledgement: UInt32, _ payload: [UInt8]
  ) {
    var packet: [UInt8] = [0x45, 0]
    packet += LayerReading.bytes(UInt32(truncatingIfNeeded: 40 + payload.count)).suffix(2)
    packet += [0, 0, 0, 0, 64, 6, 0, 0]
    packet += side == 0 ? [10, 0, 0, 1, 10, 0, 0, 2] : [10, 0, 0, 2, 10, 0, 0, 1]
    packet += side == 0 ? [0x9C, 0x40, 0, 80] : [0, 80, 0x9C, 0x40]
    packet += LayerReading.bytes(sequence) + LayerReading.bytes(acknowledgement)
    packet += [0x50, flags, 0xFF, 0xFF, 0, 0, 0, 0] + payload
    take(packet)
  }

  /// Ends everything, and tells how many exchanges came out.
  mutating func finish() -> Int {
    _ = decoder.assembler.finishAll(&output) { _ in false }
    decoder.finish(&output)
    precondition(decoder.assembler.usedBytes == 0, "memory of ended connections is not given back")
    return exchangeCount + output.batch.records.count
  }

  private static func bytes(_ number: UInt32) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
  }
}
