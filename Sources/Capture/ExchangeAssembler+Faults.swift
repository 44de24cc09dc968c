import Traffic

/// What to do with bytes that are not the HTTP/1 expected.
extension ExchangeAssembler {
  /// Gives up the bytes `head` that should have begun a message.
  mutating func reject(
    _ connection: inout Connection, _ side: Int, _ head: Span<UInt8>, _ ordinal: Int,
    _ output: inout Output
  ) {
    connection.ends[side].parser.phase = .lost
    connection.ends[side].parser.isAtLineStart = false
    if connection.ends[side].parser.isSearching {
      connection.ends[side].parser.isSearching = false
      return
    }
    if passSimple(&connection, side, ordinal, &output) { return }
    noteNetworkError(connection, side)
    if connection.isHTTP { return noteMalformed(&connection, side, ordinal, &output) }
    // Of a connection that began before the capture, these may be bytes of a body.
    guard !connection.isMidstream, !connection.isProxied else { return }
    if SOCKS.begins(head) {
      connection.isProxied = true
      connection.ends[1 - side].parser.phase = .lost
      connection.client = -1
      return
    }
    report(&connection, .notHTTP, &output)
    makeOpaque(&connection, &output)
  }

  /// Takes bytes for the response to a request without a version, which has no head.
  ///
  /// - Returns: Whether they are that.
  /// - SeeAlso: RFC 1945, section 6.
  private mutating func passSimple(
    _ connection: inout Connection, _ side: Int, _ ordinal: Int, _ output: inout Output
  ) -> Bool {
    let number = connection.firstPending
    guard number >= 0, connection.client == 1 - side, requests.items[Int(number)].isSimple else {
      return false
    }
    requests.items[Int(number)].isAnswered = true
    requests.items[Int(number)].endOrdinal = ordinal
    emitRead(&connection, number, &output)
    release(&connection, number)
    connection.ends[side].parser.phase = .untilClose
    return true
  }

  /// Notes that what a server said, or that it hung up, is no response to the request that waits.
  ///
  /// If it turns out to be answered after all, that counts.
  mutating func noteNetworkError(_ connection: Connection, _ side: Int) {
    guard connection.client == 1 - side, connection.firstPending >= 0,
      connection.firstPending == connection.lastPending, !connection.isOutOfStep,
      !connection.hasLoss
    else { return }
    requests.items[Int(connection.firstPending)].record.traits.insert(.networkError)
  }

  /// Notes that a server closes a connection on which it has said nothing.
  ///
  /// Where it had answered before, clients ask again by themselves.
  ///
  /// - SeeAlso: RFC 9112, section 9.3.1.
  mutating func noteHangup(_ connection: Connection, _ side: Int) {
    guard !connection.hasResponseSinceLoss, !connection.ends[1 - side].isFinished,
      connection.ends[side].parser.carry < 0, connection.http2 < 0
    else { return }
    noteNetworkError(connection, side)
  }

  /// Counts a message that breaks the protocol; where the next begins is open.
  mutating func noteMalformed(
    _ connection: inout Connection, _ side: Int, _ ordinal: Int, _ output: inout Output
  ) {
    output.refuse(.messageMalformed, at: ordinal)
    connection.ends[side].parser.seeksSegments = true
    connection.ends[side].parser.isAtLineStart = false
    losePairing(&connection, side)
  }

  /// Reads nothing more of a connection.
  mutating func makeOpaque(_ connection: inout Connection, _ output: inout Output) {
    abandonPending(&connection, &output)
    dropHTTP2(&connection, &output)
    dropTLS(&connection)
    dropHeld(&connection)
    for side in 0...1 {
      dropCarry(&connection.ends[side].parser)
      connection.ends[side].parser.phase = .opaque
    }
    connection.isOpaque = true
  }

  /// Treats what follows in both directions as the beginning of another connection.
  ///
  /// - SeeAlso: RFC 9110, section 9.3.6, on CONNECT.
  mutating func beginTunnel(_ connection: inout Connection, _ output: inout Output) {
    abandonPending(&connection, &output)
    for side in 0...1 {
      dropCarry(&connection.ends[side].parser)
      connection.ends[side].parser = MessageParser()
    }
    connection.isHTTP = false
    connection.isOutOfStep = false
    connection.mayLackRequests = false
    connection.payloadOrdinal = -1
  }

  /// Reports a connection of which nothing was understood.
  mutating func reportUnread(_ connection: inout Connection, _ output: inout Output) {
    guard !connection.isHTTP, !connection.isOpaque, connection.payloadOrdinal >= 0 else { return }
    if connection.tls >= 0 { return reportUnreadTLS(&connection, &output) }
    let isSeeking =
      connection.ends[0].parser.phase == .lost || connection.ends[1].parser.phase == .lost
    if isSeeking { report(&connection, .notHTTP, &output) }
  }

  /// Counts a connection that is not read, once.
  mutating func report(
    _ connection: inout Connection, _ reason: LineError, _ output: inout Output
  ) {
    guard !connection.isReported else { return }
    connection.isReported = true
    let ordinal = connection.payloadOrdinal
    output.refuse(reason, at: ordinal >= 0 ? ordinal : output.current)
  }
}
