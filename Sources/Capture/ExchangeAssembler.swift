import Traffic

/// Follows every TCP connection of a capture and makes exchanges of what they carry.
///
/// Segments come in as captured; each direction is put in order, deciphered where keys are known,
/// read as HTTP/1 or HTTP/2, and a response is joined to its request. Both directions advance
/// together: a segment waits until what its sender had received when sending it has been handed on
/// as well, so a response never precedes its request, however the packets were recorded.
struct ExchangeAssembler {
  /// How many of a connection's packets may pass before a hole counts as lost by the capture.
  ///
  /// That is for a hole that the peer has acknowledged: its data may be recorded after that.
  static let patience = 64
  /// The same for a hole that was not acknowledged, and may be sent again.
  static let longPatience = 1024
  /// How many of a connection's packets are awaited to find the first byte of one that began
  /// before the capture.
  static let startPatience = 8
  /// How many segments one direction may hold back.
  static let heldLimit: Int32 = 1024
  /// How often silent connections are looked for, in nanoseconds.
  private static let idleStep: Int64 = 1_000_000_000
  /// How many requests of a connection may wait for a response.
  static let pendingLimit = 1024
  /// How many connections that have ended are remembered, so that late copies are known as such.
  static let closedLimit = 16_384

  let options: CaptureOptions
  var table = ConnectionTable()
  var segments = SegmentPool()
  var buffers = BufferPool()
  var requests = RequestPool()
  var tlsSessions = SessionPool<TLSSession>()
  var http2Sessions = SessionPool<HTTP2Session>()
  /// The head at hand, if it is plain.
  var scan = HeadScan()
  /// The secrets of TLS connections.
  var keyLog: KeyLog
  /// The connections whose exchanges cannot be seen.
  var hidden = HiddenConnections()
  /// The bytes that all connections hold together.
  var usedBytes = 0
  /// The latest time seen, in nanoseconds; times may go backwards.
  var clock = Int64.min

  /// When to look for silent connections again.
  private var idleCheck = Int64.min

  /// Makes an assembler that knows of no connection.
  init(options: CaptureOptions) {
    self.options = options
    keyLog = options.keyLog
  }

  /// Takes up a segment.
  ///
  /// - Parameters:
  ///   - segment: Its header.
  ///   - side: The end that sent it.
  ///   - key: Its connection.
  ///   - payload: What was captured of its payload.
  ///   - arrival: When it was captured.
  ///   - isIntact: Whether its checksum is right; `nil` where that cannot be told.
  ///   - output: Where exchanges go.
  mutating func receive(
    _ segment: TCPSegment, from side: Int, of key: FlowKey, _ payload: Span<UInt8>,
    arrival: Arrival, isIntact: Bool?, output: inout Output
  ) {
    advance(to: arrival)
    receive(
      segment, from: side, at: table.find(key), of: key, payload, arrival, isIntact, &output)
    forgetIdle(&output)
  }

  /// Takes up the segment of a plain packet.
  @inline(__always)
  mutating func receive(
    _ plain: PlainPacket, _ packet: Span<UInt8>, _ arrival: Arrival, _ output: inout Output
  ) {
    advance(to: arrival)
    let slot = table.find(plain.key)
    let isDone =
      plain.segment.isBare && slot >= 0
      && table.acknowledge(
        slot, plain.segment, from: plain.side, at: arrival.hasTime ? clock : nil)
    if !isDone { receive(plain, packet, at: slot, arrival, &output) }
    forgetIdle(&output)
  }

  /// Takes up the segment of a plain packet that may do more than acknowledge.
  private mutating func receive(
    _ plain: PlainPacket, _ packet: Span<UInt8>, at slot: Int, _ arrival: Arrival,
    _ output: inout Output
  ) {
    let isIntact =
      plain.segment.isBare
      ? nil : Checksum.isIntact(packet.extracting(plain.start..<plain.end), plain.key)
    let payload = packet.extracting(plain.segment.payload..<plain.end)
    if slot >= 0, isIntact != false, plain.segment.isOrdinary {
      var connections: [Connection] = []
      swap(&connections, &table.connections)
      let isTaken = takeNext(
        &connections[slot], plain.side, plain.segment, payload, arrival, isIntact, &output)
      let isClosed = connections[slot].isClosed
      swap(&connections, &table.connections)
      if isTaken {
        table.touch(slot, isClosed: isClosed, at: arrival.hasTime ? clock : nil)
        if usedBytes > options.totalBudget { shrink(&output) }
        return
      }
    }
    receive(
      plain.segment, from: plain.side, at: slot, of: plain.key, payload, arrival, isIntact, &output)
  }

  @inline(__always)
  private mutating func advance(to arrival: Arrival) {
    if arrival.hasTime, arrival.time > clock { clock = arrival.time }
  }

  private mutating func receive(
    _ segment: TCPSegment, from side: Int, at place: Int, of key: FlowKey,
    _ payload: Span<UInt8>, _ arrival: Arrival, _ isIntact: Bool?, _ output: inout Output
  ) {
    let time = arrival.hasTime ? clock : nil
    var slot = place
    if slot < 0 {
      guard !segment.isReset, segment.isSYN || segment.length > 0 else { return }
      makeRoom(&output)
      slot = table.insert(
        Connection(key: key, ordinal: arrival.ordinal, isWhole: segment.isSYN, time: clock))
    } else if table.connections[slot].isOpaque, !segment.isSYN {
      return passOpaque(slot, side, segment, time)
    }
    if segment.isBare, table.acknowledge(slot, segment, from: side, at: time) { return }
    // Each is changed where it stands: they are too large to be copied for every packet.
    var connections: [Connection] = []
    swap(&connections, &table.connections)
    let isDone = receive(
      &connections[slot], side, segment, payload, arrival, isIntact, &output)
    let isClosed = connections[slot].isClosed
    swap(&connections, &table.connections)
    guard isDone else { return passOpaque(slot, side, segment, time) }
    table.touch(slot, isClosed: isClosed, at: time)
    if usedBytes > options.totalBudget { shrink(&output) }
  }

  /// Takes up a segment of a known connection.
  ///
  /// - Returns: `false` if it belongs to one that is not read.
  private mutating func receive(
    _ connection: inout Connection, _ side: Int, _ segment: TCPSegment, _ payload: Span<UInt8>,
    _ arrival: Arrival, _ isIntact: Bool?, _ output: inout Output
  ) -> Bool {
    if segment.isSYN { open(&connection, side, segment, arrival, &output) }
    // It opened no further connection: what it carries belongs to the one that is not read.
    if connection.isOpaque { return false }
    if connection.isClosed, goesOn(connection, side, segment) { connection.isClosed = false }
    if !connection.isClosed {
      take(&connection, side, segment, payload, arrival, isIntact, &output)
    }
    return true
  }

  /// Whether a connection goes on although it was reset: whoever should have taken the reset did
  /// not.
  private func goesOn(_ connection: Connection, _ side: Int, _ segment: TCPSegment) -> Bool {
    connection.wasReset && !connection.isOpaque && segment.length > 0
      && !connection.ends[side].isFinished && !connection.hadState
      && connection.ends[side].isStarted && connection.ends[side].next == segment.sequence
      && connection.ends[side].parser.phase == .head
  }

  /// Ends every connection, in the order in which they began, as far as `output` has room.
  ///
  /// - Returns: Whether all have been ended.
  mutating func finishAll(_ output: inout Output, isFull: (Batch) -> Bool) -> Bool {
    for slot in table.slotsInOrder() {
      if isFull(output.batch) { return false }
      remove(slot, &output)
    }
    return true
  }

  /// Forgets connections that have been silent for long.
  @inline(__always)
  mutating func forgetIdle(_ output: inout Output) {
    if clock >= idleCheck { forgetSilent(&output) }
  }

  private mutating func forgetSilent(_ output: inout Output) {
    idleCheck = clock.addingReportingOverflow(ExchangeAssembler.idleStep).partialValue
    while table.oldestOpen >= 0, isIdle(table.oldestOpen) { remove(table.oldestOpen, &output) }
    while table.oldestClosed >= 0, isIdle(table.oldestClosed) {
      remove(table.oldestClosed, &output)
    }
  }

  private func isIdle(_ slot: Int) -> Bool {
    let (silence, overflow) = clock.subtractingReportingOverflow(
      table.connections[slot].lastSeen)
    return overflow || silence > options.idleLimit
  }

  private mutating func remove(_ slot: Int, _ output: inout Output) {
    var connection = table.connections[slot]
    if !connection.isClosed { finish(&connection, &output) }
    table.remove(slot)
  }

  private mutating func makeRoom(_ output: inout Output) {
    if table.oldestClosed >= 0 {
      if table.count >= options.connectionLimit || closedCountIsHigh {
        return remove(table.oldestClosed, &output)
      }
    }
    guard table.count >= options.connectionLimit, table.oldestOpen >= 0 else { return }
    evict(table.oldestOpen, &output)
  }

  private var closedCountIsHigh: Bool { table.closedCount >= ExchangeAssembler.closedLimit }

  private mutating func evict(_ slot: Int, _ output: inout Output) {
    if table.connections[slot].holdsState { output.refuse(.evicted, at: output.current) }
    remove(slot, &output)
  }

  private mutating func shrink(_ output: inout Output) {
    while usedBytes > options.totalBudget, table.oldestOpen >= 0 {
      evict(table.oldestOpen, &output)
    }
  }

  private mutating func passOpaque(
    _ slot: Int, _ side: Int, _ segment: TCPSegment, _ time: Int64?
  ) {
    if segment.isFinal { table.connections[slot].ends[side].isFinished = true }
    let isOver =
      segment.isReset
      || table.connections[slot].ends[0].isFinished && table.connections[slot].ends[1].isFinished
    if isOver { table.connections[slot].isClosed = true }
    table.touch(slot, isClosed: table.connections[slot].isClosed, at: time)
  }
}
