import Traffic

/// A record being filled from the values of a JSON line, in whatever order they come.
struct RecordDraft: BitwiseCopyable {
  /// The record so far.
  var record = Record()
  /// When the exchange ended; its beginning is found once its duration is known.
  var end: Timestamp?
  /// The day of that time since 1970 and the second of the day, where they stand apart; -1 where
  /// they do not.
  var endDay: Int32 = -1
  var endSecond: Int32 = -1
  /// A whole request line.
  var requestLine = ByteRange()
  /// A path whose query stands elsewhere.
  var path = ByteRange()
  /// That query.
  var query = ByteRange()
  /// What was wrong with a value, if anything.
  var fault: LineError?
  /// Whether the object that an exchange must have was there.
  var hasRequest = false
  /// Whether the line says itself that it is no exchange.
  var isForeign = false
  /// Whether the target was split at a blank that it had.
  var hasBrokenTarget = false
  /// Whether the line says that the request could not be read.
  var isUnread = false
  /// Whether the path lacks its first slash.
  var isBarePath = false
  /// Whether the connection was encrypted, where that is told by something else than a scheme.
  var isEncrypted: Bool?

  /// Takes the value `text`, which stands at `offset` in what will be the batch's bytes.
  mutating func set(_ slot: JSONSlot, _ text: Span<UInt8>, at offset: Int) {
    let place = ByteRange(offset: offset, length: text.count)
    switch slot.kind {
    case .text, .header: setText(slot, text, place)
    case .status: setStatus(text)
    case .startTime: setTime(text, isEnd: false)
    case .endTime: setTime(text, isEnd: true)
    case .endDate, .endClock: setEndPart(slot, text)
    case .seconds: setDuration(text, unit: 1_000_000_000)
    case .milliseconds: setDuration(text, unit: 1_000_000)
    case .microseconds: setDuration(text, unit: 1_000)
    case .nanoseconds: setDuration(text, unit: 1)
    case .unitDuration:
      if text.count > 0, !text[text.count - 1].isDigit { setDuration(text, unit: 1) }
    case .client: setClient(slot, text, at: offset)
    case .authority: setHost(text, at: offset, showsPort: true)
    case .host: setHost(text, at: offset, showsPort: false)
    case .path: if path.isEmpty || !slot.isFallback { path = place }
    case .barePath:
      path = place
      isBarePath = text.count > 0 && text[0] != 0x2F
    case .port:
      if let port = text.decimal, port > 0, port <= 65_535 { record.setPort(port) }
    case .tlsVersion: isEncrypted = true
    case .query: query = place
    case .url: setURL(text, at: offset)
    case .requestLine: requestLine = place
    case .secure:
      isEncrypted =
        text.equalsIgnoringCase("on") || text.equals("1") || text.equalsIgnoringCase("true")
        || text.equalsIgnoringCase("https")
    case .upgrade:
      if text.contains("websocket", ignoringCase: true) { record.traits.insert(.webSocket) }
    case .accept: if text.starts(with: "text/html") { record.traits.insert(.navigation) }
    case .flag, .upgradeInsecure: note(slot)
    case .trait: record.traits.formUnion(slot.header.traits(text))
    // Those that need the mapping, or more bytes, are the reader's.
    case .ignored, .tls, .requestHeaders, .responseHeaders, .request, .discriminator, .version,
      .versionOrScheme, .pairs, .container:
      break
    }
  }

  private static let day = TimePattern(strftime: "%F")
  private static let clock = TimePattern(strftime: "%T")

  private mutating func setEndPart(_ slot: JSONSlot, _ text: Span<UInt8>) {
    var fields = TimeFields()
    let isDate = slot.kind == .endDate
    let pattern = isDate ? RecordDraft.day : RecordDraft.clock
    guard pattern.read(text, from: 0, to: text.count, into: &fields) != nil else { return }
    // A time of the first day for the clock, the first second of the day for the date.
    fields.parts = [.date, .clock]
    guard let instant = fields.instant, instant.nanoseconds >= 0 else { return }
    if isDate {
      endDay = Int32(clamping: instant.wholeSeconds / 86_400)
    } else {
      endSecond = Int32(clamping: instant.wholeSeconds)
    }
  }

  /// The instant of a day and a clock that stand apart, once both are there.
  var endOfParts: Timestamp? {
    guard endDay >= 0, endSecond >= 0 else { return nil }
    return Timestamp(nanoseconds: (Int64(endDay) * 86_400 + Int64(endSecond)) * 1_000_000_000)
  }

  /// Notes that the key of `slot` was there, whatever its value.
  mutating func note(_ slot: JSONSlot) {
    switch slot.kind {
    case .flag: record.setFlag(slot.field, true)
    case .upgradeInsecure: record.traits.insert(.navigation)
    case .tls: isEncrypted = true
    // Caddy prints an empty list for the cookies that it does not show.
    case .trait: record.traits.formUnion(slot.header == .setCookie ? .setsCookie : [])
    case .request:
      hasRequest = true
      // Encryption is told by an object inside this one; without it there was none.
      if isEncrypted == nil { isEncrypted = false }
    case .requestHeaders: record.observable.formUnion(HeaderSlots.requestFields)
    case .responseHeaders: record.observable.formUnion(HeaderSlots.responseFields)
    default: break
    }
  }

  /// Notes that the key of `slot` was there with a value that stands for none.
  mutating func setAbsent(_ slot: JSONSlot) {
    switch slot.kind {
    case .text, .header, .client:
      guard !slot.isFallback || !record.present.contains(slot.field) else { return }
      record.setAbsent(slot.field)
    case .flag: record.setFlag(slot.field, false)
    case .authority:
      record.setAbsent(.host)
      record.setAbsent(.port)
    case .host: record.setAbsent(.host)
    case .requestLine, .path: record.observable.formUnion(slot.fields)
    case .url: record.observable.insert(.target)
    case .status: if !record.present.contains(.status) { record.traits.insert(.responseMissing) }
    case .port: if !record.present.contains(.port) { record.setAbsent(.port) }
    case .tlsVersion: if isEncrypted == nil { isEncrypted = false }
    default: break
    }
  }

  private mutating func setText(_ slot: JSONSlot, _ text: Span<UInt8>, _ place: ByteRange) {
    if slot.isFallback, record.present.contains(slot.field) { return }
    if slot.field == .target, text.starts(with: "/libhtp::") {
      // Suricata's word for a target that it did not see.
      isUnread = true
    } else if slot.field == .target, text.count > 0, text[0] != 0x2F {
      setURL(text, at: Int(place.offset))
    } else {
      record.set(slot.field, place)
    }
  }

  private mutating func setStatus(_ text: Span<UInt8>) {
    // Some print it as a number with a fraction.
    let whole =
      text.count == 5 && text[3] == 0x2E && text[4] == 0x30 ? text.extracting(0..<3) : text
    guard let code = whole.decimal, code <= 999 else {
      fault = .badStatus
      return
    }
    // nginx prints 000, and Caddy 0, for a request that was given up before any answer.
    guard code > 0 else {
      record.traits.insert(.responseMissing)
      return
    }
    record.setStatus(code)
  }

  private mutating func setTime(_ text: Span<UInt8>, isEnd: Bool) {
    guard let instant = TimeText.any(text) else {
      fault = .badTime
      return
    }
    if TimeText.lacksZone(text) { record.traits.insert(.zoneMissing) }
    if isEnd { end = instant } else { record.setStart(instant) }
  }

  private mutating func setDuration(_ text: Span<UInt8>, unit: Double) {
    guard let value = DurationText.nanoseconds(text, unit: unit) else { return }
    record.setDuration(value)
  }

  private mutating func setClient(_ slot: JSONSlot, _ text: Span<UInt8>, at offset: Int) {
    if slot.isFallback, record.present.contains(.client) { return }
    guard text.count > 0 else { return }
    // Several colons without brackets are an IPv6 address without a port.
    let isBracketed = text[0] == 0x5B
    guard let colon = text.firstIndex(of: 0x3A),
      isBracketed || text.firstIndex(of: 0x3A, from: colon + 1) == nil,
      let split = URLPlaces.split(text, from: 0, to: text.count)
    else {
      record.set(.client, ByteRange(offset: offset, length: text.count))
      return
    }
    let trim = isBracketed ? 1 : 0
    record.set(
      .client,
      ByteRange(
        offset: offset + Int(split.host.offset) + trim, length: Int(split.host.length) - 2 * trim))
  }

  private mutating func setHost(_ text: Span<UInt8>, at offset: Int, showsPort: Bool) {
    guard text.count > 0 else { return }
    // Two Host headers, put together by the server: which of them it meant is not known.
    guard text.firstIndex(of: 0x2C) == nil else {
      record.forget(.host)
      return
    }
    guard let split = URLPlaces.split(text, from: 0, to: text.count) else {
      // What is no host is kept as it was sent: the server had to make something of it too.
      record.set(.host, ByteRange(offset: offset, length: text.count))
      return
    }
    record.set(.host, ByteRange(offset: offset, length: Int(split.host.length)))
    if let port = split.port { record.setPort(port) } else if showsPort { record.setAbsent(.port) }
  }

  private mutating func setURL(_ text: Span<UInt8>, at offset: Int) {
    // Squid's word for what it could not read, and HAProxy's.
    if text.starts(with: "error:") || text.starts(with: "<BADREQ>") {
      isUnread = true
      return
    }
    let url = URLPlaces(url: text)
    guard url.kind == .http else {
      // `OPTIONS *` through Squid, which puts a server of no name in front.
      if url.kind == .malformed, text.count > 1, text[text.count - 1] == 0x2A {
        record.set(.target, ByteRange(offset: offset + text.count - 1, length: 1))
        return
      }
      record.set(.target, ByteRange(offset: offset, length: text.count))
      return
    }
    isEncrypted = url.isSecure
    // A host of a key of its own is as it was sent; that of a URL may be a name of the server's.
    if !record.present.contains(.host) { setURLHost(url, at: offset) }
    if !url.target.isEmpty {
      record.set(
        .target,
        ByteRange(offset: offset + Int(url.target.offset), length: Int(url.target.length)))
    }
  }

  private mutating func setURLHost(_ url: URLPlaces, at offset: Int) {
    record.set(
      .host, ByteRange(offset: offset + Int(url.host.offset), length: Int(url.host.length)))
    if let port = url.port { record.setPort(port) } else { record.setAbsent(.port) }
  }
}
