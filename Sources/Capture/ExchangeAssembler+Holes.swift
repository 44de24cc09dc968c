import Traffic

/// What to do about segments that come early, and about those that never come.
extension ExchangeAssembler {
  /// Holds a segment back, in the order of sequence numbers; of two equal ones the first wins.
  mutating func hold(
    _ connection: inout Connection, _ side: Int, _ payload: Span<UInt8>, _ length: Int,
    _ ending: HeldSegment.Ending, _ place: Arrival
  ) {
    let end = place.sequence &+ UInt32(truncatingIfNeeded: length)
    if connection.ends[side].isStarted, ending == .none,
      Int32(bitPattern: end &- connection.ends[side].next) <= 0
    {
      return
    }
    var before: Int32 = -1
    let tail = connection.ends[side].heldTail
    if tail >= 0, isBehind(place, tail) {
      before = tail
    } else {
      var number = connection.ends[side].held
      while number >= 0, isBehind(place, number) {
        before = number
        number = segments.items[Int(number)].next
      }
    }
    let number = segments.keep(payload, length: length, ending: ending, arrival: place)
    if before >= 0 {
      segments.items[Int(number)].next = segments.items[Int(before)].next
      segments.items[Int(before)].next = number
    } else {
      segments.items[Int(number)].next = connection.ends[side].held
      connection.ends[side].held = number
    }
    if segments.items[Int(number)].next < 0 { connection.ends[side].heldTail = number }
    let size = payload.count + SegmentPool.overhead
    connection.ends[side].heldCount += 1
    connection.ends[side].heldBytes += size
    usedBytes += size
  }

  private func isBehind(_ place: Arrival, _ number: Int32) -> Bool {
    let other = segments.items[Int(number)].arrival
    let distance = Int32(bitPattern: place.sequence &- other.sequence)
    return distance > 0 || distance == 0 && (place.isSuspect || !other.isSuspect)
  }

  /// Gives up the hole that keeps the connection waiting, one at a time.
  ///
  /// - Returns: `false` if nothing is held back.
  mutating func giveUp(_ connection: inout Connection, _ output: inout Output) -> Bool {
    for side in 0...1 where !connection.ends[side].isStarted && connection.ends[side].held >= 0 {
      let place = segments.items[Int(connection.ends[side].held)].arrival
      connection.ends[side].isStarted = true
      connection.ends[side].next = place.sequence
      // Where it begins is a guess: messages before may be lost, and what is there answers others.
      connection.isOutOfStep = true
      connection.hasResponseSinceLoss = false
      return true
    }
    if trustFirst(connection) { return true }
    guard let (side, target) = hole(connection) else { return false }
    let length = Int(Int32(bitPattern: target &- connection.ends[side].next))
    guard length > 0 else { return false }
    connection.ends[side].next = target
    lose(&connection, side, length, reason: .segmentLost, &output)
    return true
  }

  /// Takes a segment with a wrong checksum after all, since no good copy came.
  private mutating func trustFirst(_ connection: Connection) -> Bool {
    for side in 0...1 where connection.ends[side].held >= 0 {
      let number = Int(connection.ends[side].held)
      let place = segments.items[number].arrival
      guard place.isSuspect,
        Int32(bitPattern: place.sequence &- connection.ends[side].next) <= 0
      else { continue }
      segments.items[number].arrival.isSuspect = false
      return true
    }
    return false
  }

  /// The hole to give up: the side and where its bytes go on.
  private func hole(_ connection: Connection) -> (side: Int, target: UInt32)? {
    var best: (side: Int, target: UInt32)?
    var bestOrdinal = Int.max
    for side in 0...1 where connection.ends[side].held >= 0 {
      let place = segments.items[Int(connection.ends[side].held)].arrival
      guard place.ordinal < bestOrdinal else { continue }
      if Int32(bitPattern: place.sequence &- connection.ends[side].next) > 0 {
        best = (side, place.sequence)
      } else {
        // It continues its own direction and waits for bytes of the other that nobody holds.
        best = (1 - side, place.acknowledgement)
        if connection.ends[1 - side].held >= 0 {
          let other = segments.items[Int(connection.ends[1 - side].held)].arrival.sequence
          if Int32(bitPattern: other &- place.acknowledgement) < 0 { best = (1 - side, other) }
        }
      }
      bestOrdinal = place.ordinal
    }
    return best
  }

  /// Hands bytes on: to the reader of messages, then what was not captured of them as lost.
  mutating func deliver(
    _ connection: inout Connection, _ side: Int, _ payload: Span<UInt8>, _ length: Int,
    _ ending: HeldSegment.Ending, _ place: Arrival, _ output: inout Output
  ) {
    let known = Int(connection.ends[side].next &- place.sequence)
    if length > known {
      connection.ends[side].next = place.sequence &+ UInt32(truncatingIfNeeded: length)
      if payload.count > known {
        var rest = place
        rest.sequence = place.sequence &+ UInt32(truncatingIfNeeded: known)
        feed(&connection, side, payload.extracting(known..<payload.count), rest, &output)
      }
      let unseen = length - max(known, payload.count)
      if unseen > 0 { lose(&connection, side, unseen, reason: .packetCut, &output) }
    }
    // An ending behind which bytes were handed on already is an old copy, or forged.
    guard length >= known else { return }
    if ending != .none, !connection.isClosed { noteHangup(connection, side) }
    switch ending {
    case .none: return
    case .reset:
      connection.wasReset = true
      finish(&connection, &output)
    case .final:
      guard !connection.ends[side].isFinished else { return }
      connection.ends[side].isFinished = true
      connection.ends[side].next &+= 1
      guard !connection.isClosed else { return }
      endMessages(&connection, side, &output)
      if connection.ends[1 - side].isFinished { finish(&connection, &output) }
    }
  }

  /// Ends a connection: gives up all holes, then what is unfinished.
  mutating func finish(_ connection: inout Connection, _ output: inout Output) {
    guard !connection.isClosed else { return }
    connection.isClosed = true
    _ = drain(&connection, &output)
    while giveUp(&connection, &output) { _ = drain(&connection, &output) }
    let first = connection.client == 1 ? 1 : 0
    endMessages(&connection, first, &output)
    endMessages(&connection, 1 - first, &output)
    abandonPending(&connection, &output)
    dropHTTP2(&connection, &output)
    reportUnread(&connection, &output)
    dropTLS(&connection)
    dropHeld(&connection)
    for side in 0...1 { dropCarry(&connection.ends[side].parser) }
  }
}
