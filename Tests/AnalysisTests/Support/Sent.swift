import Traffic

/// What a test's input says of one field.
enum Said: Sendable, Equatable, ExpressibleByStringLiteral {
  case value(String)
  case absent
  case notObservable

  init(stringLiteral text: String) { self = .value(text) }
}

/// User-Agents as browsers and others write them.
enum Agent {
  static let chrome =
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) "
    + "Chrome/140.0.0.0 Safari/537.36"
  static let firefox =
    "Mozilla/5.0 (X11; Linux x86_64; rv:142.0) Gecko/20100101 Firefox/142.0"
  static let safari =
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    + "Version/18.0 Safari/605.1.15"
  static let curl = "curl/8.5.0"
}

/// A readable description of one exchange.
///
/// Unless told otherwise a page of `https://app.example.com` in Chrome asks for
/// `https://api.example.com/items`; the input shows all headers but Cookie, Authorization,
/// Sec-Fetch-* and the browser's own errors, and the response has no CORS headers.
struct Sent: Sendable {
  /// 2026-01-01T00:00:00Z.
  static let epoch = 1_767_225_600.0

  var fields: [Field: Said] = [
    .client: "203.0.113.7", .protocol: "HTTP/2.0", .scheme: "https", .host: "api.example.com",
    .target: "/items", .origin: "https://app.example.com", .userAgent: .value(Agent.chrome),
    .referer: .absent, .contentType: .absent, .requestMethod: .absent, .requestHeaders: .absent,
    .allowOrigin: .absent, .allowCredentials: .absent, .allowMethods: .absent,
    .allowHeaders: .absent, .exposeHeaders: .absent, .maxAge: .absent, .vary: .absent,
    .location: .absent,
  ]
  var status: Int?
  var port: Int?
  /// Seconds after ``epoch``; `nil` where the input has no times.
  var start: Double?
  var seconds: Double?
  var traits: RecordTraits = []
  var repeated: FieldSet = []

  init(
    _ method: Said = "GET", _ status: Int? = 200, at start: Double? = 0,
    took seconds: Double? = nil,
    port: Int? = nil, traits: RecordTraits = [], repeated: FieldSet = [],
    _ fields: [Field: Said] = [:]
  ) {
    self.status = status
    self.port = port
    self.start = start
    self.seconds = seconds
    self.traits = traits
    self.repeated = repeated
    self.fields[.method] = method
    self.fields.merge(fields) { $1 }
  }

  /// GET with a 200.
  init(
    at start: Double? = 0, port: Int? = nil, traits: RecordTraits = [], repeated: FieldSet = [],
    _ fields: [Field: Said]
  ) {
    self.init("GET", 200, at: start, port: port, traits: traits, repeated: repeated, fields)
  }

  /// Another method with a 200.
  init(
    _ method: Said, at start: Double? = 0, port: Int? = nil, traits: RecordTraits = [],
    repeated: FieldSet = [], _ fields: [Field: Said]
  ) {
    self.init(method, 200, at: start, port: port, traits: traits, repeated: repeated, fields)
  }

  /// A preflight for `method`; its answer is a 204 that grants the method to the page's origin.
  static func preflight(
    _ method: Said = "PUT", _ status: Int? = 204, at start: Double? = 0,
    took seconds: Double? = nil,
    traits: RecordTraits = [], repeated: FieldSet = [], _ fields: [Field: Said] = [:]
  ) -> Sent {
    var granted: Said = .absent
    if case .value = method { granted = method }
    return Sent(
      "OPTIONS", status, at: start, took: seconds, traits: traits, repeated: repeated,
      [
        .requestMethod: method, .allowOrigin: "https://app.example.com",
        .allowCredentials: "true", .allowMethods: granted,
      ].merging(fields) { $1 })
  }

  /// A preflight for PUT, answered with the 204.
  static func preflight(
    at start: Double? = 0, traits: RecordTraits = [], _ fields: [Field: Said]
  ) -> Sent {
    preflight("PUT", 204, at: start, traits: traits, fields)
  }

  /// The same for another method.
  static func preflight(
    _ method: Said, at start: Double? = 0, traits: RecordTraits = [], _ fields: [Field: Said]
  ) -> Sent {
    preflight(method, 204, at: start, traits: traits, fields)
  }

  /// The same exchange with further traits.
  func with(traits: RecordTraits) -> Sent {
    var copy = self
    copy.traits.formUnion(traits)
    return copy
  }

  /// The same exchange with another status.
  func with(status: Int) -> Sent {
    var copy = self
    copy.status = status
    return copy
  }

  /// The same exchange, some of its fields told anew.
  func with(_ fields: [Field: Said]) -> Sent {
    var copy = self
    copy.fields.merge(fields) { $1 }
    return copy
  }
}

extension Batch {
  /// A batch of one position an exchange.
  init(_ exchanges: [Sent], firstPosition: Int = 1, source: Int = 0) {
    self.init()
    self.firstPosition = firstPosition
    self.source = source
    for sent in exchanges { append(sent) }
    inputCount = bytes.count
    positionCount = exchanges.count
  }

  mutating func append(_ sent: Sent) {
    var record = Record()
    for (field, said) in sent.fields.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      switch said {
      case .value(let text) where field.isText:
        let value = Array(text.utf8)
        record.set(field, append(value.span))
      case .value: record.setFlag(field, true)
      case .absent: record.setAbsent(field)
      case .notObservable: record.forget(field)
      }
    }
    if let status = sent.status { record.setStatus(status) }
    if let port = sent.port { record.setPort(port) }
    if let start = sent.start { record.setStart(Timestamp(seconds: Sent.epoch + start)) }
    if let seconds = sent.seconds { record.setDuration(Int64(seconds * 1_000_000_000)) }
    record.traits = sent.traits
    record.repeated = sent.repeated
    record.position = UInt32(records.count)
    records.append(record)
  }

  /// Calls `body` with a look at the first exchange.
  func withFirst<Result>(_ body: (borrowing ExchangeView) -> Result) -> Result {
    body(ExchangeView(bytes: bytes.span, records: records.span, index: 0))
  }
}
