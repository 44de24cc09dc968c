import Traffic

/// What a message's header says of its body and its connection.
struct MessageHead: BitwiseCopyable {
  /// The body's length in bytes, or -1 where none is stated.
  var contentLength = -1
  /// Whether the stated lengths contradict each other or are no numbers.
  var hasBadLength = false
  /// Whether two lengths are stated that differ.
  var hasTwoLengths = false
  /// Whether the body comes in chunks.
  var isChunked = false
  /// Whether there is a `Transfer-Encoding` at all.
  var hasTransferEncoding = false
  /// Whether recipients differ in where the message ends.
  var isAmbiguous = false
  /// Whether the connection goes on in HTTP/2.
  var upgradesToHTTP2 = false
  /// How large a header table the client allows; -1 where it does not say.
  var headerTableSize = -1
  /// Whether the client waits to be told to send its body.
  var hasExpectation = false

  /// Reads header lines into a record.
  ///
  /// - Parameters:
  ///   - head: The message from its first byte on.
  ///   - start: Where the header lines begin in `head`.
  ///   - isRequest: Whether it is a request.
  ///   - agent: The recipient's name; how lines that break the grammar are read depends on it.
  ///   - hasBareReturn: Whether a carriage return stands alone in a response.
  ///   - record: The exchange, which learns the values; fields not sent are left as they are.
  ///   - bytes: What the record's places point into.
  /// - Returns: What the lines say of the body.
  static func read(
    _ head: Span<UInt8>, from start: Int, isRequest: Bool, agent: Span<UInt8>? = nil,
    hasBareReturn: Bool = false, into record: inout Record, bytes: inout [UInt8]
  ) -> MessageHead {
    var facts = MessageHead()
    var last = HeaderName.none
    let base = bytes.count
    var index = start
    while index < head.count {
      var end = head.position(of: 0x0A, from: index, to: head.count)
      // A line without its end was cut, so its value is not known.
      guard end < head.count else { break }
      if hasBareReturn {
        let early = head.position(of: 0x0D, from: index, to: end)
        if early < end - 1, LineDialect(userAgent: agent) == .chromium { end = early }
      }
      let start = index
      let stop = head.trimmedEnd(start, end)
      index = end + 1
      if head[start].isBlank {
        facts.fold(head.extracting(start..<stop).trimmingBlanks(), onto: last, &record, &bytes)
        continue
      }
      guard start < stop else { break }
      last = .none
      let colon = head.position(of: 0x3A, from: start, to: stop)
      guard colon < stop else { continue }
      let nameEnd = head.trimmedEnd(start, colon)
      if nameEnd < colon, LineDialect(userAgent: agent).isStrict { continue }
      let name = head.extracting(start..<nameEnd)
      last = isRequest ? HeaderName(request: name) : HeaderName(response: name)
      if case .none = last { continue }
      // RFC 9112, section 5.1: servers refuse such a request; what frames it is in doubt.
      if isRequest, nameEnd < colon, !last.isFraming {
        last = .none
        continue
      }
      var value = colon + 1
      while value < stop, head[value].isBlank { value += 1 }
      facts.note(last, head.extracting(value..<stop), &record, &bytes, base)
      if nameEnd < colon { facts.doubt(last) }
    }
    facts.isAmbiguous = facts.isAmbiguous || facts.hasTransferEncoding && facts.contentLength >= 0
    return facts
  }

  /// Whether the head `head` of a response says that the connection goes on in HTTP/2.
  static func upgradesToHTTP2(_ head: Span<UInt8>) -> Bool {
    var record = Record()
    var bytes: [UInt8] = []
    let start = head.lineFeed(from: 0).map { $0 + 1 } ?? head.count
    return read(head, from: start, isRequest: false, into: &record, bytes: &bytes).upgradesToHTTP2
  }

  /// Takes up one field; `base` is where the head's values begin in `bytes`.
  mutating func note(
    _ name: HeaderName, _ value: Span<UInt8>, _ record: inout Record, _ bytes: inout [UInt8],
    _ base: Int
  ) {
    switch name {
    case .none: return
    case .text(let field):
      FieldWriter.add(value, as: field, to: &record, bytes: &bytes, base: base)
    case .cookie: record.setFlag(.hasCookie, true)
    case .authorization: record.setFlag(.hasAuthorization, true)
    case .contentLength: noteLength(value)
    case .transferEncoding:
      if hasTransferEncoding { isAmbiguous = true }
      hasTransferEncoding = true
      noteCoding(value)
    case .upgrade:
      if value.contains("websocket", ignoringCase: true) { record.traits.insert(.webSocket) }
      if value.contains("h2c", ignoringCase: true) { upgradesToHTTP2 = true }
    case .http2Settings:
      var table = HPACKTable()
      HTTP2Settings.apply(encoded: value, to: &table)
      headerTableSize = table.allowedSize
    case .expect: hasExpectation = true
    case .trait(let header): record.traits.formUnion(header.traits(value))
    case .upgradeInsecureRequests: record.traits.insert(.navigation)
    case .accept: if value.starts(with: "text/html") { record.traits.insert(.navigation) }
    }
  }

  private mutating func fold(
    _ value: Span<UInt8>, onto name: HeaderName, _ record: inout Record, _ bytes: inout [UInt8]
  ) {
    switch name {
    case .text(let field): FieldWriter.fold(value, onto: field, of: &record, bytes: &bytes)
    case .transferEncoding: noteCoding(value)
    case .contentLength: if !value.isEmpty { hasBadLength = true }
    default: return
    }
    doubt(name)
  }

  // Not every recipient takes such a line for the field that it names.
  private mutating func doubt(_ name: HeaderName) {
    if name.isFraming { isAmbiguous = true }
  }

  /// Takes up a length.
  ///
  /// The same may be repeated, on one line or on several.
  ///
  /// - SeeAlso: RFC 9112, section 6.3.
  mutating func noteLength(_ value: Span<UInt8>) {
    if contentLength < 0, let length = value.decimal {
      contentLength = length
      return
    }
    var pieces = HeaderList(value)
    while let piece = pieces.next() {
      let length = MessageHead.length(piece)
      guard let length, contentLength < 0 || contentLength == length else {
        hasTwoLengths = hasTwoLengths || length != nil
        hasBadLength = true
        return
      }
      contentLength = length
    }
  }

  // Zeros before a number do not change it, however many there are.
  private static func length(_ text: Span<UInt8>) -> Int? {
    var start = 0
    while start + 1 < text.count, text[start] == 0x30 { start += 1 }
    return text.extracting(start..<text.count).decimal
  }

  // RFC 9112, section 7: chunked is the last coding, or the body ends with the connection.
  private mutating func noteCoding(_ value: Span<UInt8>) {
    var pieces = HeaderList(value)
    while let piece = pieces.next() {
      guard !piece.isEmpty else { continue }
      // Nothing may stand behind it, and only it tells where the body ends.
      if isChunked { isAmbiguous = true }
      isChunked = piece.equalsIgnoringCase("chunked")
      if !isChunked, piece.contains("chunked", ignoringCase: true) { isAmbiguous = true }
    }
  }
}
