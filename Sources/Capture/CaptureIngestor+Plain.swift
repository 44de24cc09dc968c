import Traffic

/// Packets that need no closer look.
extension CaptureIngestor {
  /// Takes the records of a classic capture as long as their packets are plain and at hand.
  ///
  /// - Parameter limit: How many packets the reader may have read in the end.
  /// - Returns: How many bytes of packets were taken.
  mutating func takePlain(upTo limit: Int) -> Int {
    guard filter == nil, let records = reader.plainRecords else { return 0 }
    // A span of the reader's buffer would keep the whole ingestor from changing.
    var buffer: [UInt8] = []
    swap(&buffer, &reader.buffer)
    defer { swap(&buffer, &reader.buffer) }
    let bytes = buffer.span
    var total = 0
    while reader.packetCount < limit, !CaptureIngestor.isFull(output.batch),
      let record = records.next(bytes, at: reader.cursor),
      let packet = PlainPacket(bytes.extracting(record.start..<record.end), records.link)
    {
      total &+= record.end &- record.start
      output.current = reader.packetCount
      reader.cursor = record.end
      reader.packetCount &+= 1
      decoder.assembler.receive(
        packet, bytes.extracting(record.start..<record.end),
        Arrival(time: record.time, hasTime: true, ordinal: output.current), &output)
    }
    return total
  }
}
