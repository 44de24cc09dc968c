import Traffic

/// Reading a direction's bytes, in order, as HTTP/2 frames.
///
/// - SeeAlso: RFC 9113, sections 4 and 6.
extension ExchangeAssembler {
  /// Treats what follows in both directions as HTTP/2.
  ///
  /// - Parameters:
  ///   - connection: The connection.
  ///   - client: The side of the client; -1 where that is not known.
  ///   - isWhole: Whether the connection's first frames are at hand.
  ///   - output: Where exchanges go.
  mutating func beginHTTP2(
    _ connection: inout Connection, client: Int, isWhole: Bool, _ output: inout Output
  ) {
    guard connection.http2 < 0 else { return }
    if client >= 0 { connection.client = client }
    var session = HTTP2Session()
    if isWhole, client >= 0 { session.directions[client].phase = .preface }
    for side in 0...1 where isWhole && connection.ends[side].parser.phase == .lost {
      // What this end said first was lost before it was known what it speaks.
      session.directions[side].decoder.table.forget()
      session.directions[side].phase = .lost
      connection.ends[side].parser.phase = .http2
    }
    if !isWhole {
      for side in 0...1 {
        session.directions[side].decoder.table.forget()
        session.directions[side].phase = .lost
      }
    }
    usedBytes += session.usedBytes
    connection.http2 = http2Sessions.insert(session)
    connection.hadState = true
    connection.isHTTP = true
    for side in 0...1
    where connection.ends[side].parser.phase == .head
      && connection.ends[side].parser.carry < 0
    {
      connection.ends[side].parser.phase = .http2
    }
    if !isWhole { for side in 0...1 { switchToHTTP2(&connection, side) } }
  }

  /// Ends HTTP/1 in one direction.
  mutating func switchToHTTP2(_ connection: inout Connection, _ side: Int) {
    dropCarry(&connection.ends[side].parser)
    connection.ends[side].parser.phase = .http2
  }

  /// Calls `body` with the connection's HTTP/2 state.
  private mutating func withHTTP2(
    _ connection: inout Connection,
    _ body: (inout ExchangeAssembler, inout Connection, inout HTTP2Session) -> Void
  ) {
    let number = connection.http2
    guard number >= 0, var session = http2Sessions.lift(number) else { return }
    let before = session.usedBytes
    body(&self, &connection, &session)
    usedBytes += session.usedBytes - before
    http2Sessions.put(session, at: number)
  }

  /// Reads the next bytes of a direction.
  mutating func feedHTTP2(
    _ connection: inout Connection, _ side: Int, _ bytes: Span<UInt8>, _ arrival: Arrival,
    _ output: inout Output
  ) {
    let number = connection.http2
    guard number >= 0, var session = http2Sessions.lift(number) else { return }
    let before = session.usedBytes
    readFrames(&session, &connection, side, bytes, arrival, &output)
    usedBytes += session.usedBytes - before
    http2Sessions.put(session, at: number)
  }

  /// Passes over bytes of a direction that were not captured.
  mutating func loseHTTP2(
    _ connection: inout Connection, _ side: Int, _ count: Int, _ output: inout Output
  ) {
    withHTTP2(&connection) { assembler, connection, session in
      assembler.lose(&session, &connection, side, count, &output)
    }
  }

  /// Ends a direction: what has begun is cut.
  mutating func endHTTP2(
    _ connection: inout Connection, _ side: Int, _ output: inout Output
  ) {
    withHTTP2(&connection) { assembler, connection, session in
      assembler.cutBlock(&session, &connection, side, &output)
    }
  }

  /// Makes exchanges of the streams that wait outside the list, and forgets the connection's state.
  mutating func dropHTTP2(_ connection: inout Connection, _ output: inout Output) {
    let number = connection.http2
    guard number >= 0 else { return }
    connection.http2 = -1
    guard let session = http2Sessions.lift(number) else { return }
    usedBytes -= session.usedBytes
    http2Sessions.release(number)
    for stream in session.streams.keys.sorted() {
      guard let request = session.streams[stream], requests.items[Int(request)].isLate else {
        continue
      }
      requests.items[Int(request)].record.traits.insert(.responseMissing)
      emitRead(&connection, request, &output)
      free(request)
    }
  }

  private mutating func readFrames(
    _ session: inout HTTP2Session, _ connection: inout Connection, _ side: Int,
    _ bytes: Span<UInt8>, _ arrival: Arrival, _ output: inout Output
  ) {
    var index = 0
    while index < bytes.count {
      switch session.directions[side].phase {
      case .preface:
        guard bytes[index] == HTTP2Frame.preface.byte(at: session.directions[side].count) else {
          return breach(&session, &connection, side, arrival.ordinal, &output)
        }
        session.directions[side].count += 1
        index += 1
        guard session.directions[side].count == HTTP2Frame.prefaceSize else { continue }
        session.directions[side].count = 0
        session.directions[side].phase = .header
      case .header:
        let count = session.directions[side].count
        if count == 0 {
          session.directions[side].frameArrival = arrival
          session.directions[side].frameArrival.sequence =
            arrival.sequence &+ UInt32(truncatingIfNeeded: index)
        }
        session.directions[side].start[count] = bytes[index]
        session.directions[side].count += 1
        index += 1
        guard count + 1 == HTTP2Frame.headerSize else { continue }
        beginFrame(&session, &connection, side, arrival, &output)
      case .payload:
        let length = min(session.directions[side].remaining, bytes.count - index)
        if session.directions[side].frame.isRead {
          session.directions[side].payload.append(
            bytes: bytes.extracting(index..<(index + length)))
        }
        index += length
        session.directions[side].remaining -= length
        if session.directions[side].remaining == 0 {
          endFrame(&session, &connection, side, arrival, &output)
        }
      case .lost:
        let limit = session.plausibleStream
        while index + HTTP2Frame.headerSize <= bytes.count,
          !HTTP2Frame.mayBegin(bytes, at: index, limit: limit, needed: 1)
        {
          index += 1
        }
        guard index + HTTP2Frame.headerSize <= bytes.count else { return }
        session.directions[side].phase = .header
        session.directions[side].count = 0
      }
    }
  }

  private mutating func beginFrame(
    _ session: inout HTTP2Session, _ connection: inout Connection, _ side: Int,
    _ arrival: Arrival, _ output: inout Output
  ) {
    let start = session.directions[side].start
    let frame = HTTP2Frame(start.span, at: 0)
    session.directions[side].count = 0
    session.directions[side].frame = frame
    session.directions[side].remaining = frame.length
    session.directions[side].payload.removeAll(keepingCapacity: true)
    session.directions[side].isPayloadCut = false
    session.directions[side].phase = .payload
    if start.span.starts(with: "HTTP/1.") {
      // A server that does not speak HTTP/2 answers the preface in HTTP/1.
      return breach(&session, &connection, side, arrival.ordinal, &output)
    }
    let expected = session.directions[side].blockStream
    if expected != 0, frame.kind != HTTP2Frame.Kind.continuation || frame.stream != expected {
      output.refuse(.messageMalformed, at: arrival.ordinal)
      readBlock(&session, &connection, side, isWhole: false, arrival, &output)
    }
    if frame.isRead,
      frame.length + session.directions[side].block.count > ExchangeAssembler.headLimit
    {
      output.refuse(.messageMalformed, at: arrival.ordinal)
      session.directions[side].frame.kind = .max
      if frame.hasBlock { forgetTable(&session, &connection, side, arrival, &output) }
    }
    if frame.length == 0 { endFrame(&session, &connection, side, arrival, &output) }
    if frame.kind == HTTP2Frame.Kind.data, session.tentativeCount > 0 {
      settle(&session, &connection, frame.stream, &output)
    }
  }

  /// Takes note that a direction breaks the protocol; where its next frame begins is open.
  mutating func breach(
    _ session: inout HTTP2Session, _ connection: inout Connection, _ side: Int, _ ordinal: Int,
    _ output: inout Output
  ) {
    output.refuse(.messageMalformed, at: ordinal)
    session.directions[side].decoder.table.forget()
    session.directions[side].blockStream = 0
    session.directions[side].phase = .lost
  }

  private mutating func lose(
    _ session: inout HTTP2Session, _ connection: inout Connection, _ side: Int, _ count: Int,
    _ output: inout Output
  ) {
    let remaining = session.directions[side].remaining
    let isInside = session.directions[side].phase == .payload && count <= remaining
    guard isInside else {
      cutBlock(&session, &connection, side, &output)
      session.directions[side].decoder.table.forget()
      session.directions[side].phase = .lost
      session.directions[side].count = 0
      return
    }
    if session.directions[side].frame.hasBlock {
      cutBlock(&session, &connection, side, &output)
      session.directions[side].decoder.table.forget()
    }
    // The frame goes on, but what is left of it means nothing.
    session.directions[side].frame.kind = .max
    session.directions[side].remaining -= count
    if session.directions[side].remaining == 0 { session.directions[side].phase = .header }
  }

  private mutating func forgetTable(
    _ session: inout HTTP2Session, _ connection: inout Connection, _ side: Int,
    _ arrival: Arrival, _ output: inout Output
  ) {
    cutBlock(&session, &connection, side, &output)
    session.directions[side].decoder.table.forget()
  }
}
