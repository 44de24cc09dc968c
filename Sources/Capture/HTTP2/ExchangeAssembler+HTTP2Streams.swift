import Traffic

/// Requests and responses on HTTP/2 streams.
///
/// - SeeAlso: RFC 9113, section 8.
extension ExchangeAssembler {
  /// How many answered requests may wait for an earlier one, so that both come in order.
  private static let holdLimit = 64

  /// Takes up a request's header block, or the trailers behind its body.
  mutating func readRequest(
    _ session: inout HTTP2Session, _ connection: inout Connection, _ side: Int,
    _ stream: UInt32, _ block: Span<UInt8>, isWhole: Bool, _ output: inout Output
  ) {
    let number = requests.take()
    let begin = session.directions[side].blockArrival
    let kind = requests.items[Int(number)].read(
      block, &session.directions[side].decoder, isWhole: isWhole,
      serverPort: connection.key.port(1 - connection.client), arrival: begin)
    if kind == .broken {
      output.refuse(.messageMalformed, at: begin.ordinal)
      session.directions[side].decoder.table.forget()
    }
    let isTrailer = kind == .trailers || session.streams[stream] != nil
    guard kind != .broken, !isTrailer else { return requests.release(number) }
    session.highestStream = max(session.highestStream, stream)
    if session.streams.count >= ExchangeAssembler.pendingLimit {
      abandonOldest(&session, &connection, &output)
    }
    requests.items[Int(number)].stream = stream
    session.streams[stream] = number
    usedBytes += requests.items[Int(number)].charge
    enqueue(&connection, number)
  }

  /// Takes up a response's header block: an interim one, the final one, or trailers.
  mutating func readResponse(
    _ session: inout HTTP2Session, _ connection: inout Connection, _ side: Int,
    _ stream: UInt32, _ block: Span<UInt8>, isWhole: Bool, _ arrival: Arrival,
    _ output: inout Output
  ) {
    guard let number = session.streams[stream] else {
      return passUnmatched(&session, side, block, isWhole: isWhole, arrival, &output)
    }
    let request = Int(number)
    let before = requests.items[request].charge
    let kind = requests.items[request].readResponse(
      block, &session.directions[side].decoder, isWhole: isWhole)
    usedBytes += requests.items[request].charge - before
    switch kind {
    case .broken:
      output.refuse(.messageMalformed, at: arrival.ordinal)
      session.directions[side].decoder.table.forget()
    case .interim: return
    case .trailers:
      if requests.items[request].isTentative { settle(&session, &connection, stream, &output) }
    case .message:
      setTentative(&session, number, false)
      answer(&session, &connection, stream, number, arrival, &output)
    case .doubtful:
      // Its status is not known: a further block may show that this one was interim.
      if session.directions[side].endsStream {
        return answer(&session, &connection, stream, number, arrival, &output)
      }
      requests.items[request].note(end: arrival)
      setTentative(&session, number, true)
    }
  }

  /// Takes a response whose status was not seen for the final one, since its body begins.
  mutating func settle(
    _ session: inout HTTP2Session, _ connection: inout Connection, _ stream: UInt32,
    _ output: inout Output
  ) {
    guard let number = session.streams[stream], requests.items[Int(number)].isTentative else {
      return
    }
    setTentative(&session, number, false)
    finishAnswer(&session, &connection, stream, number, &output)
  }

  private mutating func setTentative(
    _ session: inout HTTP2Session, _ number: Int32, _ isTentative: Bool
  ) {
    guard requests.items[Int(number)].isTentative != isTentative else { return }
    requests.items[Int(number)].isTentative = isTentative
    session.tentativeCount += isTentative ? 1 : -1
  }

  /// Makes an exchange of an answered request, once those before it are answered too.
  mutating func answer(
    _ session: inout HTTP2Session, _ connection: inout Connection, _ stream: UInt32,
    _ number: Int32, _ arrival: Arrival, _ output: inout Output
  ) {
    requests.items[Int(number)].note(end: arrival)
    finishAnswer(&session, &connection, stream, number, &output)
  }

  private mutating func finishAnswer(
    _ session: inout HTTP2Session, _ connection: inout Connection, _ stream: UInt32,
    _ number: Int32, _ output: inout Output
  ) {
    session.streams.removeValue(forKey: stream)
    requests.items[Int(number)].isAnswered = true
    if requests.items[Int(number)].isLate {
      emitRead(&connection, number, &output)
      return free(number)
    }
    session.heldCount += 1
    while connection.firstPending >= 0 {
      let first = connection.firstPending
      if requests.items[Int(first)].isAnswered {
        emitRead(&connection, first, &output)
        release(&connection, first)
        session.heldCount -= 1
      } else if session.heldCount > ExchangeAssembler.holdLimit {
        // One that takes long, such as an event stream, does not keep the others.
        unlinkFirst(&connection)
        requests.items[Int(first)].isLate = true
      } else {
        return
      }
    }
  }

  private mutating func abandonOldest(
    _ session: inout HTTP2Session, _ connection: inout Connection, _ output: inout Output
  ) {
    guard let stream = session.streams.keys.min(), let number = session.streams[stream] else {
      return
    }
    setTentative(&session, number, false)
    requests.items[Int(number)].record.traits.insert(.responseMissing)
    requests.items[Int(number)].endOrdinal = output.current
    finishAnswer(&session, &connection, stream, number, &output)
  }

  private mutating func passUnmatched(
    _ session: inout HTTP2Session, _ side: Int, _ block: Span<UInt8>, isWhole: Bool,
    _ arrival: Arrival, _ output: inout Output
  ) {
    // The block may change the table, and may be the trailers of a response seen before.
    let number = requests.take()
    requests.items[Int(number)].reset()
    let kind = requests.items[Int(number)].readResponse(
      block, &session.directions[side].decoder, isWhole: isWhole)
    requests.release(number)
    if kind == .broken {
      output.refuse(.messageMalformed, at: arrival.ordinal)
      session.directions[side].decoder.table.forget()
    } else if kind == .message {
      output.refuse(.responseUnmatched, at: arrival.ordinal)
    }
  }
}
