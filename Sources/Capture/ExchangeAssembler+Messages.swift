import Traffic

/// Reading a direction's bytes, in order, as HTTP/1 messages, until they turn out to be others.
///
/// - SeeAlso: RFC 9112.
extension ExchangeAssembler {
  /// The largest head, in bytes; servers take far less.
  static let headLimit = 256 << 10

  /// Reads the next bytes of a direction.
  mutating func feed(
    _ connection: inout Connection, _ side: Int, _ bytes: Span<UInt8>, _ arrival: Arrival,
    _ output: inout Output
  ) {
    if connection.tls >= 0 {
      feedTLS(&connection, side, bytes, arrival, &output)
    } else {
      feedPlain(&connection, side, bytes, arrival, &output)
    }
  }

  /// Reads the next bytes of a direction, of which it is most likely that a message begins here.
  @inline(__always)
  mutating func feedNext(
    _ connection: inout Connection, _ side: Int, _ bytes: Span<UInt8>, _ arrival: Arrival,
    _ output: inout Output
  ) {
    guard connection.tls < 0, connection.ends[side].parser.phase == .head,
      connection.ends[side].parser.carry < 0,
      readPlain(&connection, side, bytes, arrival, &output)
    else { return feed(&connection, side, bytes, arrival, &output) }
    let end = scan.end
    if end < bytes.count { feedPlain(&connection, side, bytes, from: end, arrival, &output) }
  }

  /// Reads the next bytes of a direction that are in clear, or were deciphered, from `start` on.
  mutating func feedPlain(
    _ connection: inout Connection, _ side: Int, _ bytes: Span<UInt8>, from start: Int = 0,
    _ arrival: Arrival, _ output: inout Output
  ) {
    var index = start
    // Where the place in a message is not known, a segment's begin is as good as a line's.
    if start == 0 { connection.ends[side].parser.isAtLineStart = true }
    while index < bytes.count {
      switch connection.ends[side].parser.phase {
      case .opaque: return
      case .http2:
        var place = arrival
        place.sequence = arrival.sequence &+ UInt32(truncatingIfNeeded: index)
        let rest = bytes.extracting(index..<bytes.count)
        return feedHTTP2(&connection, side, rest, place, &output)
      case .head:
        let rest = bytes.extracting(index..<bytes.count)
        var place = arrival
        place.sequence = arrival.sequence &+ UInt32(truncatingIfNeeded: index)
        index += readHead(&connection, side, rest, place, &output)
      case .lost:
        index += seek(&connection, side, bytes.extracting(index..<bytes.count))
      default:
        index = connection.ends[side].parser.skip(bytes, from: index)
        if case .lost = connection.ends[side].parser.phase {
          connection.ends[side].parser.isAtLineStart = false
          noteMalformed(&connection, side, arrival.ordinal, &output)
        }
      }
    }
  }

  /// Passes over bytes of a direction that were not captured.
  mutating func lose(
    _ connection: inout Connection, _ side: Int, _ count: Int, reason: LineError,
    _ output: inout Output
  ) {
    guard !connection.isOpaque else { return }
    if reason == .segmentLost { output.refuse(.segmentLost, at: output.current) }
    guard connection.tls >= 0 else {
      return passPlain(&connection, side, count, reason: reason, &output)
    }
    if reason == .packetCut { output.refuse(.packetCut, at: output.current) }
    loseTLS(&connection, side, count, &output)
  }

  /// Passes over bytes in clear, or what would have been deciphered.
  mutating func passPlain(
    _ connection: inout Connection, _ side: Int, _ count: Int, reason: LineError,
    _ output: inout Output
  ) {
    if connection.ends[side].parser.phase == .http2 {
      if reason == .packetCut { output.refuse(.packetCut, at: output.current) }
      return loseHTTP2(&connection, side, count, &output)
    }
    if connection.ends[side].parser.skipUnseen(count) { return }
    if reason == .packetCut { output.refuse(.packetCut, at: output.current) }
    cutHead(&connection, side, &output)
    connection.ends[side].parser.seeksSegments = false
    connection.ends[side].parser.phase = .lost
    connection.ends[side].parser.isAtLineStart = true
    losePairing(&connection, side)
  }

  /// Ends a direction's messages: a body up to the close ends here, a head that has begun is cut.
  mutating func endMessages(
    _ connection: inout Connection, _ side: Int, _ output: inout Output
  ) {
    guard !connection.isOpaque else { return }
    if connection.tls >= 0 { endTLS(&connection, side, &output) }
    if connection.ends[side].parser.phase == .http2 {
      return endHTTP2(&connection, side, &output)
    }
    cutHead(&connection, side, &output)
    if connection.ends[side].parser.phase == .untilClose {
      connection.ends[side].parser.phase = .head
    }
  }

  /// Reads (the beginning of) a head.
  ///
  /// - Returns: How many of `bytes` were used; the phase changes if it is 0.
  private mutating func readHead(
    _ connection: inout Connection, _ side: Int, _ bytes: Span<UInt8>, _ arrival: Arrival,
    _ output: inout Output
  ) -> Int {
    if connection.ends[side].parser.carry >= 0 {
      return continueHead(&connection, side, bytes, arrival, &output)
    }
    if readPlain(&connection, side, bytes, arrival, &output) { return scan.end }
    // RFC 9112, section 2.2: empty lines before a message are passed over.
    var start = 0
    while start < bytes.count, bytes[start] == 0x0D || bytes[start] == 0x0A { start += 1 }
    guard start < bytes.count else { return start }
    var place = arrival
    place.sequence = arrival.sequence &+ UInt32(truncatingIfNeeded: start)
    connection.ends[side].parser.headArrival = place
    connection.ends[side].parser.hasStartLine = false
    let head = bytes.extracting(start..<bytes.count)
    let detected = detect(&connection, side, head)
    if begin(detected, &connection, side, head, place, &output) { return bytes.count }
    guard detected == .more || checkStart(&connection, side, head) else {
      reject(&connection, side, head, arrival.ordinal, &output)
      return start
    }
    if connection.ends[side].parser.hasStartLine, let end = headEnd(&connection, side, head, 0) {
      let whole = head.extracting(0..<end)
      read(&connection, side, whole, .whole, place, arrival, &output)
      return start + end
    }
    let buffer = buffers.take()
    var bytes = buffers.lift(buffer)
    let length = min(head.count, ExchangeAssembler.headLimit)
    bytes.append(bytes: head.extracting(0..<length))
    buffers.put(bytes, at: buffer)
    usedBytes += length
    connection.ends[side].parser.carry = buffer
    connection.ends[side].parser.searched = max(0, length - 3)
    return start + length
  }

  /// Reads a head that is plain and whole, as nearly all are.
  ///
  /// - Returns: Whether it is.
  @inline(__always)
  private mutating func readPlain(
    _ connection: inout Connection, _ side: Int, _ bytes: Span<UInt8>, _ arrival: Arrival,
    _ output: inout Output
  ) -> Bool {
    let isPlain =
      connection.client == side
      ? scan.readRequest(bytes)
      : connection.client == 1 - side && scan.readResponse(bytes)
    guard isPlain else { return false }
    connection.ends[side].parser.isSearching = false
    connection.ends[side].parser.seeksSegments = false
    let head = bytes.extracting(0..<scan.end)
    read(&connection, side, head, .plain, arrival, arrival, &output)
    return true
  }

  private mutating func continueHead(
    _ connection: inout Connection, _ side: Int, _ bytes: Span<UInt8>, _ arrival: Arrival,
    _ output: inout Output
  ) -> Int {
    let buffer = connection.ends[side].parser.carry
    var head = buffers.lift(buffer)
    let before = head.count
    let length = min(bytes.count, ExchangeAssembler.headLimit - before)
    head.append(bytes: bytes.extracting(0..<length))
    usedBytes += length
    var isDone = true
    defer {
      buffers.put(head, at: buffer)
      if isDone { buffers.release(buffer) }
    }
    if !connection.ends[side].parser.hasStartLine {
      let detected = detect(&connection, side, head.span)
      let place = connection.ends[side].parser.headArrival
      if detected == .more, head.count < ExchangeAssembler.headLimit {
        isDone = false
        return length
      }
      if detected != .none, detected != .more {
        forget(&connection.ends[side].parser, head.count)
        // The buffer stays out of the pool until this call ends.
        _ = begin(detected, &connection, side, head.span, place, &output)
        return length
      }
    }
    if !connection.ends[side].parser.hasStartLine, !checkStart(&connection, side, head.span) {
      forget(&connection.ends[side].parser, head.count)
      reject(&connection, side, head.span, arrival.ordinal, &output)
      // What was kept came before; a message may begin here.
      connection.ends[side].parser.isAtLineStart = true
      return 0
    }
    if connection.ends[side].parser.hasStartLine,
      let end = headEnd(&connection, side, head.span, connection.ends[side].parser.searched)
    {
      forget(&connection.ends[side].parser, head.count)
      let whole = head.span.extracting(0..<end)
      read(
        &connection, side, whole, .whole, connection.ends[side].parser.headArrival, arrival,
        &output)
      return max(0, end - before)
    }
    guard head.count < ExchangeAssembler.headLimit else {
      forget(&connection.ends[side].parser, head.count)
      connection.isHTTP = true
      reject(&connection, side, head.span, arrival.ordinal, &output)
      read(
        &connection, side, head.span, .cut, connection.ends[side].parser.headArrival, arrival,
        &output)
      return length
    }
    connection.ends[side].parser.searched = max(0, head.count - 3)
    isDone = false
    return length
  }

  /// Where the head ends with which `bytes` begin, or `nil`; its end is looked for from `start` on.
  private func headEnd(
    _ connection: inout Connection, _ side: Int, _ bytes: Span<UInt8>, _ start: Int
  ) -> Int? {
    // RFC 9112, section 2.2.
    if let end = bytes.emptyLineEnd(from: start) { return end }
    guard connection.client == side, StartLine.isSimple(request: bytes) else { return nil }
    return bytes.lineFeed(from: 0).map { $0 + 1 }
  }

  /// Tells by a message's first bytes whether it is one, and thereby who is the client.
  ///
  /// While no message was seen, whoever asks is the client, though it be not who opened the
  /// connection.
  private func checkStart(
    _ connection: inout Connection, _ side: Int, _ head: Span<UInt8>
  ) -> Bool {
    let response = connection.client == side ? .invalid : StartLine.response(head)
    let isServer = connection.client == 1 - side && connection.isHTTP
    let request = isServer ? .invalid : StartLine.request(head)
    if response == .valid || request == .valid {
      connection.client = response == .valid ? 1 - side : side
      connection.ends[side].parser.hasStartLine = true
      connection.ends[side].parser.isSearching = false
      connection.ends[side].parser.seeksSegments = false
      return true
    }
    return response == .undecided || request == .undecided || TLSRecord.mayFollow(head)
  }

  /// Looks for the next start line.
  ///
  /// - Returns: How many bytes were passed over.
  private func seek(
    _ connection: inout Connection, _ side: Int, _ bytes: Span<UInt8>
  ) -> Int {
    var index = 0
    if connection.ends[side].parser.isAtLineStart, mayStart(&connection, side, bytes, 0) {
      connection.ends[side].parser.phase = .head
      connection.ends[side].parser.isSearching = true
      return 0
    }
    connection.ends[side].parser.isAtLineStart = false
    if connection.ends[side].parser.seeksSegments { return bytes.count }
    while let end = bytes.lineFeed(from: index) {
      index = end + 1
      guard index < bytes.count else {
        connection.ends[side].parser.isAtLineStart = true
        return index
      }
      if mayStart(&connection, side, bytes, index) {
        connection.ends[side].parser.phase = .head
        connection.ends[side].parser.isSearching = true
        return index
      }
    }
    return bytes.count
  }

  private func mayStart(
    _ connection: inout Connection, _ side: Int, _ bytes: Span<UInt8>, _ index: Int
  ) -> Bool {
    let rest = bytes.extracting(index..<bytes.count)
    if index == 0, detect(&connection, side, bytes) != .none { return true }
    if connection.client != side, StartLine.response(rest) != .invalid { return true }
    return connection.client != 1 - side && StartLine.request(rest, isSearch: true) != .invalid
  }

  private mutating func read(
    _ connection: inout Connection, _ side: Int, _ head: Span<UInt8>, _ form: HeadForm,
    _ begin: Arrival, _ arrival: Arrival, _ output: inout Output
  ) {
    connection.isHTTP = true
    if connection.client == side {
      readRequest(&connection, side, head, form, begin, arrival, &output)
    } else {
      readResponse(&connection, side, head, form, begin, arrival, &output)
    }
  }

  /// Uses what is there of a head whose rest will not come.
  private mutating func cutHead(
    _ connection: inout Connection, _ side: Int, _ output: inout Output
  ) {
    let buffer = connection.ends[side].parser.carry
    guard buffer >= 0, connection.ends[side].parser.phase == .head else { return }
    let head = buffers.lift(buffer)
    forget(&connection.ends[side].parser, head.count)
    if !connection.ends[side].parser.hasStartLine, connection.client != 1 - side,
      RequestLine.isCut(head.span)
    {
      // The rest of the request line would be its version.
      connection.client = side
      connection.ends[side].parser.hasStartLine = true
    }
    if connection.ends[side].parser.hasStartLine {
      var arrival = connection.ends[side].parser.headArrival
      arrival.ordinal = output.current
      read(
        &connection, side, head.span, .cut, connection.ends[side].parser.headArrival, arrival,
        &output)
    }
    buffers.put(head, at: buffer)
    buffers.release(buffer)
  }

  /// Gives a parser's buffer back.
  mutating func dropCarry(_ parser: inout MessageParser) {
    guard parser.carry >= 0 else { return }
    let buffer = parser.carry
    forget(&parser, buffers.count(buffer))
    buffers.release(buffer)
  }

  private mutating func forget(_ parser: inout MessageParser, _ count: Int) {
    usedBytes -= count
    parser.carry = -1
    parser.searched = 0
  }
}
