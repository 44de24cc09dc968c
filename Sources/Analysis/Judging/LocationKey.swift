import Traffic

/// Works out the URL that a redirect leads to, as far as it can be found among other URLs.
///
/// - SeeAlso: https://fetch.spec.whatwg.org/#concept-response-location-url
struct LocationKey: Sendable {
  private var target: [UInt8] = []
  private var host: [UInt8] = []

  /// The hash of the URL that `Location` of the exchange names, as ``FetchEntry`` has it; `nil`
  /// where it is no HTTP URL.
  mutating func url(of exchange: borrowing ExchangeView) -> UInt64? {
    let location = exchange.bytes(.location).trimmingBlanks()
    guard location.count > 0 else { return nil }
    if location.starts(with: "//") {
      let isSecure = exchange.bytes(.scheme).equals("https")
      return absolute(location, from: 2, isSecure: isSecure)
    }
    if LocationKey.starts(location, "https://") {
      return absolute(location, from: 8, isSecure: true)
    }
    if LocationKey.starts(location, "http://") {
      return absolute(location, from: 7, isSecure: false)
    }
    guard location.firstIndex(of: 0x3A).map({ LocationKey.isInPath(location, $0) }) ?? true else {
      return nil
    }
    target.removeAll(keepingCapacity: true)
    switch location[0] {
    case 0x2F: break
    case 0x3F: appendBase(of: exchange.bytes(.target), toSlash: false)
    case 0x23: return nil
    default: appendBase(of: exchange.bytes(.target), toSlash: true)
    }
    append(location, from: 0)
    return FetchEntry.url(
      isSecure: exchange.bytes(.scheme).equals("https"), host: exchange.bytes(.host),
      port: exchange.port,
      target: target.span)
  }

  private static func starts(_ location: Span<UInt8>, _ scheme: StaticString) -> Bool {
    let length = scheme.utf8CodeUnitCount
    return location.count > length
      && location.extracting(first: length).equalsIgnoringCase(scheme)
  }

  /// Whether a colon at `index` belongs to a path or query, and not to a scheme.
  private static func isInPath(_ location: Span<UInt8>, _ index: Int) -> Bool {
    for place in 0..<index where location[place] == 0x2F || location[place] == 0x3F { return true }
    return false
  }

  private mutating func absolute(
    _ location: Span<UInt8>, from start: Int, isSecure: Bool
  ) -> UInt64? {
    var end = start
    var hostStart = start
    while end < location.count, ![0x2F, 0x3F, 0x23].contains(location[end]) {
      if location[end] == 0x40 { hostStart = end + 1 }
      end += 1
    }
    var hostEnd = end
    var port = 0
    if let colon = LocationKey.lastColon(location, hostStart, end) {
      guard let number = location.extracting(colon + 1..<end).decimal, number <= 65_535 else {
        return nil
      }
      port = number
      hostEnd = colon
    }
    guard hostEnd > hostStart else { return nil }
    target.removeAll(keepingCapacity: true)
    if end >= location.count || location[end] != 0x2F { target.append(0x2F) }
    append(location, from: end)
    host.removeAll(keepingCapacity: true)
    for index in hostStart..<hostEnd { host.append(location[index].asciiLowercased) }
    return FetchEntry.url(
      isSecure: isSecure, host: host.span, port: UInt16(port), target: target.span)
  }

  /// The colon before a port, which is not one within an IPv6 address.
  private static func lastColon(_ location: Span<UInt8>, _ start: Int, _ end: Int) -> Int? {
    var index = end - 1
    while index >= start, location[index].isDigit { index -= 1 }
    return index > start && location[index] == 0x3A && index < end - 1 ? index : nil
  }

  /// Appends the path of the URL that redirects, as a reference is resolved against it.
  private mutating func appendBase(of target: Span<UInt8>, toSlash: Bool) {
    let query = target.firstIndex(of: 0x3F) ?? target.count
    var end = query
    if toSlash {
      while end > 0, target[end - 1] != 0x2F { end -= 1 }
    }
    for index in 0..<end { self.target.append(target[index]) }
  }

  /// Appends a path and query up to the fragment, escaped as a browser does before it asks.
  ///
  /// - SeeAlso: https://url.spec.whatwg.org/#query-percent-encode-set
  private mutating func append(_ location: Span<UInt8>, from start: Int) {
    var isQuery = false
    for index in start..<location.count {
      let byte = location[index]
      if byte == 0x23 { return }
      if byte == 0x3F { isQuery = true }
      let isSpecial: Bool =
        switch byte {
        case 0x22, 0x3C, 0x3E: true
        case 0x27: isQuery
        case 0x60, 0x7B, 0x7D, 0x5E: !isQuery
        default: byte <= 0x20 || byte >= 0x7F
        }
      guard isSpecial else {
        target.append(byte)
        continue
      }
      let digits = StaticString("0123456789ABCDEF")
      target.append(0x25)
      target.append(digits.byte(at: Int(byte >> 4)))
      target.append(digits.byte(at: Int(byte & 15)))
    }
  }
}
