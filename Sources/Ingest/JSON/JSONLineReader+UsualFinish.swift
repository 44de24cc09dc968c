import Traffic

/// The end of lines of which nothing is to be made beyond what their keys tell.
extension JSONLineReader {
  /// Does what ``finish()`` does, if the line is as nearly all are: of a request that was read
  /// whole and answered; `false` where that is to be called, of which nothing is changed then that
  /// it would not change itself.
  @_lifetime(self: copy self)
  mutating func finishUsual() -> Bool {
    guard isOrdinary, !isWide, !draft.isForeign, !draft.isUnread, !draft.hasBrokenTarget,
      draft.path.isEmpty, draft.hasRequest || !needsRequest
    else { return false }
    let tellsAll = draft.record.present.isDisjoint(with: FieldSet(.method, .target))
    if !draft.requestLine.isEmpty, !splitUsualRequestLine(tellsAll: tellsAll) { return false }
    guard RejectedRequest.hasLine(draft.record), draft.record.present.contains(.status),
      !RejectedRequest.isPossible(draft.record),
      !draft.record.traits.contains(.responseMissing), tellsAll || isOfUsualVersion(),
      isWithoutLongAddress()
    else { return false }
    if let encrypted = draft.isEncrypted, !draft.record.present.contains(.scheme) {
      draft.record.set(.scheme, ByteRange(offset: base, length: encrypted ? 5 : 4))
    }
    settleTimes()
    draft.record.observable.subtract(hidden)
    return true
  }

  /// Whether the method begins with a letter and the version is one that servers speak to browsers:
  /// one of eight bytes, not before 1.1.
  private mutating func isOfUsualVersion() -> Bool {
    let method = draft.record.places[Int(Field.method.rawValue)]
    guard (byte(at: Int(method.offset)) | 0x20) &- 97 < 26 else { return false }
    let version = draft.record.places[Int(Field.protocol.rawValue)]
    // Of four or five bytes it may be a scheme.
    guard version.length == 8 else { return !hostIsAssumed && version.length &- 4 > 1 }
    let major = byte(at: Int(version.offset) + 5)
    return major > 0x31 || major == 0x31 && byte(at: Int(version.offset) + 7) == 0x31
  }

  /// Whether the client's address is not of the length of those that are written otherwise.
  private mutating func isWithoutLongAddress() -> Bool {
    draft.record.places[Int(Field.client.rawValue)].length != 39
  }

  /// Takes method, target and protocol from a request line as nearly all are: a method of at most
  /// seven capitals, a path, and a version of eight bytes that servers speak to browsers.
  ///
  /// - Parameter tellsAll: Whether no key gave a method or a target.
  /// - Returns: `false`, and nothing is changed, where it is another.
  @_lifetime(self: copy self)
  private mutating func splitUsualRequestLine(tellsAll: Bool) -> Bool {
    let place = draft.requestLine
    let start = Int(place.offset)
    let end = start &+ Int(place.length)
    guard place.length >= 14, end <= base else { return false }
    let word = scanner.bytes.loadWord(at: start)
    let blanks = (word ^ 0x2020_2020_2020_2020).zeroBytes
    guard blanks != 0 else { return false }
    // The first that is found is one.
    let count = blanks.trailingZeroBitCount &>> 3
    let letters = ~(UInt64.max &<< UInt64(truncatingIfNeeded: 8 &* count)) & 0x8080_8080_8080_8080
    // From `A` on the first sum reaches the top bit, from behind `Z` on the second.
    let capitals =
      (word &+ 0x3F3F_3F3F_3F3F_3F3F) & ~(word &+ 0x2525_2525_2525_2525) & ~word
    let target = start &+ count &+ 1
    // `HTTP/`, its first byte the lowest, and behind it the two digits of the version.
    let version = scanner.bytes.loadWord(at: end &- 8)
    let (major, minor) = (version >> 40 & 0xFF, version >> 56)
    guard count > 0, capitals & letters == letters, scanner.bytes[target] == 0x2F,
      target < end &- 9, scanner.bytes[end &- 9] == 0x20,
      version & 0xFF_FFFF_FFFF == 0x2F_5054_5448,
      major > 0x31 || major == 0x31 && minor == 0x31
    else { return false }
    guard tellsAll else {
      keep(.protocol, at: end &- 8, 8)
      if !draft.record.present.contains(.method) { keep(.method, at: start, count) }
      if !draft.record.present.contains(.target) { keep(.target, at: target, end &- 9 &- target) }
      return true
    }
    let fields = FieldSet(.method).union(FieldSet(.target)).union(FieldSet(.protocol))
    draft.record.observable.formUnion(fields)
    draft.record.present.formUnion(fields)
    draft.record.setPlace(of: .protocol, end &- 8, end)
    draft.record.setPlace(of: .method, start, start &+ count)
    draft.record.setPlace(of: .target, target, end &- 9)
    return true
  }
}
