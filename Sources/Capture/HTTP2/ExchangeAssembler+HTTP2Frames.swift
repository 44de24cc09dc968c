import Traffic

/// What HTTP/2 frames mean.
extension ExchangeAssembler {
  /// Takes up a frame whose payload has come.
  mutating func endFrame(
    _ session: inout HTTP2Session, _ connection: inout Connection, _ side: Int,
    _ arrival: Arrival, _ output: inout Output
  ) {
    session.directions[side].phase = .header
    session.directions[side].count = 0
    let frame = session.directions[side].frame
    var payload: [UInt8] = []
    swap(&payload, &session.directions[side].payload)
    defer { swap(&payload, &session.directions[side].payload) }
    switch frame.kind {
    case HTTP2Frame.Kind.headers, HTTP2Frame.Kind.pushPromise:
      beginBlock(&session, side, frame, payload.span)
    case HTTP2Frame.Kind.continuation:
      guard session.directions[side].blockStream == frame.stream, frame.stream != 0 else { return }
      session.directions[side].block.append(bytes: payload.span)
    case HTTP2Frame.Kind.settings:
      if frame.flags & HTTP2Frame.Flag.acknowledgement == 0 {
        HTTP2Settings.apply(payload.span, to: &session.directions[1 - side].decoder.table)
      }
      return
    case HTTP2Frame.Kind.reset:
      return reset(&session, &connection, frame.stream, arrival, &output)
    case HTTP2Frame.Kind.goAway:
      return goAway(&session, &connection, side, payload.span, arrival, &output)
    default: return
    }
    if frame.flags & HTTP2Frame.Flag.endHeaders != 0 {
      readBlock(&session, &connection, side, isWhole: true, arrival, &output)
    }
  }

  /// Reads as much of a header block as there is, for the rest will not come.
  mutating func cutBlock(
    _ session: inout HTTP2Session, _ connection: inout Connection, _ side: Int,
    _ output: inout Output
  ) {
    var arrival = session.directions[side].frameArrival
    arrival.ordinal = output.current
    let frame = session.directions[side].frame
    if session.directions[side].phase == .payload, session.directions[side].remaining > 0,
      frame.hasBlock
    {
      var payload: [UInt8] = []
      swap(&payload, &session.directions[side].payload)
      if frame.kind != HTTP2Frame.Kind.continuation {
        beginBlock(&session, side, frame, payload.span, isWhole: false)
      } else if frame.stream == session.directions[side].blockStream {
        session.directions[side].block.append(bytes: payload.span)
      }
    }
    guard session.directions[side].blockStream != 0 else { return }
    readBlock(&session, &connection, side, isWhole: false, arrival, &output)
  }

  // RFC 9113, sections 6.2 and 6.6.
  private func beginBlock(
    _ session: inout HTTP2Session, _ side: Int, _ frame: HTTP2Frame, _ payload: Span<UInt8>,
    isWhole: Bool = true
  ) {
    var start = 0
    var padding = 0
    if frame.flags & HTTP2Frame.Flag.padded != 0, !payload.isEmpty {
      padding = Int(payload[0])
      start = 1
    }
    var promised: UInt32 = 0
    if frame.kind == HTTP2Frame.Kind.pushPromise {
      if payload.count >= start + 4 { promised = payload.network32(start) & 0x7FFF_FFFF }
      start += 4
    } else if frame.flags & HTTP2Frame.Flag.priority != 0 {
      start += 5
    }
    // What was cut may have been padding: how much of it came is known from the frame's length.
    let end = min(payload.count, frame.length - padding)
    session.directions[side].block.removeAll(keepingCapacity: true)
    if start < end { session.directions[side].block.append(bytes: payload.extracting(start..<end)) }
    let isBroken = frame.kind == HTTP2Frame.Kind.pushPromise && promised == 0
    session.directions[side].blockStream = isBroken ? 0 : frame.stream
    session.directions[side].promisedStream = promised
    session.directions[side].endsStream =
      frame.kind == HTTP2Frame.Kind.headers && frame.flags & HTTP2Frame.Flag.endStream != 0
    session.directions[side].blockArrival = session.directions[side].frameArrival
  }

  /// Reads the header block at hand.
  mutating func readBlock(
    _ session: inout HTTP2Session, _ connection: inout Connection, _ side: Int, isWhole: Bool,
    _ arrival: Arrival, _ output: inout Output
  ) {
    let stream = session.directions[side].blockStream
    guard stream != 0 else { return }
    session.directions[side].blockStream = 0
    var block: [UInt8] = []
    swap(&block, &session.directions[side].block)
    defer { swap(&block, &session.directions[side].block) }
    let promised = session.directions[side].promisedStream
    session.directions[side].promisedStream = 0
    if promised != 0 { connection.client = 1 - side }
    if connection.client < 0 {
      let isRequest =
        HTTP2Block.isRequest(block.span)
        ?? (connection.key.port(side) > connection.key.port(1 - side))
      connection.client = isRequest ? side : 1 - side
    }
    session.directions[side].decoder.begin()
    if promised != 0 || connection.client == side {
      readRequest(
        &session, &connection, side, promised == 0 ? stream : promised, block.span,
        isWhole: isWhole, &output)
    } else {
      readResponse(
        &session, &connection, side, stream, block.span, isWhole: isWhole, arrival, &output)
    }
    if !isWhole { session.directions[side].decoder.table.forget() }
  }

  private mutating func reset(
    _ session: inout HTTP2Session, _ connection: inout Connection, _ stream: UInt32,
    _ arrival: Arrival, _ output: inout Output
  ) {
    guard let number = session.streams[stream] else { return }
    if requests.items[Int(number)].isTentative {
      return settle(&session, &connection, stream, &output)
    }
    requests.items[Int(number)].record.traits.insert(.responseMissing)
    answer(&session, &connection, stream, number, arrival, &output)
  }

  // RFC 9113, section 6.8: streams above the last one named were not and will not be answered.
  private mutating func goAway(
    _ session: inout HTTP2Session, _ connection: inout Connection, _ side: Int,
    _ payload: Span<UInt8>, _ arrival: Arrival, _ output: inout Output
  ) {
    guard payload.count >= 4, connection.client == 1 - side else { return }
    let last = payload.network32(0) & 0x7FFF_FFFF
    for stream in session.streams.keys.sorted() where stream > last && stream % 2 == 1 {
      reset(&session, &connection, stream, arrival, &output)
    }
  }
}
