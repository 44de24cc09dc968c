import Traffic

/// What joining needs of one entry of a recording.
struct FetchEntry: BitwiseCopyable {
  /// The record's index.
  var index: Int32
  /// The hash of scheme, host, port, path and query.
  var url: UInt64
  /// The hash of the method.
  var method: UInt64
  /// The hash of the method that a preflight asks for; 0 where it is none.
  var wanted: UInt64
  /// The hash of the Origin; 0 where it is not known.
  var origin: UInt64
  /// Whether the Origin is `null`.
  var hasNullOrigin: Bool
  /// When it began, in nanoseconds since 1970.
  var start: Int64
  /// When it ended.
  var end: Int64
  /// The record's traits.
  var traits: RecordTraits

  /// Looks at an exchange whose URL has the hash `url`.
  init(_ exchange: borrowing ExchangeView, url: UInt64) {
    let record = exchange.record
    index = Int32(truncatingIfNeeded: exchange.index)
    self.url = url
    method = exchange.bytes(.method).hash()
    wanted = FetchEntry.isPreflight(exchange) ? exchange.bytes(.requestMethod).hash() : 0
    origin = exchange.has(.origin) ? exchange.bytes(.origin).hash() : 0
    hasNullOrigin = exchange.bytes(.origin).equals("null")
    start = record.start.nanoseconds
    end = start &+ max(0, record.present.contains(.duration) ? record.duration : 0)
    traits = record.traits
  }

  /// The hash of the URL of an exchange; `nil` where it is no entry of a recording, or none that
  /// can be joined.
  static func url(of exchange: borrowing ExchangeView) -> UInt64? {
    let record = exchange.record
    guard record.traits.contains(.recorded), exchange.has(.host),
      record.traits.isDisjoint(with: [.webSocket, .fromCache])
    else { return nil }
    return url(
      isSecure: exchange.bytes(.scheme).equals("https"), host: exchange.bytes(.host),
      port: record.port,
      target: exchange.bytes(.target))
  }

  /// Whether the exchange is a preflight.
  static func isPreflight(_ exchange: borrowing ExchangeView) -> Bool {
    exchange.has(.requestMethod) && exchange.bytes(.method).equals("OPTIONS")
  }

  /// The hash of a URL; a port that is the scheme's own counts as none.
  static func url(
    isSecure: Bool, host: Span<UInt8>, port: UInt16, target: Span<UInt8>
  ) -> UInt64 {
    let isDefault = port == (isSecure ? 443 : 80)
    let place = UInt64(isDefault ? 0 : port) << 1 | (isSecure ? 1 : 0)
    return host.hash(seed: target.hash(seed: place))
  }

  /// How long the time between the two is, in nanoseconds; 0 where they overlap.
  func gap(to other: FetchEntry) -> UInt64 {
    if other.start > end { return (other.start &- end).magnitude }
    if start > other.end { return (start &- other.end).magnitude }
    return 0
  }

  /// How far apart the two began, in nanoseconds.
  func distance(to other: FetchEntry) -> UInt64 { (start &- other.start).magnitude }
}
