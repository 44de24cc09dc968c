package import Traffic

/// Reads request lines as servers log them, whatever clients sent.
package enum RequestLine {
  /// Fills method, target and protocol from the line at `place`, and host and port from a target in
  /// absolute form; what is no request line leaves them absent.
  ///
  /// - SeeAlso: RFC 9112, section 3.
  @inline(__always)
  package static func fill(_ record: inout Record, from place: ByteRange, in bytes: Span<UInt8>) {
    let start = place.range.lowerBound
    let end = place.range.upperBound
    let methodEnd = ByteSearch.first(0x20, in: bytes, from: start, to: end)
    guard methodEnd < end, methodEnd > start else { return }
    for index in start..<methodEnd where !bytes[index].isToken { return }
    // Squid writes `- error:…` for what it could not read.
    if methodEnd == start + 1, bytes[start] == 0x2D { return }
    // HTTP/0.9 has no protocol; a target may hold blanks, so the protocol is what follows the last.
    var targetEnd = end
    // Most end in ` HTTP/1.1`; what does not is searched.
    let usual = end - 9
    if usual > methodEnd, bytes[usual] == 0x20,
      bytes.extracting(usual + 1..<end).starts(with: "HTTP/")
    {
      targetEnd = usual
      if !record.present.contains(.protocol) { record.set(.protocol, ByteRange(usual + 1, end)) }
    } else if let blank = ByteSearch.last(0x20, in: bytes, from: methodEnd + 1, to: end),
      bytes.extracting(blank + 1..<end).starts(with: "HTTP/")
    {
      targetEnd = blank
      if !record.present.contains(.protocol) { record.set(.protocol, ByteRange(blank + 1, end)) }
    }
    if !record.present.contains(.method) { record.set(.method, ByteRange(start, methodEnd)) }
    guard targetEnd > methodEnd + 1, !record.present.contains(.target) else { return }
    fillTarget(&record, ByteRange(methodEnd + 1, targetEnd), in: bytes)
  }

  /// Fills the target from `place`; scheme, host and port are taken off a target in absolute form.
  package static func fillTarget(
    _ record: inout Record, _ place: ByteRange, in bytes: Span<UInt8>
  ) {
    let value = bytes.extracting(place.range)
    let schemeEnd = endOfScheme(value)
    guard schemeEnd > 0, schemeEnd + 2 < value.count, value[schemeEnd] == 0x3A,
      value[schemeEnd + 1] == 0x2F, value[schemeEnd + 2] == 0x2F
    else {
      record.set(.target, place)
      return
    }
    let offset = place.range.lowerBound
    let authority = schemeEnd + 3
    var pathStart = authority
    // Squid puts the `*` of `OPTIONS *` behind the authority.
    while pathStart < value.count, value[pathStart] != 0x2F, value[pathStart] != 0x3F,
      value[pathStart] != 0x2A
    {
      pathStart += 1
    }
    if !record.present.contains(.scheme) {
      record.set(.scheme, ByteRange(offset: offset, length: schemeEnd))
    }
    if !record.present.contains(.host) {
      let user = ByteSearch.last(0x40, in: value, from: authority, to: pathStart)
      let hostStart = user.map { $0 + 1 } ?? authority
      HostText.fill(&record, from: ByteRange(offset + hostStart, offset + pathStart), in: bytes)
    }
    record.set(.target, ByteRange(offset + pathStart, place.range.upperBound))
  }

  /// How many bytes at the start of `value` may be a scheme.
  ///
  /// - SeeAlso: RFC 3986, section 3.1.
  private static func endOfScheme(_ value: Span<UInt8>) -> Int {
    var end = 0
    while end < value.count {
      let byte = value[end]
      let isLetter = (byte | 0x20) &- 97 < 26
      guard isLetter || end > 0 && (byte.isDigit || byte == 0x2B || byte == 0x2D || byte == 0x2E)
      else { break }
      end += 1
    }
    return end
  }
}
