import Traffic

/// What becomes of a request once its response is there, or will not come.
extension PendingRequest {
  /// Moves what the request said to the batch, for which its record then holds.
  ///
  /// - Parameters:
  ///   - connection: The connection that it came on, whose ends stand in the batch.
  ///   - end: The packet with the exchange's last byte.
  ///   - output: The batch.
  mutating func settle(_ connection: borrowing Connection, end: Int, _ output: inout Output) {
    let base = UInt32(truncatingIfNeeded: output.batch.bytes.count)
    output.batch.bytes.append(bytes: bytes.span)
    var fields = record.present.rawValue & (1 << UInt64(Field.textCount) - 1)
    while fields != 0 {
      record.places[fields.trailingZeroBitCount].offset &+= base
      fields &= fields &- 1
    }
    if let isSecure { record.set(.scheme, output.scheme(isSecure: isSecure)) }
    record.set(.client, connection.clientPlace)
    record.set(.server, connection.serverPlace)
    record.position = UInt32(clamping: output.position(end))
    record.extent = UInt32(clamping: max(0, end - beginOrdinal))
  }

  /// Moves the request to the batch, reads its response there and makes an exchange of both.
  ///
  /// The exchange's duration goes from the request's first byte to the end of the response's head,
  /// which is what a browser waits for before it judges the response.
  ///
  /// - Parameters:
  ///   - head: The response from its first byte to its blank line, or as far as it was captured.
  ///   - status: Its status.
  ///   - isWhole: Whether the blank line was captured.
  ///   - connection: The connection that it came on, whose ends stand in the batch.
  ///   - arrival: When the head's last byte was captured.
  ///   - output: The batch.
  /// - Returns: What the response says of its body.
  mutating func answer(
    _ head: Span<UInt8>, status: Int, isWhole: Bool, _ connection: borrowing Connection,
    _ arrival: Arrival, _ output: inout Output
  ) -> MessageHead {
    // Without a name the place is empty, and so is the name.
    let agent = record.places[Int(Field.userAgent.rawValue)].range
    settle(connection, end: arrival.ordinal, &output)
    noteAnswer(status, arrival)
    let start = head.lineFeed(from: 0).map { $0 + 1 } ?? head.count
    // A span of its bytes would keep the record from changing.
    var own: [UInt8] = []
    swap(&own, &bytes)
    defer { swap(&own, &bytes) }
    let name = own.span.extracting(agent)
    let odd = head.oddBytes()
    var facts = MessageHead.read(
      head, from: start, isRequest: false, agent: name, hasBareReturn: odd.hasBareReturn,
      into: &record, bytes: &output.batch.bytes)
    if facts.isAmbiguous { output.refuse(.framingAmbiguous, at: arrival.ordinal) }
    if record.present.contains(.origin) {
      noteRefusal(hasZero: odd.hasZero, facts, name, arrival, &output)
    }
    disbelieve(&facts, head)
    if isWhole {
      record.observable.formUnion(ExchangeAssembler.responseFields)
    } else {
      record.traits.insert(.cut)
    }
    output.batch.records.append(record)
    return facts
  }

  /// The same for a response that was read in one walk, which is whole.
  mutating func answer(
    _ scan: borrowing HeadScan, _ head: Span<UInt8>, status: Int,
    _ connection: borrowing Connection, _ arrival: Arrival, _ output: inout Output
  ) -> MessageHead {
    let agent = record.places[Int(Field.userAgent.rawValue)].range
    settle(connection, end: arrival.ordinal, &output)
    noteAnswer(status, arrival)
    var said = scan.record
    output.batch.bytes.append(said.present, of: &said, from: head)
    var fields = said.present.rawValue & (1 << UInt64(Field.textCount) - 1)
    while fields != 0 {
      let field = fields.trailingZeroBitCount
      record.places[field] = said.places[field]
      fields &= fields &- 1
    }
    record.present.formUnion(said.present)
    record.observable.formUnion(ExchangeAssembler.responseFields)
    record.traits.formUnion(said.traits)
    var facts = scan.facts
    if facts.isAmbiguous { output.refuse(.framingAmbiguous, at: arrival.ordinal) }
    if facts.hasTwoLengths, record.present.contains(.origin) {
      // A span of its bytes would keep the record from changing.
      var own: [UInt8] = []
      swap(&own, &bytes)
      noteRefusal(hasZero: false, facts, own.span.extracting(agent), arrival, &output)
      swap(&own, &bytes)
    }
    disbelieve(&facts, head)
    output.batch.records.append(record)
    return facts
  }

  private mutating func noteAnswer(_ status: Int, _ arrival: Arrival) {
    record.setStatus(status)
    if record.present.contains(.start), arrival.hasTime {
      let (time, overflow) = arrival.time.subtractingReportingOverflow(record.start.nanoseconds)
      record.setDuration(overflow ? 0 : max(0, time))
    }
  }

  /// Browsers do not believe an old server that it sends chunks.
  private func disbelieve(_ facts: inout MessageHead, _ head: Span<UInt8>) {
    if facts.isChunked, StartLine.isVersion10(response: head) {
      facts.isChunked = false
      facts.hasTransferEncoding = false
    }
  }

  /// Notes that a browser takes a response for none, whatever it says.
  ///
  /// Which ones was measured: a zero byte anywhere in the head, lengths that differ.
  private mutating func noteRefusal(
    hasZero: Bool, _ facts: MessageHead, _ agent: Span<UInt8>, _ arrival: Arrival,
    _ output: inout Output
  ) {
    if hasZero { output.refuse(.messageMalformed, at: arrival.ordinal) }
    let hasTwoLengths =
      facts.hasTwoLengths && !facts.isChunked
      && LineDialect(userAgent: agent).refusesTwoLengths
    if hasZero || hasTwoLengths { record.traits.insert(.networkError) }
  }
}
