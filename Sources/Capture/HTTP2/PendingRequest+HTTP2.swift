import Traffic

/// Requests and responses as HTTP/2 header blocks have them.
extension PendingRequest {
  /// What a header block turned out to be.
  enum BlockKind: BitwiseCopyable {
    /// A request or a final response.
    case message
    /// A response with a status below 200.
    case interim
    /// A response whose status is not known.
    case doubtful
    /// Fields behind a body.
    case trailers
    /// Not to be decoded.
    case broken
  }

  /// Reads a request.
  ///
  /// - Parameters:
  ///   - block: Its header block, or as far as it was captured.
  ///   - decoder: The state of its direction.
  ///   - isWhole: Whether the block is whole.
  ///   - serverPort: The port that the connection goes to.
  ///   - arrival: When its first frame began.
  /// - Returns: What it is.
  mutating func read(
    _ block: Span<UInt8>, _ decoder: inout HPACKDecoder, isWhole: Bool, serverPort: Int,
    arrival: Arrival
  ) -> BlockKind {
    reset()
    acknowledgement = arrival.acknowledgement
    beginOrdinal = arrival.ordinal
    var facts = MessageHead()
    var cursor = 0
    var isKnown = isWhole
    var hasPseudo = false
    var hasUnknown = false
    var authority: ByteRange?
    loop: while true {
      switch decoder.next(block, &cursor) {
      case .end: break loop
      case .failure:
        guard isWhole else { break loop }
        return .broken
      case .unknown:
        isKnown = false
        hasUnknown = true
      case .field:
        let name = decoder.scratch.span.extracting(decoder.name)
        let value = decoder.scratch.span.extracting(decoder.value)
        guard !name.isEmpty, name[0] == 0x3A else {
          facts.note(HeaderName(request: name), value, &record, &bytes, 0)
          continue
        }
        hasPseudo = true
        if let place = readPseudo(name, value) { authority = place }
      }
    }
    guard hasPseudo || hasUnknown || !isWhole else { return .trailers }
    guard hasPseudo || hasUnknown else { return .trailers }
    record.set(.protocol, append("HTTP/2.0"))
    if isKnown { record.observable.formUnion(PendingRequest.fields) } else { forgetAbsent() }
    readHost(authority, serverPort: serverPort, isWhole: isKnown)
    if arrival.hasTime { record.setStart(Timestamp(nanoseconds: arrival.time)) }
    return .message
  }

  /// Reads a response into the record of the request that it answers.
  ///
  /// - Parameters:
  ///   - block: Its header block, or as far as it was captured.
  ///   - decoder: The state of its direction.
  ///   - isWhole: Whether the block is whole.
  /// - Returns: What it is; only a final or doubtful response changes the record.
  mutating func readResponse(
    _ block: Span<UInt8>, _ decoder: inout HPACKDecoder, isWhole: Bool
  ) -> BlockKind {
    var facts = MessageHead()
    var cursor = 0
    var isKnown = isWhole
    var status = 0
    var hasPlain = false
    // An earlier response of this stream was interim after all.
    if isTentative { forgetResponse() }
    let base = bytes.count
    loop: while true {
      switch decoder.next(block, &cursor) {
      case .end: break loop
      case .failure:
        guard isWhole else { break loop }
        return .broken
      case .unknown: isKnown = false
      case .field:
        let name = decoder.scratch.span.extracting(decoder.name)
        let value = decoder.scratch.span.extracting(decoder.value)
        if name.equals(":status") {
          status = value.count == 3 ? value.decimal ?? 0 : 0
        } else if status >= 200 || status == 0 {
          hasPlain = true
          facts.note(HeaderName(response: name), value, &record, &bytes, base)
        }
      }
    }
    if status > 0, status < 200 { return .interim }
    if status == 0 {
      guard !isKnown else {
        if hasPlain { forgetResponse() }
        return .trailers
      }
    } else {
      record.setStatus(status)
    }
    if isKnown {
      record.observable.formUnion(ExchangeAssembler.responseFields)
    } else {
      record.traits.insert(.cut)
    }
    return status == 0 ? .doubtful : .message
  }

  /// Notes where and when the response's head ended.
  mutating func note(end arrival: Arrival) {
    endOrdinal = arrival.ordinal
    guard record.present.contains(.start), arrival.hasTime else { return }
    let (time, overflow) = arrival.time.subtractingReportingOverflow(record.start.nanoseconds)
    record.setDuration(overflow ? 0 : max(0, time))
  }

  private mutating func forgetResponse() {
    record.observable.subtract(ExchangeAssembler.responseFields)
    record.present.subtract(ExchangeAssembler.responseFields)
    record.repeated.subtract(ExchangeAssembler.responseFields)
  }

  /// Reads a field whose name begins with a colon, and returns the authority's place if it is that.
  ///
  /// - SeeAlso: RFC 9113, section 8.3.1.
  private mutating func readPseudo(_ name: Span<UInt8>, _ value: Span<UInt8>) -> ByteRange? {
    if name.equals(":method") {
      isHead = value.equals("HEAD")
      isConnect = value.equals("CONNECT")
      record.set(.method, append(value))
    } else if name.equals(":path") {
      record.set(.target, append(value))
    } else if name.equals(":scheme") {
      record.set(.scheme, append(value))
    } else if name.equals(":authority") {
      let place = append(value.extracting(FieldWriter.userinfo(value)..<value.count))
      if isConnect, !record.present.contains(.target) { record.set(.target, place) }
      return place
    } else if name.equals(":protocol"), value.equals("websocket") {
      record.traits.insert(.webSocket)
    }
    return nil
  }
}
