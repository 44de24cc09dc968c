import Traffic

/// Reading a direction's bytes, in order, as TLS records, and what they carry as messages.
///
/// - SeeAlso: RFC 8446, section 5, and RFC 5246, section 6.
extension ExchangeAssembler {
  /// How many records may fail to open before the keys count as wrong.
  private static let failureLimit = 32
  /// How many bytes of a direction may wait for keys.
  private static let awaitLimit = 256 << 10

  /// Treats what follows in both directions as TLS.
  mutating func beginTLS(_ connection: inout Connection) {
    guard connection.tls < 0 else { return }
    let session = TLSSession()
    usedBytes += session.usedBytes
    connection.tls = tlsSessions.insert(session)
    connection.hadState = true
    for side in 0...1 {
      dropCarry(&connection.ends[side].parser)
      connection.ends[side].parser = MessageParser()
    }
  }

  /// Forgets a connection's TLS state.
  mutating func dropTLS(_ connection: inout Connection) {
    guard connection.tls >= 0 else { return }
    // One that is in use settles its own bytes when it comes back.
    if let session = tlsSessions.lift(connection.tls) { usedBytes -= session.usedBytes }
    tlsSessions.release(connection.tls)
    connection.tls = -1
  }

  /// Calls `body` with the connection's TLS state.
  private mutating func withTLS(
    _ connection: inout Connection,
    _ body: (inout ExchangeAssembler, inout Connection, inout TLSSession) -> Void
  ) {
    let number = connection.tls
    guard number >= 0, var session = tlsSessions.lift(number) else { return }
    let before = session.usedBytes
    body(&self, &connection, &session)
    guard connection.tls == number else { return usedBytes -= before }
    usedBytes += session.usedBytes - before
    tlsSessions.put(session, at: number)
  }

  /// Reads the next bytes of a direction.
  mutating func feedTLS(
    _ connection: inout Connection, _ side: Int, _ bytes: Span<UInt8>, _ arrival: Arrival,
    _ output: inout Output
  ) {
    let number = connection.tls
    guard number >= 0, var session = tlsSessions.lift(number) else { return }
    let before = session.usedBytes
    take(&session, &connection, side, bytes, arrival, &output)
    guard connection.tls == number else { return usedBytes -= before }
    usedBytes += session.usedBytes - before
    tlsSessions.put(session, at: number)
  }

  /// Passes over bytes of a direction that were not captured.
  mutating func loseTLS(
    _ connection: inout Connection, _ side: Int, _ count: Int, _ output: inout Output
  ) {
    withTLS(&connection) { _, _, session in session.directions[side].lose(count) }
  }

  /// Ends a direction.
  mutating func endTLS(_ connection: inout Connection, _ side: Int, _ output: inout Output) {
    withTLS(&connection) { assembler, connection, session in
      guard session.directions[side].isLost || session.awaited != nil else { return }
      assembler.readRecords(&session, &connection, side, isEnd: true, Arrival(), &output)
    }
  }

  /// Says of a connection that ended before its keys could be looked for that it is hidden.
  mutating func reportUnreadTLS(_ connection: inout Connection, _ output: inout Output) {
    withTLS(&connection) { assembler, connection, session in
      let hasOpened = session.directions[0].hasOpened || session.directions[1].hasOpened
      guard !hasOpened else { return }
      let isKnown = session.version != 0
      assembler.hide(
        &session, &connection, isKnown ? .noKeys : .noHandshake, &output)
    }
  }

  private mutating func take(
    _ session: inout TLSSession, _ connection: inout Connection, _ side: Int,
    _ bytes: Span<UInt8>, _ arrival: Arrival, _ output: inout Output
  ) {
    var start = 0
    if session.directions[side].skip > 0 {
      start = min(session.directions[side].skip, bytes.count)
      session.directions[side].skip -= start
      guard start < bytes.count else { return }
    }
    if session.directions[side].carry.isEmpty {
      session.directions[side].carryArrival = arrival
      session.directions[side].carryArrival.sequence =
        arrival.sequence &+ UInt32(truncatingIfNeeded: start)
    }
    session.directions[side].carry.append(bytes: bytes.extracting(start..<bytes.count))
    readRecords(&session, &connection, side, isEnd: false, arrival, &output)
  }

  /// Reads the records that have come whole.
  private mutating func readRecords(
    _ session: inout TLSSession, _ connection: inout Connection, _ side: Int, isEnd: Bool,
    _ arrival: Arrival, _ output: inout Output
  ) {
    var carry: [UInt8] = []
    swap(&carry, &session.directions[side].carry)
    var cursor = 0
    let number = connection.tls
    while connection.tls == number {
      guard session.awaited == nil || findAwaited(&session) else {
        guard carry.count - cursor > ExchangeAssembler.awaitLimit || isEnd else { break }
        hide(&session, &connection, .noKeys, &output)
        break
      }
      if session.directions[side].isLost {
        guard seek(&session, side, carry, &cursor, isEnd: isEnd) else { break }
      }
      guard carry.count - cursor >= 5 else { break }
      guard TLSRecord.isPlausible(carry.span, at: cursor) else {
        if answersInClear(session, connection, side, carry.span, cursor) {
          hidden.add(.clearAnswer, name: session.serverName, protocols: session.protocols)
          report(&connection, .notHTTP, &output)
          makeOpaque(&connection, &output)
          break
        }
        session.directions[side].isLost = true
        session.directions[side].isDoubtful = true
        guard session.directions[side].stage != .clear || session.version != 0 else {
          hide(&session, &connection, .noHandshake, &output)
          break
        }
        continue
      }
      let length = 5 + carry.span.network16(cursor + 3)
      guard carry.count - cursor >= length else { break }
      let header = Array(carry[cursor..<(cursor + 5)])
      let fragment = Array(carry[(cursor + 5)..<(cursor + length)])
      cursor += length
      readRecord(&session, &connection, side, header, fragment, arrival, &output)
      session.directions[side].carryArrival = arrival
      session.directions[side].carryArrival.sequence =
        arrival.end &- UInt32(truncatingIfNeeded: carry.count - cursor)
    }
    guard connection.tls == number else { return }
    carry.removeFirst(cursor)
    session.directions[side].carry = carry
  }

  /// Whether the server speaks HTTP to a client that speaks TLS: it is the wrong port.
  private func answersInClear(
    _ session: TLSSession, _ connection: Connection, _ side: Int, _ bytes: Span<UInt8>, _ start: Int
  ) -> Bool {
    connection.client == 1 - side && session.directions[side].stage == .clear
      && !session.directions[side].isLost
      && bytes.extracting(start..<bytes.count).starts(with: "HTTP/")
  }

  private mutating func readRecord(
    _ session: inout TLSSession, _ connection: inout Connection, _ side: Int,
    _ header: [UInt8], _ fragment: [UInt8], _ arrival: Arrival, _ output: inout Output
  ) {
    // RFC 8446, appendix D.4: in TLS 1.3 this record is there for middleboxes only.
    if header[0] == 20, session.version != 0x0303 || session.directions[side].cipher == nil {
      if session.version == 0x0303 { session.directions[side].useNext(.application) }
      return
    }
    if session.directions[side].cipher == nil {
      guard header[0] == 23 || header[0] == 22 else { return }
      if header[0] == 22 {
        session.directions[side].messages += fragment
        return readMessages(&session, &connection, side, arrival, &output)
      }
      if session.offersEarlyData, side == connection.client {
        return openEarly(&session, &connection, side, header, fragment, arrival, &output)
      }
      // After a loss these may be under keys that are about to be used.
      if session.directions[side].next == nil {
        return hide(&session, &connection, .noHandshake, &output)
      }
    }
    guard
      let content = open(&session, side, header, fragment, cost: 5 + fragment.count)
    else {
      let direction = session.directions[side]
      if !direction.hasOpened, !direction.passesOver,
        direction.failures >= ExchangeAssembler.failureLimit
      {
        hide(&session, &connection, .wrongKeys, &output)
      }
      return
    }
    losePlain(&session, &connection, side, content.lost, &output)
    var place = arrival
    // A request began with the record's first byte, a response's head is there with its last.
    place.sequence = session.directions[side].carryArrival.sequence
    place.acknowledgement = session.directions[side].carryArrival.acknowledgement
    if side == connection.client {
      place.time = session.directions[side].carryArrival.time
      place.hasTime = session.directions[side].carryArrival.hasTime
    }
    deliver(&session, &connection, side, content.content, place, &output)
  }

  /// Hands on what a record carried.
  mutating func deliver(
    _ session: inout TLSSession, _ connection: inout Connection, _ side: Int,
    _ content: RecordCipher.Content, _ place: Arrival, _ output: inout Output
  ) {
    switch content.kind {
    case 20:
      session.directions[side].useNext(.application)
    case 22:
      session.directions[side].messages += content.bytes
      readMessages(&session, &connection, side, place, &output)
    case 23:
      if session.directions[side].stage == .early {
        return takeEarly(&session, &connection, side, content.bytes, place, &output)
      }
      feedClear(&session, &connection, side, content.bytes.span, place, &output)
    default: return
    }
  }

  /// Reads what TLS protected as messages.
  mutating func feedClear(
    _ session: inout TLSSession, _ connection: inout Connection, _ side: Int,
    _ bytes: Span<UInt8>, _ place: Arrival, _ output: inout Output
  ) {
    if session.usesHTTP2, connection.http2 < 0, !connection.isHTTP {
      beginHTTP2(&connection, client: connection.client, isWhole: true, &output)
    }
    feedPlain(&connection, side, bytes, place, &output)
  }

  private mutating func losePlain(
    _ session: inout TLSSession, _ connection: inout Connection, _ side: Int, _ lost: Int,
    _ output: inout Output
  ) {
    guard lost != 0 else { return }
    if session.usesHTTP2, connection.http2 < 0, !connection.isHTTP {
      beginHTTP2(&connection, client: connection.client, isWhole: false, &output)
    }
    passPlain(&connection, side, lost < 0 ? Int.max / 2 : lost, reason: .segmentLost, &output)
  }

  /// Reads nothing more of a connection, and says what it would have been.
  mutating func hide(
    _ session: inout TLSSession, _ connection: inout Connection,
    _ reason: HiddenConnections.Reason, _ output: inout Output
  ) {
    guard connection.tls >= 0 else { return }
    hidden.add(reason, name: session.serverName, protocols: session.protocols)
    report(&connection, .encrypted, &output)
    makeOpaque(&connection, &output)
  }
}
