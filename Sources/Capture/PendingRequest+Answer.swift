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
    if batch == 0 { move(to: &output) }
    record.set(.client, connection.clientPlace)
    record.set(.server, connection.serverPlace)
    record.position = UInt32(clamping: output.position(end))
    record.extent = UInt32(clamping: max(0, end - beginOrdinal))
  }

  private mutating func move(to output: inout Output) {
    let base = UInt32(truncatingIfNeeded: output.batch.bytes.count)
    output.batch.bytes.append(bytes: bytes.span)
    var fields = record.present.rawValue & (1 << UInt64(Field.textCount) - 1)
    while fields != 0 {
      record.places[fields.trailingZeroBitCount].offset &+= base
      fields &= fields &- 1
    }
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
    var agent = record.places[Int(Field.userAgent.rawValue)].range
    let isElsewhere = batch != 0
    if isElsewhere {
      // Of its own bytes none is in use.
      bytes.append(bytes: output.batch.bytes.span.extracting(agent))
      agent = 0..<agent.count
    }
    settle(connection, end: arrival.ordinal, &output)
    noteAnswer(status, arrival)
    let start = head.lineFeed(from: 0).map { $0 + 1 } ?? head.count
    // A span of its bytes would keep the record from changing.
    var own: [UInt8] = []
    swap(&own, &bytes)
    defer {
      swap(&own, &bytes)
      if isElsewhere { bytes.removeAll(keepingCapacity: true) }
    }
    let name = own.span.extracting(agent)
    let odd = head.oddBytes()
    var facts = MessageHead.read(
      head, from: start, isRequest: false, agent: name, hasBareReturn: odd.hasBareReturn,
      into: &record, bytes: &output.batch.bytes)
    if facts.isAmbiguous { output.refuse(.framingAmbiguous, at: arrival.ordinal) }
    if record.present.contains(.origin) {
      noteRefusal(
        hasZero: odd.hasZero, facts, LineDialect(userAgent: name), arrival, &output)
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
    _ scan: inout HeadScan, _ head: Span<UInt8>, status: Int,
    _ connection: borrowing Connection, _ arrival: Arrival, _ output: inout Output
  ) -> MessageHead {
    settle(connection, end: arrival.ordinal, &output)
    noteAnswer(status, arrival)
    output.batch.bytes.append(
      scan.record.present, from: head, at: &scan.record.places, to: &record, capacity: head.count)
    record.present.formUnion(scan.record.present)
    record.observable.formUnion(ExchangeAssembler.responseFields)
    record.traits.formUnion(scan.record.traits)
    var facts = scan.facts
    if facts.isAmbiguous { output.refuse(.framingAmbiguous, at: arrival.ordinal) }
    if facts.hasTwoLengths, record.present.contains(.origin) {
      let agent = record.places[Int(Field.userAgent.rawValue)].range
      let dialect = LineDialect(userAgent: output.batch.bytes.span.extracting(agent))
      noteRefusal(hasZero: false, facts, dialect, arrival, &output)
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
    hasZero: Bool, _ facts: MessageHead, _ dialect: LineDialect, _ arrival: Arrival,
    _ output: inout Output
  ) {
    if hasZero { output.refuse(.messageMalformed, at: arrival.ordinal) }
    let hasTwoLengths =
      facts.hasTwoLengths && !facts.isChunked && dialect.refusesTwoLengths
    if hasZero || hasTwoLengths { record.traits.insert(.networkError) }
  }
}
