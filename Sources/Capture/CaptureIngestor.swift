package import Traffic

/// Reads a packet capture: the HTTP/1 and HTTP/2 exchanges that its TCP connections carried in
/// clear or under keys that are known.
///
/// - SeeAlso: RFC 9112 and RFC 9113.
package struct CaptureIngestor: Ingestor {
  /// A batch ends after so many packets, so many bytes of values or so many bytes of input.
  private static let packetLimit = 20_000
  private static let valueLimit = 1 << 20
  private static let inputLimit = 64 << 20
  private static let recordLimit = 8192

  private enum Stage {
    case reading, finishing, done
  }

  var reader: PacketReader
  var decoder: PacketDecoder
  var output = Output()
  private let filterText: String?
  var filter: CaptureFilter?
  private var stage = Stage.reading
  private var failure: IngestError?
  private let live: LiveCapture?

  /// Makes an ingestor of the capture that `stream` yields, decompressed.
  ///
  /// The file's header is read at once; whatever is wrong with it, ``read(into:)`` throws.
  package init(stream: any ByteStream, options: CaptureOptions) {
    self.init(stream: stream, live: nil, options: options)
  }

  /// Makes an ingestor of the packets that `live` takes from an interface.
  package init(live: LiveCapture, options: CaptureOptions) {
    var options = options
    // Its packets come filtered.
    options.filter = nil
    self.init(stream: live, live: live, options: options)
  }

  private init(stream: any ByteStream, live: LiveCapture?, options: CaptureOptions) {
    self.live = live
    reader = PacketReader(stream: stream)
    decoder = PacketDecoder(assembler: ExchangeAssembler(options: options))
    filterText = options.filter
    do {
      try reader.open()
    } catch {
      failure = error
      stage = .finishing
    }
  }

  /// Checks a capture filter before anything is read.
  ///
  /// - Throws: `IngestError` when `filter` is not valid.
  package static func validate(filter: String) throws(IngestError) {
    _ = try CaptureFilter(filter)
  }

  /// Whether `head`, an input's first bytes, begins like a capture file.
  package static func recognises(_ head: Span<UInt8>) -> Bool { PacketReader.recognises(head) }

  /// What is read: pcap, pcapng or snoop.
  package var format: InputFormat { CaptureIngestor.inputFormat(reader.formatName) }

  /// The format of captures in the container `name`.
  package static func inputFormat(_ name: String) -> InputFormat {
    InputFormat(
      name: name,
      summary: "a packet capture, as tcpdump or Wireshark write it: HTTP/1, HTTP/2, TLS with keys",
      fields: CaptureIngestor.fields, unit: .packet)
  }

  /// The connections that were hidden, and what the capture missed.
  package var notes: [String] {
    var notes = decoder.assembler.hidden.notes + (live?.notes ?? [])
    if live == nil, reader.dropCount > 0 {
      notes.append(
        "\(reader.dropCount) packets were dropped while it was captured, as the file says; "
          + "capture with a larger buffer (tcpdump -B) or a narrower filter")
    }
    return notes
  }

  /// Nothing is left to be parsed: batches are complete as read.
  package var parser: any BatchParser { CompleteBatch() }

  /// What HTTP shows on the wire: all but what a browser thinks of it.
  private static let fields = FieldSet(Field.allCases.filter { $0 != .browserError })

  /// Fills `batch` with the exchanges of the next packets.
  ///
  /// - Returns: `false` when the capture has ended and the batch holds nothing.
  /// - Throws: `IngestError` when the capture is damaged or cut; the batch may hold what came
  ///   before, and later calls return `false`.
  package mutating func read(into batch: inout Batch) throws(IngestError) -> Bool {
    output.begin(&batch, at: reader.packetCount)
    defer {
      decoder.assembler.keepPending(output)
      output.end(&batch)
    }
    if stage == .reading {
      do {
        try readPackets()
      } catch {
        failure = error
        stage = .finishing
      }
    }
    output.batch.positionCount = reader.packetCount - output.base
    if stage == .finishing { try finish() }
    return output.batch.positionCount > 0 || !output.batch.records.isEmpty
      || output.batch.refusals.total > 0
  }

  private mutating func finish() throws(IngestError) {
    guard decoder.assembler.finishAll(&output, isFull: CaptureIngestor.isFull) else { return }
    decoder.finish(&output)
    stage = .done
    guard let failure else { return }
    throw failure
  }

  static func isFull(_ batch: Batch) -> Bool {
    batch.bytes.count >= valueLimit || batch.records.count >= recordLimit
  }

  private mutating func readPackets() throws(IngestError) {
    if let filterText, filter == nil { filter = try CaptureFilter(filterText) }
    var input = 0
    while reader.packetCount - output.base < CaptureIngestor.packetLimit,
      input < CaptureIngestor.inputLimit, !CaptureIngestor.isFull(output.batch)
    {
      if live == nil {
        input += takePlain(upTo: output.base + CaptureIngestor.packetLimit)
        if CaptureIngestor.isFull(output.batch) { return }
      }
      guard let packet = try reader.next() else {
        stage = .finishing
        return
      }
      input += packet.range.count
      if !reader.secrets.isEmpty {
        let secrets = reader.secrets
        reader.secrets.removeAll()
        decoder.assembler.keyLog.add(secrets.span)
      }
      output.current = reader.packetCount - 1
      try take(packet)
      // Nobody waits for exchanges that are here for the sake of packets that may never come.
      if live != nil, reader.isDrained, !output.batch.records.isEmpty { return }
    }
  }

  private mutating func take(_ packet: CapturedPacket) throws(IngestError) {
    guard packet.interface < reader.interfaces.count else {
      return output.refuse(.packetMalformed, at: output.current)
    }
    let linkType = reader.interfaces[packet.interface].linkType
    // A span of the reader's buffer would keep the whole ingestor from changing.
    var buffer: [UInt8] = []
    swap(&buffer, &reader.buffer)
    defer { swap(&buffer, &reader.buffer) }
    let bytes = buffer.span.extracting(packet.range)
    if let filter {
      let isKept = try filter.keeps(bytes, wireLength: packet.wireLength, linkType: linkType)
      guard isKept else { return }
    }
    let arrival = Arrival(time: packet.time, hasTime: packet.hasTime, ordinal: output.current)
    if let plain = PlainPacket(bytes, reader.interfaces[packet.interface].link) {
      return decoder.assembler.receive(plain, bytes, arrival, &output)
    }
    let content = LinkLayer.content(bytes, linkType: linkType)
    if case .unsupported = content {
      guard !reader.interfaces[packet.interface].isReported else { return }
      reader.interfaces[packet.interface].isReported = true
      return output.refuse(.unsupportedLinkType, at: output.current)
    }
    decoder.receive(
      bytes, wireLength: packet.wireLength, content: content, arrival: arrival, output: &output)
  }
}
