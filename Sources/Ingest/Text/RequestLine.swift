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
    // HTTP/0.9 has no protocol; a target may hold blanks, so the protocol is what follows the last.
    var targetEnd = end
    if let blank = ByteSearch.last(0x20, in: bytes, from: methodEnd + 1, to: end),
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
    guard value.count > 0, value[0] != 0x2F,
      let schemeEnd = value.firstIndex(of: 0x3A), schemeEnd + 2 < value.count,
      value[schemeEnd + 1] == 0x2F, value[schemeEnd + 2] == 0x2F
    else {
      record.set(.target, place)
      return
    }
    let offset = place.range.lowerBound
    let authority = schemeEnd + 3
    var pathStart = authority
    while pathStart < value.count, value[pathStart] != 0x2F, value[pathStart] != 0x3F {
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
}
