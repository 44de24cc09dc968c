import Traffic

/// Joining responses to their requests.
///
/// - SeeAlso: RFC 9112, section 9.3.2, on the order of pipelined responses.
extension ExchangeAssembler {
  /// Notes that messages may have been lost on `side`.
  mutating func losePairing(_ connection: inout Connection, _ side: Int) {
    connection.isOutOfStep = true
    connection.hasLoss = true
    connection.hasResponseSinceLoss = false
    guard connection.client != 1 - side else { return }
    connection.mayLackRequests = true
    guard connection.isPipelined else { return }
    doubtPending(connection)
  }

  /// Takes up a request.
  mutating func readRequest(
    _ connection: inout Connection, _ side: Int, _ head: Span<UInt8>, _ form: HeadForm,
    _ begin: Arrival, _ arrival: Arrival, _ output: inout Output
  ) {
    let isQuiet =
      connection.firstPending < 0 && connection.ends[1 - side].parser.phase == .head
      && connection.ends[1 - side].parser.carry < 0
    if isQuiet, connection.hasResponseSinceLoss { connection.isOutOfStep = false }
    notePipelining(&connection, begin)
    let number = requests.take()
    let port = connection.key.port(1 - side)
    let facts =
      form == .plain
      ? requests.items[Int(number)].read(
        &scan, head, serverPort: port, isSecure: connection.tls >= 0, arrival: begin, &output)
      : requests.items[Int(number)].read(
        head, isWhole: form != .cut, serverPort: port, isSecure: connection.tls >= 0,
        arrival: begin)
    requests.items[Int(number)].isDoubtful =
      connection.isOutOfStep && connection.mayLackRequests && connection.isPipelined
    if form == .plain { requests.fresh.append(number) }
    usedBytes += requests.items[Int(number)].charge
    enqueue(&connection, number)
    if connection.pendingCount > ExchangeAssembler.pendingLimit {
      abandonFirst(&connection, &output)
    }
    guard form != .cut, !facts.hasBadLength else {
      connection.ends[side].parser.phase = .lost
      connection.ends[side].parser.isAtLineStart = true
      if form != .cut { noteMalformed(&connection, side, arrival.ordinal, &output) }
      return
    }
    if facts.isAmbiguous {
      // What the server takes for the next request may be another than what is read here.
      output.refuse(.framingAmbiguous, at: arrival.ordinal)
      losePairing(&connection, side)
    }
    connection.ends[side].parser.beginBody(facts, toClose: false)
    connection.ends[side].parser.isDoubtful = facts.hasExpectation
    if requests.items[Int(number)].isSimple { connection.ends[side].parser.phase = .untilClose }
  }

  /// Takes up a response and makes an exchange of it.
  mutating func readResponse(
    _ connection: inout Connection, _ side: Int, _ head: Span<UInt8>, _ form: HeadForm,
    _ begin: Arrival, _ arrival: Arrival, _ output: inout Output
  ) {
    let status = form == .plain ? scan.status : StartLine.status(head)
    let isWhole = form != .cut
    if status < 200, status != 101 {
      connection.ends[side].parser.phase = isWhole ? .head : .lost
      return
    }
    let number = match(&connection, begin, &output)
    connection.mayLackRequests = false
    connection.hasResponseSinceLoss = true
    guard number >= 0 else {
      return passUnmatched(&connection, side, head, status, isWhole: isWhole, arrival, &output)
    }
    if status == 101, MessageHead.upgradesToHTTP2(head) {
      return upgrade(&connection, side, number, &output)
    }
    requests.items[Int(number)].record.traits.remove(.networkError)
    let isHead = requests.items[Int(number)].isHead
    let isConnect = requests.items[Int(number)].isConnect
    let facts = emit(
      &connection, number, head, status, form, arrival, &output)
    release(&connection, number)
    if status == 101 { return makeOpaque(&connection, &output) }
    if isConnect, status < 300, isWhole { return beginTunnel(&connection, &output) }
    beginBody(
      &connection, side, facts, hasBody: !isHead && status != 204 && status != 304,
      isWhole: isWhole, arrival, &output)
  }

  /// Finds the request that a response beginning at `begin` answers, or -1.
  ///
  /// Out of step, a request counts as answered only where it tells so itself: its sender had
  /// received exactly what comes before the response. Requests before it went unanswered, as far
  /// as the capture shows.
  private mutating func match(
    _ connection: inout Connection, _ begin: Arrival, _ output: inout Output
  ) -> Int32 {
    guard connection.isOutOfStep else { return connection.firstPending }
    var number = connection.firstPending
    while number >= 0 {
      let request = Int(number)
      if !requests.items[request].isDoubtful,
        requests.items[request].acknowledgement == begin.sequence
      {
        break
      }
      number = requests.items[request].next
    }
    guard number >= 0 else { return -1 }
    while connection.firstPending != number { abandonFirst(&connection, &output) }
    let next = requests.items[Int(number)].next
    connection.isOutOfStep = next >= 0 && requests.items[Int(next)].isDoubtful
    return number
  }

  /// Notes a request that was sent before anything of the last one's response had come.
  private mutating func notePipelining(_ connection: inout Connection, _ begin: Arrival) {
    guard !connection.isPipelined, connection.lastPending >= 0,
      requests.items[Int(connection.lastPending)].acknowledgement == begin.acknowledgement
    else { return }
    connection.isPipelined = true
    if connection.isOutOfStep, connection.mayLackRequests { doubtPending(connection) }
  }

  private mutating func doubtPending(_ connection: Connection) {
    var number = connection.firstPending
    while number >= 0 {
      requests.items[Int(number)].isDoubtful = true
      number = requests.items[Int(number)].next
    }
  }

  /// Goes on in HTTP/2, whose first stream answers the request `number`.
  ///
  /// - SeeAlso: RFC 7540, section 3.2.
  private mutating func upgrade(
    _ connection: inout Connection, _ side: Int, _ number: Int32, _ output: inout Output
  ) {
    beginHTTP2(&connection, client: 1 - side, isWhole: true, &output)
    switchToHTTP2(&connection, side)
    guard number >= 0, var session = http2Sessions.lift(connection.http2) else { return }
    usedBytes -= requests.items[Int(number)].charge
    if requests.items[Int(number)].batch != 0 {
      requests.items[Int(number)].keep(output.batch.bytes.span)
    }
    usedBytes += requests.items[Int(number)].charge
    requests.items[Int(number)].stream = 1
    usedBytes -= session.usedBytes
    session.streams[1] = number
    session.highestStream = 1
    let tableSize = requests.items[Int(number)].headerTableSize
    if tableSize >= 0 { session.directions[side].decoder.table.allowedSize = tableSize }
    usedBytes += session.usedBytes
    http2Sessions.put(session, at: connection.http2)
  }

  private mutating func passUnmatched(
    _ connection: inout Connection, _ side: Int, _ head: Span<UInt8>, _ status: Int,
    isWhole: Bool, _ arrival: Arrival, _ output: inout Output
  ) {
    if !connection.hasLoss { output.refuse(.responseUnmatched, at: arrival.ordinal) }
    // Its request was lost, or comes late: what comes next must not be taken for it.
    connection.isOutOfStep = true
    connection.hasResponseSinceLoss = false
    var record = Record()
    var scratch: [UInt8] = []
    let facts = MessageHead.read(
      head, from: head.lineFeed(from: 0).map { $0 + 1 } ?? head.count, isRequest: false,
      into: &record, bytes: &scratch)
    if status == 101 {
      if facts.upgradesToHTTP2 { return upgrade(&connection, side, -1, &output) }
      return makeOpaque(&connection, &output)
    }
    beginBody(
      &connection, side, facts, hasBody: status != 204 && status != 304, isWhole: isWhole,
      arrival, &output)
    // It may answer a HEAD request, and then has no body.
    connection.ends[side].parser.isDoubtful = true
  }

  private mutating func beginBody(
    _ connection: inout Connection, _ side: Int, _ facts: MessageHead, hasBody: Bool,
    isWhole: Bool, _ arrival: Arrival, _ output: inout Output
  ) {
    guard isWhole else {
      connection.ends[side].parser.phase = .lost
      connection.ends[side].parser.isAtLineStart = true
      return
    }
    guard hasBody else {
      return connection.ends[side].parser.beginBody(MessageHead(), toClose: false)
    }
    if facts.hasBadLength, !facts.hasTransferEncoding {
      connection.ends[side].parser.phase = .lost
      connection.ends[side].parser.isAtLineStart = true
      return noteMalformed(&connection, side, arrival.ordinal, &output)
    }
    connection.ends[side].parser.beginBody(facts, toClose: true)
  }
}
