package import Traffic

/// Splits what a Host header, or an authority, holds.
package enum HostText {
  /// Fills host and, where one is written, port from the bytes at `place`.
  ///
  /// An IPv6 address keeps its brackets; one without them has no port.
  package static func fill(_ record: inout Record, from place: ByteRange, in bytes: Span<UInt8>) {
    let start = place.range.lowerBound
    let end = place.range.upperBound
    guard end > start else { return }
    // Two Host headers, put together by the server: which of them it meant is not known.
    guard ByteSearch.first(0x2C, in: bytes, from: start, to: end) == end else {
      record.forget(.host)
      return
    }
    var colon = end - 1
    while colon > start, bytes[colon].isDigit { colon -= 1 }
    // `:80` names a port and no host.
    if colon == start, bytes[colon] == 0x3A, end - start < 7 { return }
    if colon > start, colon < end - 1, bytes[colon] == 0x3A,
      bytes[start] == 0x5B
        ? bytes[colon - 1] == 0x5D
        : ByteSearch.first(0x3A, in: bytes, from: start, to: colon) == colon,
      let port = bytes.extracting(colon + 1..<end).decimal, port <= 65_535
    {
      record.set(.host, ByteRange(start, colon))
      record.setPort(port)
    } else {
      record.set(.host, place)
    }
  }
}
