package import Traffic

/// Writes what is needed to send a request again: method, header names and path.
///
/// The text is `METHOD NAMES PATH`, the names joined by commas and `-` where there are none; method
/// and names are those that a preflight asked for. A `?` stands behind a name that was not granted.
package struct RequestText: Sendable {
  /// The text made last; kept so that its memory is used again.
  package private(set) var bytes: [UInt8] = []

  /// Makes a writer.
  package init() { bytes.reserveCapacity(512) }

  /// Writes the request of `exchange` into ``bytes``; `refused` is where the name stands that was
  /// not granted.
  package mutating func write(
    _ exchange: borrowing ExchangeView, isPreflight: Bool, refused: Range<Int> = 0..<0
  ) {
    bytes.removeAll(keepingCapacity: true)
    append(exchange.bytes(isPreflight ? .requestMethod : .method), limit: 32)
    if bytes.isEmpty { bytes.append(0x2D) }
    bytes.append(0x20)
    let start = bytes.count
    if isPreflight {
      append(exchange.bytes(.requestHeaders), limit: 200, markAt: refused.upperBound)
    }
    if bytes.count == start { bytes.append(0x2D) }
    bytes.append(0x20)
    let target = exchange.bytes(.target)
    // What is cut by the table of names must not be cut inside a secret.
    for index in 0..<min(target.count, 2048) { bytes.append(target[index]) }
  }

  /// Appends a method or a list of names; what can be in neither is left out.
  private mutating func append(_ text: Span<UInt8>, limit: Int, markAt mark: Int = 0) {
    for index in 0..<min(text.count, limit) {
      let byte = text[index]
      if byte > 0x20, byte < 0x7F, !RequestText.separates(byte) { bytes.append(byte) }
      // Of a name that is left out wholly there is nothing to mark.
      if index + 1 == mark, let last = bytes.last, last != 0x2C, last > 0x20 { bytes.append(0x3F) }
    }
  }

  /// Whether the byte is one of `"#&'/;=?@`.
  private static func separates(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x22, 0x23, 0x26, 0x27, 0x2F, 0x3B, 0x3D, 0x3F, 0x40: true
    default: false
    }
  }

  /// Splits the bytes of a text that was written here into its parts; `nil` where it is none.
  static func request(_ bytes: [UInt8]) -> Report.ExampleRequest? {
    guard let start = bytes.firstIndex(of: 0x20),
      let end = bytes[(start + 1)...].firstIndex(of: 0x20), end + 1 < bytes.count
    else { return nil }
    let method = bytes[..<start]
    var headers: [String] = []
    var refused: Int?
    // A name may be `-`, but not alone: that stands for none.
    let names = bytes[(start + 1)..<end]
    if !names.elementsEqual([0x2D]) {
      for name in names.split(separator: 0x2C) {
        let isMarked = name.last == 0x3F
        if isMarked, refused == nil { refused = headers.count }
        headers.append(String(decoding: isMarked ? name.dropLast() : name, as: UTF8.self))
      }
    }
    return Report.ExampleRequest(
      method: method.elementsEqual([0x2D]) ? "GET" : String(decoding: method, as: UTF8.self),
      headers: headers, path: String(decoding: bytes[(end + 1)...], as: UTF8.self), refused: refused
    )
  }
}
