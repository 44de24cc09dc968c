import Traffic

/// Puts header values behind the bytes that a record points into.
enum FieldWriter {
  /// The bytes that one head may take once its repeated lines are joined.
  ///
  /// Joining copies what was there, so a hostile head could otherwise grow with its square.
  private static let joinLimit = 1 << 20

  /// Notes a header line's value, joined to those of earlier lines of the same name.
  ///
  /// - SeeAlso: https://fetch.spec.whatwg.org/#concept-header-list-get
  @inline(__always)
  static func add(
    _ value: Span<UInt8>, as field: Field, to record: inout Record, bytes: inout [UInt8],
    base: Int
  ) {
    guard !record.present.contains(field) else {
      return join(value, as: field, to: &record, bytes: &bytes, base: base)
    }
    let start = bytes.count
    append(value, as: field, to: &bytes)
    record.set(field, ByteRange(start, bytes.count))
  }

  private static func join(
    _ value: Span<UInt8>, as field: Field, to record: inout Record, bytes: inout [UInt8],
    base: Int
  ) {
    let old = record.places[Int(field.rawValue)].range
    guard bytes.count - base + old.count + value.count <= joinLimit else { return }
    var start = old.lowerBound
    if old.upperBound != bytes.count {
      start = bytes.count
      for index in old { bytes.append(bytes[index]) }
    }
    bytes.append(0x2C)
    bytes.append(0x20)
    append(value, as: field, to: &bytes)
    record.set(field, ByteRange(start, bytes.count))
    record.repeated.insert(field)
  }

  /// Adds a folded line to the value just noted.
  ///
  /// - SeeAlso: RFC 9112, section 5.2.
  static func fold(
    _ value: Span<UInt8>, onto field: Field, of record: inout Record, bytes: inout [UInt8]
  ) {
    let place = record.places[Int(field.rawValue)].range
    guard !value.isEmpty, record.present.contains(field), place.upperBound == bytes.count else {
      return
    }
    if !place.isEmpty { bytes.append(0x20) }
    append(value, as: field, to: &bytes)
    record.places[Int(field.rawValue)] = ByteRange(place.lowerBound, bytes.count)
  }

  /// Where the user's name and password stand in `authority`; empty if there are none.
  ///
  /// - SeeAlso: RFC 3986, section 3.2.1.
  static func userinfo(_ authority: Span<UInt8>) -> Int {
    guard hasAt(authority) else { return 0 }
    var index = authority.count
    while index > 0, authority[index - 1] != 0x40 { index -= 1 }
    return index
  }

  @inline(__always)
  private static func hasAt(_ text: Span<UInt8>) -> Bool {
    text.position(of: 0x40, from: 0, to: text.count) < text.count
  }

  // A name and password in a URL are secrets: they do not get into a batch.
  @inline(__always)
  private static func append(_ value: Span<UInt8>, as field: Field, to bytes: inout [UInt8]) {
    switch field {
    case .host, .referer, .location:
      hasAt(value) ? appendURL(value, as: field, to: &bytes) : bytes.append(bytes: value)
    default: bytes.append(bytes: value)
    }
  }

  private static func appendURL(_ value: Span<UInt8>, as field: Field, to bytes: inout [UInt8]) {
    switch field {
    case .host:
      bytes.append(bytes: value.extracting(userinfo(value)..<value.count))
    default:
      let authority = authority(of: value)
      let secret = userinfo(value.extracting(authority))
      guard secret > 0 else { return bytes.append(bytes: value) }
      bytes.append(bytes: value.extracting(0..<authority.lowerBound))
      bytes.append(bytes: value.extracting((authority.lowerBound + secret)..<value.count))
    }
  }

  /// Where the authority stands in the URL `url`; empty if it has none.
  static func authority(of url: Span<UInt8>) -> Range<Int> {
    var index = 0
    while index < url.count, url[index] != 0x2F, url[index] != 0x3F, url[index] != 0x23 {
      index += 1
    }
    guard index + 1 < url.count, url[index] == 0x2F, url[index + 1] == 0x2F,
      index == 0 || url[index - 1] == 0x3A
    else { return 0..<0 }
    let start = index + 2
    index = start
    while index < url.count, url[index] != 0x2F, url[index] != 0x3F, url[index] != 0x23 {
      index += 1
    }
    return start..<index
  }
}
