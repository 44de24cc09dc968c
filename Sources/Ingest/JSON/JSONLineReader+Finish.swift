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
      draft.record.observable.formUnion(FieldSet(.method, .target, .protocol))
    }
    if !draft.path.isEmpty, !draft.record.present.contains(.target) { joinPath() }
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
    // Caddy logs no request that it could not read, so this speaks of the others.
    if !mapping.needsRequest { RejectedRequest.forgetHeaders(&draft.record) }
    // A request that the server could not read has a status alone, and is an exchange yet.
    guard
      draft.record.traits.contains(.responseMissing)
        || !draft.record.present.isDisjoint(with: FieldSet(.status, .method, .target))
    else { return .refused(draft.fault ?? .missingField, at: scanner.cursor) }
    return .record
  }

  /// Makes unobservable what the server did not come to read.
  private mutating func forgetUnread() {
    if draft.hasBrokenTarget {
      draft.record.forget(.target)
      draft.record.forget(.protocol)
    }
    let parts = FieldSet(.method, .target, .protocol)
    switch draft.record.status {
    case 400, 408, 414, 431, 494...497, 505:
      draft.record.observable.subtract(parts.subtracting(draft.record.present))
    default:
      // A request line without a version is HTTP/0.9, which has no headers to read.
      if !draft.requestLine.isEmpty, draft.record.present.contains(.target),
        !draft.record.present.contains(.protocol)
      {
        draft.record.observable.subtract(
          HeaderSlots.requestFields.subtracting(draft.record.present))
      }
    }
  }

  /// A log's time is that of the end: the beginning lies the duration before it.
  private mutating func settleTimes() {
    guard let end = draft.end else { return }
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
      RequestLine.fill(&draft.record, from: place, in: scanner.bytes)
      return
    }
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
  func byte(at offset: Int) -> UInt8 {
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
