import Traffic

/// Walks over JSON lines and makes a record of each.
///
/// Values stay where they are; those with escapes, and lists, are written behind the input's
/// bytes.
struct JSONLineReader: ~Escapable {
  private let mapping: JSONMapping
  private var scanner: JSONScanner
  /// What the line told.
  private(set) var draft = RecordDraft()
  /// What will stand behind the input's bytes.
  private(set) var decoded: [UInt8]
  /// The count of the input's bytes.
  private let base: Int

  /// Prepares to read lines of `bytes`; `decoded` is scratch memory.
  @_lifetime(copy bytes)
  init(_ bytes: Span<UInt8>, mapping: JSONMapping, decoded: consuming [UInt8]) {
    self.mapping = mapping
    scanner = JSONScanner(bytes, from: 0, to: 0)
    base = bytes.count
    self.decoded = decoded
    self.decoded.removeAll(keepingCapacity: true)
    // A scheme that no value spells is a place in this word.
    self.decoded.append(contentsOf: [0x68, 0x74, 0x74, 0x70, 0x73])
  }

  /// What became of a line.
  enum Outcome: BitwiseCopyable {
    /// An exchange, which is the draft's record now.
    case record
    /// No exchange, and the 0-based offset of the byte at which that showed.
    case refused(LineError, at: Int)
    /// Nothing but blanks and brackets.
    case blank
  }

  /// Goes to the line in `start..<end`.
  @_lifetime(self: copy self)
  mutating func begin(from start: Int, to end: Int) {
    scanner.move(from: start, to: end)
  }

  /// Reads the next object of the line; two may stand on one where two writers met.
  @_lifetime(self: copy self)
  mutating func next() -> Outcome {
    var byte = scanner.peek()
    // An array of objects, one a line, is read like lines.
    while byte == 0x2C || byte == 0x5B || byte == 0x5D {
      scanner.cursor += 1
      byte = scanner.peek()
    }
    guard byte != 0 || scanner.cursor < scanner.end else { return .blank }
    guard byte == 0x7B else { return .refused(.invalidJSON, at: scanner.cursor) }
    scanner.cursor += 1
    draft = RecordDraft()
    draft.record.observable = mapping.alwaysObservable
    draft.record.traits = mapping.traits
    guard members(of: 0) else { return .refused(.invalidJSON, at: scanner.cursor) }
    return finish()
  }

  /// Reads the members of an object whose opening brace was passed; recursion follows the mapping,
  /// not the input.
  @_lifetime(self: copy self)
  private mutating func members(of parent: UInt16) -> Bool {
    while true {
      var byte = scanner.peek()
      if byte == 0x2C {
        scanner.cursor += 1
        byte = scanner.peek()
      }
      if byte == 0x7D {
        scanner.cursor += 1
        return true
      }
      if byte != 0x22 {
        guard skipJunk() else { return false }
        continue
      }
      guard let key = scanner.string(), scanner.peek() == 0x3A else { return false }
      scanner.cursor += 1
      let found = mapping.keys.find(scanner.bytes, from: key.start, to: key.end, in: parent)
      if let found {
        guard value(of: found) else { return false }
      } else {
        guard scanner.skipValue() else { return false }
      }
    }
  }

  /// Goes past what is left of a value that was printed without quotes, such as `0.1, 0.2`.
  @_lifetime(self: copy self)
  private mutating func skipJunk() -> Bool {
    let limit = min(scanner.end, scanner.cursor + 256)
    let start = scanner.cursor
    while scanner.cursor < limit {
      let byte = scanner.bytes[scanner.cursor]
      if byte == 0x22 || byte == 0x7D { return scanner.cursor > start }
      guard
        byte.isDigit || byte == 0x2E || byte == 0x2C || byte == 0x3A || byte == 0x2D
          || byte.isBlank
      else { return false }
      scanner.cursor += 1
    }
    return false
  }

  @_lifetime(self: copy self)
  private mutating func value(of node: UInt16) -> Bool {
    let slot = mapping.nodes[Int(node)].slot
    switch scanner.peek() {
    case 0x22:
      guard let string = scanner.string() else { return false }
      take(slot, string, isString: true)
      return true
    case 0x7B:
      draft.note(slot)
      guard mapping.nodes[Int(node)].isObject else { return scanner.skipValue() }
      scanner.cursor += 1
      return members(of: node)
    case 0x5B: return list(slot)
    case 0: return false
    default:
      let scalar = scanner.scalar()
      guard scanner.cursor < scanner.end else { return false }
      take(slot, scalar, isString: false)
      return true
    }
  }

  /// Gives a value to the record, decoded if need be.
  @inline(__always)
  @_lifetime(self: copy self)
  private mutating func take(_ slot: JSONSlot, _ value: JSONString, isString: Bool) {
    if slot.kind == .ignored { return }
    let count = value.end - value.start
    if standsForNone(slot, value, isString: isString) {
      draft.setAbsent(slot)
    } else if !slot.readsBytes {
      draft.note(slot)
    } else if value.escaped {
      let start = decoded.count
      JSONText.decode(scanner.bytes, from: value.start, to: value.end, into: &decoded)
      setDecoded(slot, from: start)
    } else if count > 0 || slot.kind == .header {
      draft.set(slot, scanner.bytes.extracting(value.start..<value.end), at: value.start)
    }
  }

  /// Gives the record what was decoded last.
  @_lifetime(self: copy self)
  private mutating func setDecoded(_ slot: JSONSlot, from start: Int) {
    var scratch: [UInt8] = []
    swap(&scratch, &decoded)
    draft.set(slot, scratch.span.extracting(start..<scratch.count), at: base + start)
    swap(&scratch, &decoded)
  }

  /// Whether a value says that there was none.
  @inline(__always)
  private func standsForNone(_ slot: JSONSlot, _ value: JSONString, isString: Bool) -> Bool {
    let count = value.end - value.start
    if count == 0 { return mapping.emptyIsAbsent || slot.kind != .header || !isString }
    let first = scanner.bytes[value.start]
    if isString {
      if count == 1 && first == 0x2D { return mapping.dashIsAbsent || slot.kind != .header }
      // A flag is often logged as a number: 0 for none.
      return slot.kind == .flag && count == 1 && first == 0x30
    }
    // `null` and `false`; a bare `-` is what servers print for an unset number.
    return first == 0x6E || first == 0x66 || first == 0x2D && count == 1
      || slot.kind == .flag && count == 1 && first == 0x30
  }

  /// Reads a list of strings: one stays where it is, several are joined with `, `.
  ///
  /// - SeeAlso: https://fetch.spec.whatwg.org/#concept-header-list-get
  @_lifetime(self: copy self)
  private mutating func list(_ slot: JSONSlot) -> Bool {
    scanner.cursor += 1
    var first: JSONString?
    var joined: Int?
    while true {
      switch scanner.peek() {
      case 0x2C: scanner.cursor += 1
      case 0x5D:
        scanner.cursor += 1
        end(slot, first: first, joined: joined)
        return true
      case 0x22:
        guard let string = scanner.string() else { return false }
        guard slot.readsBytes, slot.kind != .ignored else {
          first = string
          continue
        }
        guard let earlier = first else {
          first = string
          continue
        }
        if joined == nil {
          joined = decoded.count
          JSONText.decode(scanner.bytes, from: earlier.start, to: earlier.end, into: &decoded)
        }
        decoded.append(0x2C)
        decoded.append(0x20)
        JSONText.decode(scanner.bytes, from: string.start, to: string.end, into: &decoded)
      default:
        // What is no value, such as a stray brace, cannot be passed and must not hold the walk up.
        let before = scanner.cursor
        guard scanner.skipValue(), scanner.cursor > before else { return false }
      }
    }
  }

  @_lifetime(self: copy self)
  private mutating func end(_ slot: JSONSlot, first: JSONString?, joined: Int?) {
    if let joined {
      setDecoded(slot, from: joined)
      if slot.kind == .header { draft.record.repeated.insert(slot.field) }
    } else if let first {
      if slot.kind == .header, first.end == first.start {
        draft.set(slot, scanner.bytes.extracting(first.start..<first.end), at: first.start)
      } else {
        take(slot, first, isString: true)
      }
    } else {
      // Caddy prints an empty list for a secret that it does not show.
      draft.note(slot)
    }
  }
}

extension JSONLineReader {
  /// Puts together what several keys told.
  @_lifetime(self: copy self)
  private mutating func finish() -> Outcome {
    if mapping.needsRequest, !draft.hasRequest || draft.isForeign {
      return .refused(.missingField, at: scanner.cursor)
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
    if let end = draft.end { settleStart(end) }
    if draft.record.traits.contains(.responseMissing) {
      draft.record.observable.subtract(HeaderSlots.responseFields)
      draft.record.present.subtract(HeaderSlots.responseFields)
    }
    // Caddy logs no request that it could not read, so this speaks of the others.
    if !mapping.needsRequest { RejectedRequest.forgetHeaders(&draft.record) }
    // A request that the server could not read has a status alone, and is an exchange yet.
    guard
      draft.record.traits.contains(.responseMissing)
        || !draft.record.present.isDisjoint(with: FieldSet(.status, .method, .target))
    else { return .refused(draft.fault ?? .missingField, at: scanner.cursor) }
    return .record
  }

  /// A log's time is that of the end: the beginning lies the duration before it.
  private mutating func settleStart(_ end: Timestamp) {
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
  private func byte(at offset: Int) -> UInt8 {
    if offset < base { return scanner.bytes[offset] }
    return offset - base < decoded.count ? decoded[offset - base] : 0
  }

  /// Makes a target of a path and a query that were logged apart.
  private mutating func joinPath() {
    var hasQuery = false
    for index in draft.path.range where byte(at: index) == 0x3F { hasQuery = true }
    guard !draft.query.isEmpty, !hasQuery else {
      draft.record.set(.target, draft.path)
      return
    }
    let start = decoded.count
    for index in draft.path.range { decoded.append(byte(at: index)) }
    if byte(at: Int(draft.query.offset)) != 0x3F { decoded.append(0x3F) }
    for index in draft.query.range { decoded.append(byte(at: index)) }
    draft.record.set(.target, ByteRange(offset: base + start, length: decoded.count - start))
  }
}
