import Traffic

/// Putting each direction's segments in order.
///
/// - SeeAlso: RFC 9293, section 3.4, on sequence numbers that wrap.
extension ExchangeAssembler {
  /// Notes a SYN; one that opens a further connection between the same ends finishes the old one.
  mutating func open(
    _ connection: inout Connection, _ side: Int, _ segment: TCPSegment, _ arrival: Arrival,
    _ output: inout Output
  ) {
    let end = connection.ends[side]
    let isAnswer = segment.hasAcknowledgement
    if end.hasSYN, end.initial == segment.sequence { return }
    if end.isStarted || connection.isClosed || connection.isOpaque {
      let ahead = Int32(bitPattern: end.next &- segment.sequence &- 1)
      // The SYN may have been recorded behind the data that follows it.
      let isLate = !end.hasSYN && ahead >= 0 && ahead < 1 << 20 && !connection.isClosed
      if !isLate {
        if isAnswer { return }
        if !connection.isClosed { finish(&connection, &output) }
        connection = Connection(
          key: connection.key, ordinal: arrival.ordinal, isWhole: true, time: connection.lastSeen)
      }
    }
    if !connection.ends[side].isStarted {
      connection.ends[side].isStarted = true
      connection.ends[side].next = segment.sequence &+ 1
    }
    if isAnswer, !connection.ends[1 - side].isStarted {
      // The answer says where the other direction begins, though its own SYN is recorded later.
      connection.ends[1 - side].isStarted = true
      connection.ends[1 - side].next = segment.acknowledgement
    }
    if !connection.isHTTP { connection.isOutOfStep = false }
    connection.ends[side].hasSYN = true
    connection.ends[side].initial = segment.sequence
    connection.client = isAnswer ? 1 - side : side
  }

  /// Hands a segment of data on whose turn it is beyond doubt, as most are.
  ///
  /// - Returns: Whether it is that; otherwise nothing has been done.
  mutating func takeNext(
    _ connection: inout Connection, _ side: Int, _ segment: TCPSegment, _ payload: Span<UInt8>,
    _ arrival: Arrival, _ isIntact: Bool?, _ output: inout Output
  ) -> Bool {
    guard connection.isNext(side, segment) else { return false }
    if isIntact == true { connection.ends[side].hasGoodChecksum = true }
    connection.note(segment, from: side)
    if connection.payloadOrdinal < 0 { connection.payloadOrdinal = arrival.ordinal }
    var place = arrival
    place.sequence = segment.sequence
    place.acknowledgement = segment.acknowledgement
    place.end = segment.sequence &+ UInt32(truncatingIfNeeded: segment.length)
    connection.ends[side].next = place.end
    feedNext(&connection, side, payload, place, &output)
    return true
  }

  /// Hands a segment on, or holds it back until it is its turn.
  mutating func take(
    _ connection: inout Connection, _ side: Int, _ segment: TCPSegment, _ payload: Span<UInt8>,
    _ arrival: Arrival, _ isIntact: Bool?, _ output: inout Output
  ) {
    if isIntact == true { connection.ends[side].hasGoodChecksum = true }
    var place = arrival
    place.sequence = segment.isSYN ? segment.sequence &+ 1 : segment.sequence
    place.end = place.sequence &+ UInt32(truncatingIfNeeded: segment.length)
    // A network adapter may set the checksum after the capture, so a wrong one alone says little.
    place.isSuspect = isIntact == false && connection.ends[side].hasGoodChecksum
    place.acknowledgement =
      segment.hasAcknowledgement ? segment.acknowledgement : connection.ends[1 - side].next
    if segment.hasAcknowledgement { connection.note(segment, from: side) }
    let ending: HeldSegment.Ending =
      segment.isReset ? .reset : segment.isFinal ? .final : .none
    var hasProgress = false
    if segment.length > 0 || ending != .none {
      if segment.length > 0, connection.payloadOrdinal < 0 {
        connection.payloadOrdinal = arrival.ordinal
      }
      if ending == .reset, !connection.ends[side].isStarted {
        connection.wasReset = true
        return finish(&connection, &output)
      }
      if connection.isNext(side, place) {
        let next = connection.ends[side].next
        deliver(&connection, side, payload, segment.length, ending, place, &output)
        hasProgress = connection.ends[side].next != next
      } else {
        hold(&connection, side, payload, segment.length, ending, place)
      }
    }
    guard connection.ends[0].held >= 0 || connection.ends[1].held >= 0 else { return }
    settle(&connection, hasProgress, &output)
  }

  /// Hands on what has become due, and gives up what is not to come any more.
  private mutating func settle(
    _ connection: inout Connection, _ hasProgress: Bool, _ output: inout Output
  ) {
    if drain(&connection, &output) || hasProgress { connection.stall = 0 }
    connection.stall += 1
    while mustGiveUp(connection), giveUp(&connection, &output) {
      _ = drain(&connection, &output)
      connection.stall = 0
    }
  }

  private func mustGiveUp(_ connection: Connection) -> Bool {
    var patience = ExchangeAssembler.longPatience
    for side in 0...1 {
      let end = connection.ends[side]
      if end.heldBytes > options.directionBudget || end.heldCount > ExchangeAssembler.heldLimit {
        return true
      }
      if !end.isStarted, end.held >= 0 { patience = min(patience, ExchangeAssembler.startPatience) }
      let hasAcknowledgedHole =
        end.hasAcknowledged && Int32(bitPattern: end.acknowledged &- end.next) > 0
      if end.isStarted, hasAcknowledgedHole || !connection.ends[1 - side].isStarted {
        patience = min(patience, ExchangeAssembler.patience)
      }
    }
    return connection.stall >= patience
  }

  /// Hands on the held segments whose turn has come.
  ///
  /// - Returns: Whether there were any.
  mutating func drain(_ connection: inout Connection, _ output: inout Output) -> Bool {
    var hasProgress = false
    while let side = nextSide(&connection) {
      let number = connection.ends[side].held
      var segment = HeldSegment()
      swap(&segment, &segments.items[Int(number)])
      unlink(&connection, side, segment, number)
      deliver(
        &connection, side, segment.bytes.span, segment.length, segment.ending, segment.arrival,
        &output)
      swap(&segment, &segments.items[Int(number)])
      segments.release(number)
      hasProgress = true
    }
    return hasProgress
  }

  private func nextSide(_ connection: inout Connection) -> Int? {
    var contiguous = [false, false] as InlineArray<2, Bool>
    for side in 0...1 where connection.ends[side].held >= 0 && connection.ends[side].isStarted {
      let place = segments.items[Int(connection.ends[side].held)].arrival
      if connection.isNext(side, place) { return side }
      contiguous[side] =
        connection.isTrusted(side, place)
        && Int32(bitPattern: place.sequence &- connection.ends[side].next) <= 0
    }
    // Each waits for the other when one was sent twice and only the later copy recorded.
    guard contiguous[0], contiguous[1] else { return nil }
    let first = segments.items[Int(connection.ends[0].held)].arrival.ordinal
    return first < segments.items[Int(connection.ends[1].held)].arrival.ordinal ? 0 : 1
  }

  private mutating func unlink(
    _ connection: inout Connection, _ side: Int, _ segment: HeldSegment, _ number: Int32
  ) {
    let size = segment.bytes.count + SegmentPool.overhead
    connection.ends[side].held = segment.next
    if segment.next < 0 { connection.ends[side].heldTail = -1 }
    connection.ends[side].heldCount -= 1
    connection.ends[side].heldBytes -= size
    usedBytes -= size
  }

  /// Drops what is held back.
  mutating func dropHeld(_ connection: inout Connection) {
    for side in 0...1 {
      while connection.ends[side].held >= 0 {
        let number = connection.ends[side].held
        connection.ends[side].held = segments.items[Int(number)].next
        segments.release(number)
      }
      usedBytes -= connection.ends[side].heldBytes
      connection.ends[side].heldTail = -1
      connection.ends[side].heldCount = 0
      connection.ends[side].heldBytes = 0
    }
  }
}
