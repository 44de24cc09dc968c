import Traffic

/// What lines hold that a server made up, or did not come to read.
extension TemplateProgram {
  /// Makes unobservable what the server did not come to read, or put in place of it.
  @inline(__always)
  func forgetDoubtful(_ record: inout Record, _ parts: LineParts, in bytes: Span<UInt8>) {
    RejectedRequest.forgetUnread(&record)
    if hasDoubts { forgetMore(&record, parts, in: bytes) }
  }

  /// Whether a request of HTTP/1.1 or later shows nothing that a server might have made up.
  @inline(__always)
  static func isOrdinary(_ record: borrowing Record, in bytes: Span<UInt8>) -> Bool {
    let version = record.places[Int(Field.protocol.rawValue)]
    guard version.length == 8, RejectedRequest.hasLine(record), record.status != 505
    else { return false }
    // `HTTP/1.1`: the digits stand in the last and the last but two places.
    let digits = bytes.loadWord(at: Int(version.offset)) & 0xFF00_FF00_0000_0000
    guard digits == 0x3100_3100_0000_0000 || digits == 0x3000_3200_0000_0000 else { return false }
    let method = record.places[Int(Field.method.rawValue)]
    let target = record.places[Int(Field.target.rawValue)]
    return bytes[Int(method.offset)] != 0x3C && bytes[Int(target.offset)] != 0x3C
  }

  func forgetMore(_ record: inout Record, _ parts: LineParts, in bytes: Span<UInt8>) {
    // HAProxy writes `<BADREQ>` for each part of a request line that it could not read.
    if parts.isUnread || isMarked(record, in: bytes) { RejectedRequest.forgetAll(&record) }
    let isOld = isOldVersion(record, in: bytes)
    // What no server behind this one was asked for was refused by this one.
    let isUnread =
      showsMethod && !record.present.contains(.method)
      || parts.lacksUpstream && RejectedRequest.isPossible(record)
    if hostIsSettled, isOld || isUnread {
      record.forget(.host)
      record.forget(.port)
    }
    if !parts.authority.isEmpty, record.present.contains(.host),
      !isHost(record.places[Int(Field.host.rawValue)], in: parts.authority, bytes)
    {
      // The target had no slash of its own to end the host that Varnish put before it.
      record.forget(.target)
    }
    if isOldest(record, in: bytes) {
      RejectedRequest.forgetHeaders(&record)
      // What Squid takes for HTTP/0.9 is what it could not read the version of.
      if settlesURLs { record.forget(.protocol) }
    }
    // Squid takes for HTTP/0.9 what it could not read the version of, which may not be logged.
    if settlesURLs, !record.observable.contains(.protocol), RejectedRequest.lacksHeaders(record) {
      RejectedRequest.forgetHeaders(&record)
    }
    // Squid answers a version that it does not speak under its own.
    if settlesURLs, record.status == 505 { record.forget(.protocol) }
    if refusesAsOldVersion, isOld, RejectedRequest.isPossible(record) {
      if protocolIsOwn { record.forget(.protocol) }
      if targetIsPath { record.forget(.target) }
    }
  }

  private static let markedFields = FieldSet(.method, .target).fields

  /// Whether the authority at `place` is the `host`, with or without a port.
  private func isHost(_ host: ByteRange, in place: ByteRange, _ bytes: Span<UInt8>) -> Bool {
    guard host.length <= place.length else { return false }
    let authority = bytes.extracting(place.range)
    let length = Int(host.length)
    return authority.extracting(0..<length).equalsIgnoringCase(bytes.extracting(host.range))
      && (length == authority.count || authority[length] == 0x3A)
  }

  private func isMarked(_ record: borrowing Record, in bytes: Span<UInt8>) -> Bool {
    for field in TemplateProgram.markedFields where record.present.contains(field) {
      if bytes[Int(record.places[Int(field.rawValue)].offset)] == 0x3C { return true }
    }
    return false
  }

  /// Whether the version is written and that of requests without headers.
  private func isOldest(_ record: borrowing Record, in bytes: Span<UInt8>) -> Bool {
    let place = record.places[Int(Field.protocol.rawValue)]
    guard record.present.contains(.protocol), place.length == 8 else { return false }
    return bytes[Int(place.offset) + 5] == 0x30
  }

  /// Whether the request is of a version that does without a Host: HTTP/1.0 or older.
  private func isOldVersion(_ record: borrowing Record, in bytes: Span<UInt8>) -> Bool {
    guard record.present.contains(.protocol) else { return record.observable.contains(.protocol) }
    let place = record.places[Int(Field.protocol.rawValue)]
    guard place.length == 8 else { return false }
    let digits = (bytes[Int(place.offset) + 5], bytes[Int(place.offset) + 7])
    return digits.0 == 0x30 || digits.0 == 0x31 && digits.1 == 0x30
  }

  /// Writes a path that the server decoded as browsers send it, so that it is that of other logs.
  ///
  /// - SeeAlso: https://url.spec.whatwg.org/#path-percent-encode-set
  func encodePath(_ record: inout Record, in bytes: inout [UInt8]) {
    guard record.present.contains(.target) else { return }
    let place = record.places[Int(Field.target.rawValue)].range
    var end = place.lowerBound
    while end < place.upperBound, bytes[end] != 0x3F { end += 1 }
    guard bytes[place.lowerBound..<end].contains(where: TemplateProgram.isEncoded) else { return }
    let start = bytes.count
    for index in place {
      let byte = bytes[index]
      if index < end, TemplateProgram.isEncoded(byte) {
        bytes.append(0x25)
        bytes.append(TemplateProgram.digits[Int(byte >> 4)])
        bytes.append(TemplateProgram.digits[Int(byte & 15)])
      } else {
        bytes.append(byte)
      }
    }
    record.places[Int(Field.target.rawValue)] = ByteRange(start, bytes.count)
  }

  private static let digits = Array("0123456789ABCDEF".utf8)

  private static func isEncoded(_ byte: UInt8) -> Bool {
    if byte <= 0x20 || byte >= 0x7F { return true }
    switch byte {
    case 0x22, 0x23, 0x25, 0x3C, 0x3E, 0x5C, 0x5E, 0x60, 0x7B, 0x7D: return true
    default: return false
    }
  }
}
