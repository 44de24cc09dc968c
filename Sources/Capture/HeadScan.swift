import Traffic

/// Reads heads that keep the grammar to the letter, as nearly all do, in one walk over their lines.
///
/// It gives up at whatever recipients may take differently, or fields that stand on several lines;
/// ``MessageHead/read(_:from:isRequest:agent:hasBareReturn:into:bytes:)`` reads those heads, and
/// would read the others alike.
struct HeadScan: BitwiseCopyable {
  /// What the head says; the places are those of the values in the head.
  var record = Record()
  /// What it says of the body.
  private(set) var facts = MessageHead()
  /// Where the head ends, behind its empty line.
  private(set) var end = 0
  /// The response's status.
  private(set) var status = 0

  /// Reads the request that `head`, which may go on behind it, begins with.
  ///
  /// - Returns: Whether it is whole and plain; otherwise the rest of the scan means nothing.
  mutating func readRequest(_ head: Span<UInt8>) -> Bool {
    var feeds = LineFeeds()
    var start = feeds.next(in: head) &+ 1
    guard start > 0 else { return false }
    record = Record()
    facts = MessageHead()
    guard readRequestLine(head, end: start &- 1) else { return false }
    while true {
      let feed = feeds.next(in: head)
      // Every line ends with a carriage return and a line feed.
      guard feed > start, head[feed &- 1] == 0x0D else { return false }
      if feed == start &+ 1 {
        end = feed &+ 1
        return true
      }
      guard start &+ 4 <= head.count, readRequestField(head, start, feed &- 1) else {
        return false
      }
      start = feed &+ 1
    }
  }

  /// Reads the response that `head`, which may go on behind it, begins with.
  ///
  /// - Returns: Whether it is whole and plain; otherwise the rest of the scan means nothing.
  mutating func readResponse(_ head: Span<UInt8>) -> Bool {
    var feeds = LineFeeds()
    var start = feeds.next(in: head) &+ 1
    guard start >= 14, head.holds("http/1.", at: 0), head[0] == 0x48, head[8] == 0x20 else {
      return false
    }
    status = Int(head[9] &- 48) &* 100 &+ Int(head[10] &- 48) &* 10 &+ Int(head[11] &- 48)
    guard head[7].isDigit, head[9].isDigit, head[10].isDigit, head[11].isDigit,
      head[12] == 0x20 || head[12] == 0x0D, status >= 100, head[start &- 2] == 0x0D
    else { return false }
    // Of places only those count whose fields are present.
    record.present = []
    record.traits = []
    facts = MessageHead()
    var lineCount = 1
    while true {
      let feed = feeds.next(in: head)
      guard feed > start, head[feed &- 1] == 0x0D else { return false }
      lineCount &+= 1
      if feed == start &+ 1 {
        end = feed &+ 1
        // No carriage return stands alone, and there is no zero byte.
        return head.extracting(0..<end).plainReturns() == lineCount
      }
      guard start &+ 4 <= head.count, readResponseField(head, start, feed &- 1) else {
        return false
      }
      start = feed &+ 1
    }
  }

  /// Takes a request line apart that has a usual method and a path, parted by one blank each.
  @inline(__always)
  private mutating func readRequestLine(_ head: Span<UInt8>, end: Int) -> Bool {
    let stop = end &- 1
    guard stop > 12, head[stop] == 0x0D else { return false }
    let method = HeadScan.methodEnd(head)
    let targetEnd = stop &- 9
    guard method > 0, method < targetEnd, head[method] == 0x20, head[method &+ 1] == 0x2F,
      head[targetEnd] == 0x20, !head[targetEnd &- 1].isBlank,
      // HTTP/, then the number.
      head.loadHalf(at: targetEnd &+ 1) == 0x5054_5448, head[targetEnd &+ 5] == 0x2F,
      head[targetEnd &+ 6].isDigit, head[targetEnd &+ 7] == 0x2E, head[targetEnd &+ 8].isDigit
    else { return false }
    set(.method, ByteRange(0, method))
    set(.target, ByteRange(method &+ 1, targetEnd))
    set(.protocol, ByteRange(stop &- 8, stop))
    return true
  }

  /// Where the method ends; 0 if it is not a usual one.
  @inline(__always)
  private static func methodEnd(_ head: Span<UInt8>) -> Int {
    switch head.loadHalf(at: 0) {
    // GET and a blank, PUT and a blank.
    case 0x2054_4547, 0x2054_5550: 3
    // POST, HEAD.
    case 0x5453_4F50, 0x4441_4548: 4
    // PATC
    case 0x4354_4150 where head[4] == 0x48: 5
    // DELE
    case 0x454C_4544 where head.loadHalf(at: 2) == 0x4554_454C: 6
    // OPTI
    case 0x4954_504F where head.loadHalf(at: 3) == 0x534E_4F49: 7
    default: 0
    }
  }

  // The first four bytes of a line, in small letters, sort out most that are of no interest.
  private mutating func readRequestField(_ head: Span<UInt8>, _ start: Int, _ stop: Int) -> Bool {
    switch head.loadHalf(at: start) | 0x2020_2020 {
    // Sec-
    case 0x2D63_6573: return readFetchMetadata(head, start, stop)
    // Host
    case 0x7473_6F68:
      if head.holds("host:", at: start) { return setURL(.host, head, start &+ 5, stop) }
    // Orig
    case 0x6769_726F:
      if head.holds("origin:", at: start) { return set(.origin, head, start &+ 7, stop) }
    // Refe
    case 0x6566_6572:
      if head.holds("referer:", at: start) { return setURL(.referer, head, start &+ 8, stop) }
    // User
    case 0x7265_7375:
      if head.holds("user-agent:", at: start) { return set(.userAgent, head, start &+ 11, stop) }
    // Cook
    case 0x6B6F_6F63:
      if head.holds("cookie:", at: start) {
        record.present.insert(.hasCookie)
        return true
      }
    // Cont
    case 0x746E_6F63:
      if head.holds("content-type:", at: start) {
        return set(.contentType, head, start &+ 13, stop)
      }
      if head.holds("content-length:", at: start) { return noteLength(head, start &+ 15, stop) }
    // Acce
    case 0x6563_6361:
      if head.holds("accept-", at: start) { return true }
      if head.holds("accept:", at: start) { return noteAccept(head, start &+ 7, stop) }
    // Auth, expe, http, tran, upgr, x-re.
    case 0x6874_7561, 0x6570_7865, 0x7074_7468, 0x6E61_7274, 0x7267_7075, 0x6572_2D78: break
    default: return beginsField(head[start])
    }
    return readOther(head, start, stop, isRequest: true)
  }

  private mutating func readFetchMetadata(
    _ head: Span<UInt8>, _ start: Int, _ stop: Int
  ) -> Bool {
    // Other lines are frequent that begin alike: Sec-CH-UA, Sec-GPC.
    guard stop &- start > 14, head[start &+ 4] | 0x20 == 0x66 else { return true }
    if head.holds("sec-fetch-mode:", at: start) { return set(.fetchMode, head, start &+ 15, stop) }
    if head.holds("sec-fetch-site:", at: start) { return set(.fetchSite, head, start &+ 15, stop) }
    if head.holds("sec-fetch-dest:", at: start) {
      return set(.fetchDestination, head, start &+ 15, stop)
    }
    return readOther(head, start, stop, isRequest: true)
  }

  private mutating func readResponseField(_ head: Span<UInt8>, _ start: Int, _ stop: Int) -> Bool {
    switch head.loadHalf(at: start) | 0x2020_2020 {
    // Cont
    case 0x746E_6F63:
      if head.holds("content-length:", at: start) { return noteLength(head, start &+ 15, stop) }
      if head.holds("content-type:", at: start) { return noteType(head, start &+ 13, stop) }
    // Acce
    case 0x6563_6361:
      if head.holds("access-control-", at: start) { return readGrant(head, start, stop) }
    // Vary
    case 0x7972_6176:
      if head.holds("vary:", at: start) { return set(.vary, head, start &+ 5, stop) }
    // Age and a colon or a blank, cach, cf-c, cros, loca, set-, timi, tran, upgr, x-ca.
    case 0x3A65_6761, 0x2065_6761, 0x2965_6761, 0x6863_6163, 0x632D_6663, 0x736F_7263, 0x6163_6F6C,
      0x2D74_6573, 0x696D_6974, 0x6E61_7274, 0x7267_7075, 0x6163_2D78:
      break
    default: return beginsField(head[start])
    }
    return readOther(head, start, stop, isRequest: false)
  }

  /// Whether a line that begins with `byte` is one of its own: neither empty nor the last one's
  /// rest.
  @inline(__always)
  private func beginsField(_ byte: UInt8) -> Bool { !byte.isBlank && byte != 0x0D }

  private mutating func readGrant(_ head: Span<UInt8>, _ start: Int, _ stop: Int) -> Bool {
    let name = start &+ 15
    if head.holds("allow-origin:", at: name) { return set(.allowOrigin, head, start &+ 28, stop) }
    if head.holds("allow-credentials:", at: name) {
      return set(.allowCredentials, head, start &+ 33, stop)
    }
    if head.holds("allow-methods:", at: name) { return set(.allowMethods, head, start &+ 29, stop) }
    if head.holds("allow-headers:", at: name) { return set(.allowHeaders, head, start &+ 29, stop) }
    if head.holds("max-age:", at: name) { return set(.maxAge, head, start &+ 23, stop) }
    if head.holds("expose-headers:", at: name) {
      return set(.exposeHeaders, head, start &+ 30, stop)
    }
    return readOther(head, start, stop, isRequest: false)
  }

  /// Reads a line whose name may be any.
  private mutating func readOther(
    _ head: Span<UInt8>, _ start: Int, _ stop: Int, isRequest: Bool
  ) -> Bool {
    let colon = head.position(of: 0x3A, from: start, to: stop)
    guard colon < stop, colon > start, !head[colon &- 1].isBlank, head[colon &- 1] != 0x0D else {
      return false
    }
    let text = head.extracting(start..<colon)
    let name = isRequest ? HeaderName(request: text) : HeaderName(response: text)
    switch name {
    case .none: return true
    case .text(let field): return setURL(field, head, colon &+ 1, stop)
    default:
      let place = value(head, colon &+ 1, stop)
      // None of these has a value that is kept.
      var bytes: [UInt8] = []
      facts.note(name, head.extracting(place.range), &record, &bytes, 0)
      noteDoubt()
      return true
    }
  }

  private mutating func noteAccept(_ head: Span<UInt8>, _ start: Int, _ stop: Int) -> Bool {
    let place = value(head, start, stop)
    if place.length >= 9, head[Int(place.offset)] == 0x74,
      head.extracting(place.range).starts(with: "text/html")
    {
      record.traits.insert(.navigation)
    }
    return true
  }

  private mutating func noteType(_ head: Span<UInt8>, _ start: Int, _ stop: Int) -> Bool {
    let place = value(head, start, stop)
    if place.length >= 9, head.holds("text/html", at: Int(place.offset)) {
      record.traits.insert(.htmlResponse)
    }
    return true
  }

  private mutating func noteLength(_ head: Span<UInt8>, _ start: Int, _ stop: Int) -> Bool {
    facts.noteLength(head.extracting(value(head, start, stop).range))
    noteDoubt()
    return true
  }

  @inline(__always)
  private mutating func noteDoubt() {
    if facts.hasTransferEncoding, facts.contentLength >= 0 { facts.isAmbiguous = true }
  }

  /// Notes a value that may hold a name and password, with which the scan does not deal.
  private mutating func setURL(
    _ field: Field, _ head: Span<UInt8>, _ start: Int, _ stop: Int
  ) -> Bool {
    head.position(of: 0x40, from: start, to: stop) == stop && set(field, head, start, stop)
  }

  @inline(__always)
  private mutating func set(
    _ field: Field, _ head: Span<UInt8>, _ start: Int, _ stop: Int
  ) -> Bool {
    guard !record.present.contains(field) else { return false }
    set(field, value(head, start, stop))
    return true
  }

  @inline(__always)
  private mutating func set(_ field: Field, _ place: ByteRange) {
    record.places[Int(field.rawValue)] = place
    record.present.insert(field)
  }

  /// Where the value in `start..<stop` stands without blanks around it.
  @inline(__always)
  private func value(_ head: Span<UInt8>, _ start: Int, _ stop: Int) -> ByteRange {
    let end = head.trimmedEnd(start, stop)
    var start = start
    while start < end, head[start].isBlank { start &+= 1 }
    return ByteRange(start, end)
  }
}
