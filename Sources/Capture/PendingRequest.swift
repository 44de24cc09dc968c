import Traffic

/// A request that waits for its response.
struct PendingRequest {
  /// What the request said; its places point into ``bytes``.
  var record = Record()
  /// The values of its fields.
  var bytes: [UInt8] = []
  /// The request after it on the same connection, or -1.
  var next: Int32 = -1
  /// Where the response is to begin in the server's bytes, unless requests are pipelined.
  var acknowledgement: UInt32 = 0
  /// Whether the response has no body whatever it says.
  var isHead = false
  /// Whether the request asks for a tunnel.
  var isConnect = false
  /// The number of the batch whose bytes its places point into; 0 if they are its own.
  var batch = 0
  /// Whether it has no version: nothing follows it, and its response may have no head.
  var isSimple = false
  /// Whether an earlier request may have been lost that is still to be answered.
  var isDoubtful = false

  /// The stream that it came on; 0 where there are none.
  var stream: UInt32 = 0
  /// The packet with its first byte.
  var beginOrdinal = 0
  /// The packet with the last byte of its response's head, once that was read into ``record``.
  var endOrdinal = 0
  /// Whether its response was read into ``record``, or will not come.
  var isAnswered = false
  /// Whether it was taken out of its connection's list, because others wait behind it.
  var isLate = false
  /// Whether a further response may show that the one read was interim.
  var isTentative = false
  /// How large a header table the client allows if it upgrades to HTTP/2; -1 where it does not say.
  var headerTableSize = -1

  /// What a whole request head says of every request field.
  static let fields = FieldSet(
    .client, .server, .protocol, .scheme, .host, .method, .target, .origin, .referer, .userAgent,
    .fetchMode, .fetchSite, .fetchDestination, .contentType, .requestMethod, .requestHeaders,
    .requestID, .port, .hasCookie, .hasAuthorization)

  /// How many bytes it takes while it waits.
  var charge: Int { bytes.count &+ 512 }

  /// Forgets its bytes and keeps a moderate part of their memory.
  mutating func empty() {
    batch = 0
    if !bytes.isEmpty { bytes.removeAll(keepingCapacity: bytes.capacity <= 4096) }
  }

  /// Empties the request and keeps a moderate part of its memory.
  mutating func reset() {
    record = Record()
    resetState()
  }

  private mutating func resetState() {
    empty()
    next = -1
    isHead = false
    isConnect = false
    isSimple = false
    isDoubtful = false
    stream = 0
    beginOrdinal = 0
    endOrdinal = 0
    isAnswered = false
    isLate = false
    isTentative = false
    headerTableSize = -1
  }

  /// Reads a request.
  ///
  /// - Parameters:
  ///   - head: The request from its first byte to its blank line, or as far as it was captured;
  ///     the request line is whole and valid.
  ///   - isWhole: Whether the blank line was captured.
  ///   - serverPort: The port that the connection goes to.
  ///   - isSecure: Whether it came through TLS.
  ///   - arrival: When the first byte was captured.
  /// - Returns: What the request says of its body.
  mutating func read(
    _ head: Span<UInt8>, isWhole: Bool, serverPort: Int, isSecure: Bool, arrival: Arrival
  ) -> MessageHead {
    reset()
    beginOrdinal = arrival.ordinal
    acknowledgement = arrival.acknowledgement
    let lineEnd = head.lineFeed(from: 0) ?? head.count
    let line = head.extracting(0..<StartLine.end(of: head.extracting(0..<lineEnd)))
    let parts = RequestLine(line)
    let method = line.extracting(parts.method)
    isHead = method.equals("HEAD")
    isConnect = method.equals("CONNECT")
    isSimple = parts.version.isEmpty
    record.set(.method, append(method))
    let version = line.extracting(parts.version)
    if isSimple {
      record.set(.protocol, append("HTTP/0.9"))
    } else if isWhole || RequestLine.endsWithVersion(line) {
      record.set(.protocol, append(version))
    }
    let target = line.extracting(parts.target)
    record.set(.scheme, append(isSecure ? "https" : "http"))
    let authority = readTarget(target)
    var facts = MessageHead.read(
      head, from: min(lineEnd + 1, head.count), isRequest: true, into: &record, bytes: &bytes)
    if isWhole { record.observable.formUnion(PendingRequest.fields) } else { forgetAbsent() }
    readHost(authority, serverPort: serverPort, isWhole: isWhole)
    headerTableSize = facts.headerTableSize
    // RFC 9112, section 6.1: such a message is read differently by old recipients.
    if facts.hasTransferEncoding, version.count == 8, version[7] == 0x30 {
      facts.isAmbiguous = true
    }
    if arrival.hasTime { record.setStart(Timestamp(nanoseconds: arrival.time)) }
    return facts
  }

  /// Takes up a request that was read in one walk; its values go to the batch at once.
  ///
  /// - Parameters:
  ///   - scan: What the request says; used up.
  ///   - head: The request from its first byte to its blank line.
  ///   - serverPort: The port that the connection goes to.
  ///   - isSecure: Whether it came through TLS.
  ///   - arrival: When the first byte was captured.
  ///   - output: The batch.
  /// - Returns: What the request says of its body.
  mutating func read(
    _ scan: inout HeadScan, _ head: Span<UInt8>, serverPort: Int, isSecure: Bool,
    arrival: Arrival, _ output: inout Output
  ) -> MessageHead {
    resetState()
    beginOrdinal = arrival.ordinal
    acknowledgement = arrival.acknowledgement
    record = scan.record
    // Of the usual methods only HEAD begins with H.
    isHead = head[0] == 0x48
    batch = output.serial
    let version = record.places[Int(Field.protocol.rawValue)].range
    let isVersion0 = head[version.upperBound &- 1] == 0x30
    let host = record.places[Int(Field.host.rawValue)]
    var port = serverPort
    if record.present.contains(.host) {
      let parts = PendingRequest.split(head.extracting(host.range))
      scan.record.places[Int(Field.host.rawValue)].length = UInt32(truncatingIfNeeded: parts.end)
      port = parts.port ?? (isSecure ? 443 : 80)
    }
    output.batch.bytes.append(
      record.present, from: head, at: &scan.record.places, to: &record, capacity: head.count)
    record.set(.scheme, output.scheme(isSecure: isSecure))
    record.setPort(port)
    record.observable = PendingRequest.fields
    var facts = scan.facts
    headerTableSize = facts.headerTableSize
    // RFC 9112, section 6.1: such a message is read differently by old recipients.
    if facts.hasTransferEncoding, isVersion0 { facts.isAmbiguous = true }
    if arrival.hasTime { record.setStart(Timestamp(nanoseconds: arrival.time)) }
    return facts
  }

  /// Takes its values out of the bytes of a batch that ends.
  mutating func keep(_ source: Span<UInt8>) {
    var length = 0
    var places = record.places
    for index in 0..<Field.textCount { length &+= Int(places[index].length) }
    bytes.append(record.present, from: source, at: &places, to: &record, capacity: length)
    batch = 0
  }

  /// Adds a value and returns its place.
  mutating func append(_ value: Span<UInt8>) -> ByteRange {
    let start = bytes.count
    bytes.append(bytes: value)
    return ByteRange(start, bytes.count)
  }

  /// Adds a literal and returns its place.
  mutating func append(_ text: StaticString) -> ByteRange {
    let start = bytes.count
    bytes.append(text)
    return ByteRange(start, bytes.count)
  }

  /// Leaves observable what was seen alone: what comes behind a cut is not known to be absent.
  mutating func forgetAbsent() {
    record.observable.formIntersection(record.present)
    record.traits.insert(.cut)
  }
}

extension PendingRequest {
  /// Reads the request target, and returns where the authority stands if the target names one.
  ///
  /// - SeeAlso: RFC 9112, section 3.2.
  private mutating func readTarget(_ target: Span<UInt8>) -> ByteRange? {
    if isConnect {
      let place = append(target.extracting(FieldWriter.userinfo(target)..<target.count))
      record.set(.target, place)
      return place
    }
    let isPath = target.isEmpty || target[0] == 0x2F
    let range = isPath ? 0..<0 : FieldWriter.authority(of: target)
    guard !range.isEmpty else {
      record.set(.target, append(target))
      return nil
    }
    let prefix = target.extracting(0..<range.lowerBound)
    if prefix.equalsIgnoringCase("https://") { record.set(.scheme, append("https")) }
    if prefix.equalsIgnoringCase("http://") { record.set(.scheme, append("http")) }
    let whole = target.extracting(range)
    let authority = append(whole.extracting(FieldWriter.userinfo(whole)..<whole.count))
    let start = bytes.count
    let path = target.extracting(range.upperBound..<target.count)
    if path.isEmpty || path[0] != 0x2F { bytes.append(0x2F) }
    bytes.append(bytes: path)
    record.set(.target, ByteRange(start, bytes.count))
    return authority
  }

  /// Splits the authority, or the Host field, into host and port.
  ///
  /// - SeeAlso: RFC 9110, section 7.2.
  mutating func readHost(_ authority: ByteRange?, serverPort: Int, isWhole: Bool) {
    if let authority {
      record.set(.host, authority)
      record.repeated.remove(.host)
    }
    guard record.present.contains(.host) else {
      if isWhole { record.setPort(serverPort) }
      return
    }
    let place = record.places[Int(Field.host.rawValue)]
    let (end, port) = PendingRequest.split(bytes.span.extracting(place.range))
    record.set(.host, ByteRange(offset: Int(place.offset), length: end))
    let scheme = record.places[Int(Field.scheme.rawValue)].range
    let isSecure = bytes.span.extracting(scheme).equals("https")
    record.setPort(port ?? (isSecure ? 443 : 80))
  }

  /// Where the host ends in the value of a Host field, and the port that it states.
  private static func split(_ value: Span<UInt8>) -> (end: Int, port: Int?) {
    var index = value.count
    while index > 0, value[index &- 1].isDigit { index &-= 1 }
    guard index > 0, value[index &- 1] == 0x3A else { return (value.count, nil) }
    guard let stated = value.extracting(index..<value.count).decimal, stated <= 65_535 else {
      return (index &- 1, nil)
    }
    return (index &- 1, stated)
  }
}
