import Traffic

extension JSONLineReader {
  /// Puts together what several keys told.
  @_lifetime(self: copy self)
  mutating func finish() -> Outcome {
    if draft.isForeign || mapping.needsRequest && !draft.hasRequest {
      return .refused(.noExchange, at: scanner.cursor)
    }
    if !draft.requestLine.isEmpty {
      splitRequestLine()
      // What a garbled line does not show was not sent.
      draft.record.observable.insert(.method)
      draft.record.observable.insert(.target)
      draft.record.observable.insert(.protocol)
    }
    if !draft.path.isEmpty, !draft.record.present.contains(.target) { joinPath() }
    takeScheme()
    if let encrypted = draft.isEncrypted, !draft.record.present.contains(.scheme) {
      draft.record.set(.scheme, ByteRange(offset: base, length: encrypted ? 5 : 4))
    }
    settleTimes()
    if mapping.statusIsResponse, !draft.record.present.contains(.status) {
      draft.record.traits.insert(.responseMissing)
    }
    if draft.record.traits.contains(.responseMissing) {
      draft.record.observable.subtract(HeaderSlots.responseFields)
      draft.record.present.subtract(HeaderSlots.responseFields)
    }
    draft.record.observable.subtract(mapping.hidden)
    forgetUnread()
    shortenAddress()
    if mapping.decodesHash { decodeHash() }
    if isWide, mapping.mayWiden { narrowHeaders() }
    // A request that the server could not read has a status alone, and is an exchange yet.
    guard
      draft.record.traits.contains(.responseMissing)
        || draft.record.present.contains(.status) || draft.record.present.contains(.method)
        || draft.record.present.contains(.target)
    else { return .refused(draft.fault ?? .missingField, at: scanner.cursor) }
    return .record
  }

  /// Takes `http` or `https` for the scheme where it stands for the protocol, as routers and
  /// frameworks call it.
  private mutating func takeScheme() {
    let place = draft.record.places[Int(Field.protocol.rawValue)]
    guard place.length == 4 || place.length == 5, draft.record.present.contains(.protocol),
      isScheme(place)
    else { return }
    draft.record.forget(.protocol)
    if !draft.record.present.contains(.scheme) { draft.record.set(.scheme, place) }
  }

  private mutating func isScheme(_ place: ByteRange) -> Bool {
    let start = Int(place.offset)
    for (index, letter) in "https".utf8.prefix(Int(place.length)).enumerated()
    where byte(at: start + index) != letter {
      return false
    }
    return true
  }

  /// Makes unobservable what the server did not come to read, or says that it could not.
  private mutating func forgetUnread() {
    if draft.hasBrokenTarget {
      draft.record.forget(.target)
      draft.record.forget(.protocol)
    }
    // Caddy logs no request that it could not read.
    if !mapping.needsRequest { RejectedRequest.forgetUnread(&draft.record) }
    if mapping.hostIsAssumed, isWithoutHost() { draft.record.forget(.host) }
    if mapping.statusIsResponse, !draft.record.present.contains(.status) {
      // What was not answered may not have been sent to its end.
      draft.record.observable.subtract(
        HeaderSlots.requestFields.subtracting(draft.record.present))
    }
    if mapping.server == .squid {
      // What Squid takes for HTTP/0.9 is what it could not read the version of, and it answers one
      // that it does not speak under its own.
      if RejectedRequest.lacksHeaders(draft.record) {
        RejectedRequest.forgetHeaders(&draft.record)
      }
      if draft.record.status == 505 { draft.record.forget(.protocol) }
    }
    if isCutLine() {
      draft.record.forget(.protocol)
      draft.record.forget(.target)
    }
    if mapping.answersTellTime, !draft.record.present.contains(.status) {
      draft.record.forget(.start)
    }
    if draft.isUnread || isGarbled() { RejectedRequest.forgetAll(&draft.record) }
  }

  // Those below change nothing: of a property that is only read, all of the reader would be copied.

  /// Whether the request may have had no Host, in whose place servers put their own name.
  private mutating func isWithoutHost() -> Bool {
    guard draft.record.present.contains(.protocol) else {
      return draft.record.observable.contains(.protocol) || !draft.record.present.contains(.method)
    }
    let place = draft.record.places[Int(Field.protocol.rawValue)]
    return place.length == 8 && byte(at: Int(place.offset) + 5) < 0x32
      && byte(at: Int(place.offset) + 7) != 0x31
  }

  /// Whether a version without headers stands beside headers: HAProxy lost the line's end, and the
  /// version with it.
  private mutating func isCutLine() -> Bool {
    let place = draft.record.places[Int(Field.protocol.rawValue)]
    guard place.length == 8, draft.record.present.contains(.protocol) else { return false }
    return byte(at: Int(place.offset) + 5) == 0x30
      && !draft.record.present.isDisjoint(with: FieldSet(.origin, .userAgent, .requestMethod))
  }

  /// Whether what stands for the method cannot be one: bytes of another protocol, or HAProxy's
  /// `<BADREQ>`.
  private mutating func isGarbled() -> Bool {
    guard draft.record.present.contains(.method) else { return false }
    let place = draft.record.places[Int(Field.method.rawValue)]
    return (byte(at: Int(place.offset)) | 0x20) &- 97 >= 26
  }

  /// Takes HAProxy's escapes out of the target.
  @_lifetime(self: copy self)
  private mutating func decodeHash() {
    guard draft.record.present.contains(.target) else { return }
    let place = draft.record.places[Int(Field.target.rawValue)]
    let start = decoded.count
    var index = Int(place.offset)
    let end = index + Int(place.length)
    while index < end {
      var next = byte(at: index)
      if next == 0x23, index + 2 < end, let high = byte(at: index + 1).hexValue,
        let low = byte(at: index + 2).hexValue
      {
        next = high << 4 | low
        index += 2
      }
      decoded.append(next)
      index += 1
    }
    draft.record.set(.target, ByteRange(offset: base + start, length: decoded.count - start))
  }

  /// Writes an address of eight groups of four digits, as Suricata prints them, as others do.
  ///
  /// - SeeAlso: RFC 5952, section 4.
  @_lifetime(self: copy self)
  private mutating func shortenAddress() {
    let place = draft.record.places[Int(Field.client.rawValue)]
    guard place.length == 39, draft.record.present.contains(.client) else { return }
    let first = Int(place.offset)
    for group in 1..<8 where byte(at: first + group * 5 - 1) != 0x3A { return }
    var run = (start: 8, count: 1)
    var zeros = 0
    for group in 0..<8 {
      let isZero = (0..<4).allSatisfy { byte(at: first + group * 5 + $0) == 0x30 }
      zeros = isZero ? zeros + 1 : 0
      if zeros > run.count { run = (group + 1 - zeros, zeros) }
    }
    let start = decoded.count
    var group = 0
    while group < 8 {
      if group == run.start {
        decoded.append(0x3A)
        if group == 0 { decoded.append(0x3A) }
        group += run.count
        continue
      }
      var digit = 0
      while digit < 3, byte(at: first + group * 5 + digit) == 0x30 { digit += 1 }
      while digit < 4 {
        decoded.append(byte(at: first + group * 5 + digit))
        digit += 1
      }
      if group < 7 { decoded.append(0x3A) }
      group += 1
    }
    draft.record.set(.client, ByteRange(offset: base + start, length: decoded.count - start))
  }

  /// A log's time is that of the end: the beginning lies the duration before it.
  mutating func settleTimes() {
    guard let end = draft.end ?? draft.endOfParts else { return }
    if draft.record.present.contains(.start) {
      let (duration, over) = end.nanoseconds.subtractingReportingOverflow(
        draft.record.start.nanoseconds)
      // Only a trace's two times are of one clock and one exchange.
      if mapping.hasTypedValues, !over, duration >= 0, !draft.record.present.contains(.duration) {
        draft.record.setDuration(duration)
      }
      return
    }
    guard draft.record.present.contains(.duration) else {
      draft.record.setStart(end)
      draft.record.traits.insert(.startIsEnd)
      return
    }
    let (start, over) = end.nanoseconds.subtractingReportingOverflow(draft.record.duration)
    draft.record.setStart(Timestamp(nanoseconds: over ? end.nanoseconds : start))
  }

  /// Takes method, target and protocol from the request line where no key of their own gave them.
  @_lifetime(self: copy self)
  private mutating func splitRequestLine() {
    let place = draft.requestLine
    guard Int(place.offset) >= base else {
      // A version in the line is the client's; one beside it may be what the server answered with.
      draft.record.present.remove(.protocol)
      RequestLine.fill(&draft.record, from: place, in: scanner.bytes)
      return
    }
    draft.record.present.remove(.protocol)
    var parts = Record()
    let local = ByteRange(offset: Int(place.offset) - base, length: Int(place.length))
    RequestLine.fill(&parts, from: local, in: decoded.span)
    fill(from: parts, shift: base)
  }

  private mutating func fill(from parts: Record, shift: Int) {
    for field in [Field.method, .target, .protocol, .scheme, .host]
    where parts.present.contains(field) && !draft.record.present.contains(field) {
      let place = parts.places[Int(field.rawValue)]
      draft.record.set(
        field, ByteRange(offset: Int(place.offset) + shift, length: Int(place.length)))
    }
    if parts.present.contains(.port), !draft.record.observable.contains(.port) {
      draft.record.setPort(Int(parts.port))
    }
  }

  /// The byte at an offset of what will be the batch's bytes.
  mutating func byte(at offset: Int) -> UInt8 {
    if offset < base { return scanner.bytes[offset] }
    return offset - base < decoded.count ? decoded[offset - base] : 0
  }

  /// Makes a target of a path and a query that were logged apart.
  private mutating func joinPath() {
    var hasQuery = false
    for index in draft.path.range where byte(at: index) == 0x3F { hasQuery = true }
    guard draft.isBarePath || !draft.query.isEmpty && !hasQuery else {
      draft.record.set(.target, draft.path)
      return
    }
    let start = decoded.count
    if draft.isBarePath { decoded.append(0x2F) }
    for index in draft.path.range { decoded.append(byte(at: index)) }
    if !draft.query.isEmpty, !hasQuery {
      if byte(at: Int(draft.query.offset)) != 0x3F { decoded.append(0x3F) }
      for index in draft.query.range { decoded.append(byte(at: index)) }
    }
    draft.record.set(.target, ByteRange(offset: base + start, length: decoded.count - start))
  }
}
