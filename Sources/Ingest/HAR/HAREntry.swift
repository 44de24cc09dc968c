import Traffic

/// One entry of a HAR being read, its members in whatever order they come.
struct HAREntry {
  /// The record so far.
  var record = Record()
  /// What the URL turned out to be; `nil` where there is none.
  private(set) var url: URLPlaces.Kind?
  /// The status as written; `nil` where there is none.
  var status: Int?
  /// Whether the request has a list of headers.
  private var hasRequestHeaders = false
  /// Whether the request's headers name the host, as those that really went out do.
  private var hasHost = false
  /// How many headers the response has.
  private var responseHeaders = 0
  /// The request's content type by its body, where no header tells.
  private var bodyType: ByteRange?
  /// Whether the start is there and cannot be read.
  private var hasBadTime = false

  /// Takes the URL; only its scheme, host and target are kept.
  mutating func setURL(_ text: Span<UInt8>, isCut: Bool, into bytes: inout [UInt8]) {
    let places = URLPlaces(url: text)
    url = isCut && places.kind == .http ? .malformed : places.kind
    guard url == .http else { return }
    if places.isWebSocket { record.traits.insert(.webSocket) }
    keep(.scheme, places.isSecure ? "https" : "http", into: &bytes)
    let host = places.host.range
    keep(.host, text.extracting(host), into: &bytes)
    if let port = places.port { record.setPort(port) } else { record.setAbsent(.port) }
    let start = bytes.count
    let target = places.target.range
    if target.isEmpty || text[target.lowerBound] != 0x2F { bytes.append(0x2F) }
    bytes.append(text, from: target.lowerBound, to: target.upperBound)
    record.set(.target, ByteRange(start, bytes.count))
  }

  /// Takes a text field that is no header; an empty one tells nothing.
  mutating func keep(_ field: Field, _ text: Span<UInt8>, into bytes: inout [UInt8]) {
    guard text.count > 0 else { return }
    let start = bytes.count
    bytes.append(text, from: 0, to: text.count)
    record.set(field, ByteRange(start, bytes.count))
  }

  private mutating func keep(_ field: Field, _ text: String, into bytes: inout [UInt8]) {
    let start = bytes.count
    bytes.append(contentsOf: text.utf8)
    record.set(field, ByteRange(start, bytes.count))
  }

  /// Takes the address that answered; an IPv6 address loses its brackets.
  mutating func setServer(_ text: Span<UInt8>, into bytes: inout [UInt8]) {
    let isBracketed = text.count > 2 && text[0] == 0x5B && text[text.count - 1] == 0x5D
    keep(.server, isBracketed ? text.extracting(1..<text.count - 1) : text, into: &bytes)
  }

  /// Takes the start.
  mutating func setStart(_ text: Span<UInt8>) {
    if let instant = TimeText.any(text) {
      record.setStart(instant)
    } else {
      hasBadTime = true
    }
  }

  /// Takes the duration in milliseconds; what is negative or no number is unknown.
  mutating func setDuration(_ text: Span<UInt8>) {
    if let value = DurationText.nanoseconds(text, unit: 1_000_000) { record.setDuration(value) }
  }

  /// Takes the resource's type.
  mutating func setResourceType(_ text: Span<UInt8>) {
    if text.equals("preflight") { record.traits.insert(.markedPreflight) }
    if text.equals("websocket") { record.traits.insert(.webSocket) }
    if text.equals("document") { record.traits.insert(.navigation) }
  }

  /// Takes the type of the request's body.
  mutating func setBodyType(_ text: Span<UInt8>, into bytes: inout [UInt8]) {
    guard text.count > 0 else { return }
    let start = bytes.count
    bytes.append(text, from: 0, to: text.count)
    bodyType = ByteRange(start, bytes.count)
  }

  /// Takes a message's headers out of `source`.
  mutating func setHeaders(
    _ list: HARHeaderList, of parent: UInt16, in source: Span<UInt8>, into bytes: inout [UInt8]
  ) {
    if parent == HARKey.Parent.requestHeaders {
      hasRequestHeaders = true
    } else {
      responseHeaders = list.count
    }
    var again: FieldSet = []
    for hit in list.hits {
      if hit.slot.kind == .header, record.present.contains(hit.slot.field) {
        again.insert(hit.slot.field)
      } else {
        take(hit, source, into: &bytes)
      }
    }
    guard !again.isEmpty else { return }
    for raw in 0..<UInt8(Field.textCount) {
      guard let field = Field(rawValue: raw), again.contains(field) else { continue }
      join(field, list, source, into: &bytes)
    }
  }

  private mutating func take(
    _ hit: HARHeaderList.Hit, _ source: Span<UInt8>, into bytes: inout [UInt8]
  ) {
    let value = source.extracting(hit.value.start..<hit.value.end)
    switch hit.slot.kind {
    case .header:
      let start = bytes.count
      JSONText.decode(source, from: hit.value.start, to: hit.value.end, into: &bytes)
      record.set(hit.slot.field, ByteRange(start, bytes.count))
    case .flag: record.setFlag(hit.slot.field, true)
    case .authority: hasHost = true
    case .upgradeInsecure: record.traits.insert(.navigation)
    case .accept: if value.starts(with: "text/html") { record.traits.insert(.navigation) }
    case .upgrade:
      if value.contains("websocket", ignoringCase: true) { record.traits.insert(.webSocket) }
    default: break
    }
  }

  /// Joins the values of a header that stands on several lines.
  ///
  /// - SeeAlso: https://fetch.spec.whatwg.org/#concept-header-list-get
  private mutating func join(
    _ field: Field, _ list: HARHeaderList, _ source: Span<UInt8>, into bytes: inout [UInt8]
  ) {
    let start = bytes.count
    for hit in list.hits where hit.slot.kind == .header && hit.slot.field == field {
      if bytes.count > start { bytes.append(contentsOf: [0x2C, 0x20]) }
      JSONText.decode(source, from: hit.value.start, to: hit.value.end, into: &bytes)
    }
    record.set(field, ByteRange(start, bytes.count))
    record.repeated.insert(field)
  }
}

extension HAREntry {
  /// What becomes of the entry.
  enum Outcome: BitwiseCopyable {
    /// It is an exchange; what was wrong with one of its values, if anything.
    case exchange(fault: LineError?)
    /// It never went over HTTP.
    case skipped
    /// It cannot be used.
    case refused(LineError)
  }

  /// Settles what the silence of `producer` means, once the entry is read.
  mutating func finish(_ producer: HARProducer) -> Outcome {
    switch url {
    case .none: return .refused(.missingField)
    case .malformed: return .refused(.badURL)
    case .otherScheme: return .skipped
    case .http: break
    }
    settleRequest(producer)
    settleResponse(producer)
    return .exchange(fault: hasBadTime ? .badTime : nil)
  }

  private mutating func settleRequest(_ producer: HARProducer) {
    // Headers without a host are provisional: the browser noted them before it sent, or instead
    // of sending, and left out what it would have added, Origin first of all.
    let isComplete = hasRequestHeaders && hasHost && !record.traits.contains(.fromCache)
    if let bodyType, !record.present.contains(.contentType) { record.set(.contentType, bodyType) }
    guard isComplete else { return }
    record.observable.formUnion(
      HeaderSlots.requestFields.subtracting(FieldSet(.hasCookie, .hasAuthorization)))
    if producer.keepsSecrets {
      record.observable.formUnion(FieldSet(.hasCookie, .hasAuthorization))
    }
  }

  private mutating func settleResponse(_ producer: HARProducer) {
    if producer.tellsErrors { record.observable.insert(.browserError) }
    guard let status, status > 0, status <= 999 else {
      record.traits.insert(.responseMissing)
      record.observable.subtract(HeaderSlots.responseFields)
      record.present.subtract(HeaderSlots.responseFields)
      return
    }
    record.setStatus(status)
    // A response without any header is an opaque one, whose headers the page may not see.
    if responseHeaders > 0 { record.observable.formUnion(HeaderSlots.responseFields) }
  }
}
