import Traffic

/// One entry of a HAR being read, its members in whatever order they come.
struct HAREntry {
  /// The record so far.
  var record = Record()
  /// What the URL turned out to be; `nil` where there is none.
  private(set) var url: URLPlaces.Kind?
  /// What the entry is where it never went over HTTP.
  private(set) var aside: Aside?
  /// The status as written; `nil` where there is none.
  var status: Int?
  /// Whether the entry shows that the export keeps cookies and authorization.
  var showsSecrets = false
  /// Whether the producer lists request headers twice.
  var listsTwice = false
  /// Whether the request has a list of headers.
  var hasRequestHeaders = false
  /// Whether the request's headers have one that only those that really went out have.
  var wasSent = false
  /// How many headers the response has.
  var responseHeaders = 0
  /// The request's content type by its body, where no header tells.
  var bodyType: ByteRange?
  /// Where the response leads, by the entry's own member.
  var redirect: ByteRange?
  /// Whether the start is there and cannot be read.
  private(set) var hasBadTime = false

  /// Makes an entry of which nothing is known.
  init() { record.traits.insert(.recorded) }

  /// Takes the URL; only its scheme, host and target are kept.
  mutating func setURL(_ text: Span<UInt8>, isCut: Bool, into bytes: inout [UInt8]) {
    let places = URLPlaces(url: text)
    url = isCut && places.kind == .http ? .malformed : places.kind
    if url == .otherScheme {
      aside =
        text.starts(with: "data:") ? .dataURL : text.starts(with: "blob:") ? .blobURL : .otherScheme
    }
    guard url == .http else { return }
    if places.isPlain {
      // Scheme, host and target lie in one piece.
      let start = bytes.count
      bytes.append(text, from: 0, to: places.target.range.upperBound)
      record.set(.scheme, ByteRange(offset: start, length: 5))
      record.set(.host, ByteRange(offset: start + 8, length: Int(places.host.length)))
      record.setAbsent(.port)
      record.set(
        .target,
        ByteRange(offset: start + Int(places.target.offset), length: Int(places.target.length)))
      return
    }
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
    guard let place = HAREntry.place(text, into: &bytes) else { return }
    record.set(field, place)
  }

  private mutating func keep(_ field: Field, _ text: String, into bytes: inout [UInt8]) {
    let start = bytes.count
    bytes.append(contentsOf: text.utf8)
    record.set(field, ByteRange(start, bytes.count))
  }

  private static func place(_ text: Span<UInt8>, into bytes: inout [UInt8]) -> ByteRange? {
    guard text.count > 0 else { return nil }
    let start = bytes.count
    bytes.append(text, from: 0, to: text.count)
    return ByteRange(start, bytes.count)
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

  /// Takes the resource's type, or how it was asked for.
  mutating func setResourceType(_ text: Span<UInt8>) {
    if text.equals("preflight") { record.traits.insert(.markedPreflight) }
    if text.equals("websocket") { record.traits.insert(.webSocket) }
    if text.equals("document") { record.traits.insert(.navigation) }
    if text.equals("fetch") || text.equals("xhr") { record.traits.insert(.scriptRequest) }
  }

  /// Takes Safari's account of where the response came from.
  mutating func setFetchType(_ text: Span<UInt8>) {
    if text.contains("cache", ignoringCase: true) { record.traits.insert(.fromCache) }
    if text.contains("service worker", ignoringCase: true) {
      record.traits.insert(.fromServiceWorker)
    }
  }

  /// Takes what the producer says of a failure.
  mutating func setError(_ text: Span<UInt8>, into bytes: inout [UInt8]) {
    keep(.browserError, text, into: &bytes)
    // Chromium, Firefox and WebKit, in their own words.
    if text.equals("net::ERR_ABORTED") || text.equals("NS_BINDING_ABORTED")
      || text.equals("cancelled") || text.equals("canceled")
    {
      record.traits.insert(.aborted)
    }
  }

  /// Takes the type of the request's body.
  mutating func setBodyType(_ text: Span<UInt8>, into bytes: inout [UInt8]) {
    bodyType = HAREntry.place(text, into: &bytes)
  }

  /// Takes the URL that the response leads to.
  mutating func setRedirect(_ text: Span<UInt8>, into bytes: inout [UInt8]) {
    redirect = HAREntry.place(text, into: &bytes)
  }

  /// Whether it loads the script of a worker.
  func loadsWorker(_ bytes: [UInt8]) -> Bool {
    guard record.present.contains(.fetchDestination) else { return false }
    let place = record.places[Int(Field.fetchDestination.rawValue)].range
    let destination = bytes.span.extracting(place)
    return destination.equals("worker") || destination.equals("sharedworker")
  }

  /// Notes that the list of cookies that is the value of `key` is not empty.
  mutating func noteCookies(of key: HARKey?) {
    if key == .requestCookies { record.setFlag(.hasCookie, true) }
    showsSecrets = true
  }

  /// Notes that the export keeps cookies.
  mutating func noteSecret() { showsSecrets = true }
}
