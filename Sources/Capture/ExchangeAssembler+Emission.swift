import Traffic

/// Making records of requests and their responses.
extension ExchangeAssembler {
  /// What a whole response head says of every response field.
  static let responseFields = FieldSet(
    .allowOrigin, .allowCredentials, .allowMethods, .allowHeaders, .exposeHeaders, .maxAge, .vary,
    .location, .age, .timingAllowOrigin, .resourcePolicy)

  /// Adds a request to those that wait.
  mutating func enqueue(_ connection: inout Connection, _ number: Int32) {
    if connection.lastPending >= 0 {
      requests.items[Int(connection.lastPending)].next = number
    } else {
      connection.firstPending = number
    }
    connection.lastPending = number
    connection.pendingCount += 1
  }

  /// Takes the first request away from those that wait.
  mutating func release(_ connection: inout Connection, _ number: Int32) {
    unlinkFirst(&connection)
    free(number)
  }

  /// Takes the first request out of the list.
  mutating func unlinkFirst(_ connection: inout Connection) {
    connection.firstPending = requests.items[Int(connection.firstPending)].next
    if connection.firstPending < 0 { connection.lastPending = -1 }
    connection.pendingCount -= 1
  }

  /// Gives the memory of a request back that is in no list.
  mutating func free(_ number: Int32) {
    usedBytes -= requests.items[Int(number)].bytes.count + RequestPool.overhead
    requests.release(number)
  }

  /// Makes an exchange without a response of the request that has waited longest.
  mutating func abandonFirst(_ connection: inout Connection, _ output: inout Output) {
    let number = connection.firstPending
    guard number >= 0 else { return }
    if !requests.items[Int(number)].isAnswered {
      let hasStatus = requests.items[Int(number)].isTentative
      let isFailed = requests.items[Int(number)].record.traits.contains(.networkError)
      if !hasStatus, !isFailed {
        requests.items[Int(number)].record.traits.insert(.responseMissing)
      }
      requests.items[Int(number)].endOrdinal = output.current
    }
    emitRead(&connection, number, &output)
    release(&connection, number)
  }

  /// Makes an exchange of a request whose response, if any, was read into its record.
  mutating func emitRead(
    _ connection: inout Connection, _ number: Int32, _ output: inout Output
  ) {
    var record = begin(&connection, number, &output)
    let request = Int(number)
    record.place(
      from: requests.items[request].beginOrdinal, to: requests.items[request].endOrdinal, output)
    output.batch.records.append(record)
  }

  /// Makes exchanges without a response of all requests that wait.
  mutating func abandonPending(_ connection: inout Connection, _ output: inout Output) {
    while connection.firstPending >= 0 { abandonFirst(&connection, &output) }
  }

  /// Makes an exchange of a request and the head of its response.
  ///
  /// Its duration goes from the request's first byte to the end of the response's head, which is
  /// what a browser waits for before it judges the response.
  ///
  /// - Returns: What the response says of its body.
  mutating func emit(
    _ connection: inout Connection, _ number: Int32, _ head: Span<UInt8>, _ status: Int,
    isWhole: Bool, _ arrival: Arrival, _ output: inout Output
  ) -> MessageHead {
    var record = begin(&connection, number, &output)
    record.setStatus(status)
    if record.present.contains(.start), arrival.hasTime {
      let (time, overflow) = arrival.time.subtractingReportingOverflow(record.start.nanoseconds)
      record.setDuration(overflow ? 0 : max(0, time))
    }
    let start = head.lineFeed(from: 0).map { $0 + 1 } ?? head.count
    var own: [UInt8] = []
    swap(&own, &requests.items[Int(number)].bytes)
    defer { swap(&own, &requests.items[Int(number)].bytes) }
    // Without a name the place is empty, and so is the name.
    let agent = requests.items[Int(number)].record.places[Int(Field.userAgent.rawValue)].range
    var facts = MessageHead.read(
      head, from: start, isRequest: false,
      agent: own.span.extracting(agent), into: &record, bytes: &output.batch.bytes)
    if facts.isAmbiguous { output.refuse(.framingAmbiguous, at: arrival.ordinal) }
    if record.present.contains(.origin) {
      noteRefusal(head, facts, own.span.extracting(agent), &record, arrival, &output)
    }
    // Browsers do not believe an old server that it sends chunks.
    if facts.isChunked, StartLine.isVersion10(response: head) {
      facts.isChunked = false
      facts.hasTransferEncoding = false
    }
    if isWhole {
      record.observable.formUnion(ExchangeAssembler.responseFields)
    } else {
      record.traits.insert(.cut)
    }
    record.place(
      from: requests.items[Int(number)].beginOrdinal, to: arrival.ordinal, output)
    output.batch.records.append(record)
    return facts
  }

  /// Notes that a browser takes a response for none, whatever it says.
  ///
  /// Which ones was measured: a zero byte anywhere in the head, lengths that differ.
  private func noteRefusal(
    _ head: Span<UInt8>, _ facts: MessageHead, _ agent: Span<UInt8>, _ record: inout Record,
    _ arrival: Arrival, _ output: inout Output
  ) {
    let hasZero = head.firstIndex(of: 0) != nil
    if hasZero { output.refuse(.messageMalformed, at: arrival.ordinal) }
    let hasTwoLengths =
      facts.hasTwoLengths && !facts.isChunked && LineDialect(userAgent: agent).refusesTwoLengths
    if hasZero || hasTwoLengths { record.traits.insert(.networkError) }
  }

  /// Copies what a request said to the batch.
  private mutating func begin(
    _ connection: inout Connection, _ number: Int32, _ output: inout Output
  ) -> Record {
    if connection.placesBatch != output.serial { writeEnds(&connection, &output) }
    var record = requests.items[Int(number)].record
    let base = UInt32(truncatingIfNeeded: output.batch.bytes.count)
    output.batch.bytes.append(contentsOf: requests.items[Int(number)].bytes)
    var fields = record.present.rawValue & (1 << UInt64(Field.textCount) - 1)
    while fields != 0 {
      record.places[fields.trailingZeroBitCount].offset &+= base
      fields &= fields - 1
    }
    record.set(.client, connection.clientPlace)
    record.set(.server, connection.serverPlace)
    return record
  }

  /// Writes the ends' addresses, once a batch.
  private func writeEnds(_ connection: inout Connection, _ output: inout Output) {
    let client = connection.client == 1 ? 1 : 0
    let key = connection.key
    let start = output.batch.bytes.count
    key.address(client).write(isIPv6: key.isIPv6, to: &output.batch.bytes)
    let middle = output.batch.bytes.count
    if key.isIPv6 { output.batch.bytes.append(0x5B) }
    key.address(1 - client).write(isIPv6: key.isIPv6, to: &output.batch.bytes)
    if key.isIPv6 { output.batch.bytes.append(0x5D) }
    output.batch.bytes.append(0x3A)
    Decimal.write(key.port(1 - client), to: &output.batch.bytes)
    connection.clientPlace = ByteRange(start, middle)
    connection.serverPlace = ByteRange(middle, output.batch.bytes.count)
    connection.placesBatch = output.serial
  }
}

extension Record {
  /// Notes the packets in which the exchange begins and ends.
  fileprivate mutating func place(from first: Int, to last: Int, _ output: Output) {
    position = UInt32(clamping: output.position(last))
    extent = UInt32(clamping: max(0, last - first))
  }
}
