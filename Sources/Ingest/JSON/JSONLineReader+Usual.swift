import Traffic

/// Values that are as nearly all of their kind are, taken without a detour.
extension JSONLineReader {
  /// Gives the record a string without escapes, if it is a usual one; `false` where it is to be
  /// looked at as ``take(_:_:isString:)`` does.
  @inline(__always)
  @_lifetime(self: copy self)
  mutating func takeUsualString(_ slot: JSONSlot, from start: Int, to end: Int) -> Bool {
    // What stands for no value has three bytes at most.
    guard end &- start > 3 else { return false }
    switch slot.kind {
    case .startTime, .endTime: return takeTime(slot, from: start, to: end)
    case .requestLine: draft.requestLine = ByteRange(start, end)
    case .client:
      // An address without a port, of IP version 4.
      let text = scanner.bytes.extracting(start..<end)
      guard text[0].isDigit, !text.holds(0x3A) else { return false }
      if !slot.isFallback || !draft.record.present.contains(.client) {
        draft.record.set(.client, ByteRange(start, end))
      }
    case .authority, .host:
      let text = scanner.bytes.extracting(start..<end)
      guard text[0] != 0x5B, !text.holds(0x3A, or: 0x2C) else { return false }
      draft.record.set(.host, ByteRange(start, end))
      if slot.kind == .authority { draft.record.setAbsent(.port) }
    case .discriminator: return isAccepted(from: start, to: end)
    case .text:
      // A path; Suricata has words that begin like one.
      guard slot.field == .target, !slot.isFallback, scanner.bytes[start] == 0x2F,
        scanner.bytes[start + 1] != 0x6C
      else { return false }
      draft.record.set(.target, ByteRange(start, end))
    default: return false
    }
    return true
  }

  /// Whether the discriminator is that which was accepted last.
  private mutating func isAccepted(from start: Int, to end: Int) -> Bool {
    let text = scanner.bytes.extracting(start..<end)
    if !accepted.isEmpty, text.equals(scanner.bytes.extracting(accepted.range)) { return true }
    accepted = mapping.accepts(text) ? ByteRange(start, end) : ByteRange()
    return !accepted.isEmpty
  }

  /// The same for a number.
  @inline(__always)
  @_lifetime(self: copy self)
  mutating func takeUsualNumber(_ slot: JSONSlot, from start: Int, to end: Int) -> Bool {
    let bytes = scanner.bytes
    guard bytes[start].isDigit else { return false }
    switch slot.kind {
    case .status:
      guard end &- start == 3 else { return false }
      let digits = (bytes.loadWord(at: start) ^ 0x30_3030) & 0xFF_FFFF
      // From ten on the sum reaches the top bit.
      guard (digits &+ 0x76_7676 | digits) & 0x80_8080 == 0 else { return false }
      let code = (digits & 15) &* 100 &+ (digits >> 8 & 15) &* 10 &+ digits >> 16
      guard code > 0 else { return false }
      draft.record.setStatus(Int(truncatingIfNeeded: code))
      return true
    case .seconds: return takeDuration(1_000_000_000, from: start, to: end)
    case .milliseconds: return takeDuration(1_000_000, from: start, to: end)
    case .microseconds: return takeDuration(1_000, from: start, to: end)
    case .nanoseconds: return takeDuration(1, from: start, to: end)
    case .startTime, .endTime: return takeTime(slot, from: start, to: end)
    default: return false
    }
  }

  @inline(__always)
  @_lifetime(self: copy self)
  private mutating func takeTime(_ slot: JSONSlot, from start: Int, to end: Int) -> Bool {
    guard let reading = instants.read(scanner.bytes, from: start, to: end) else { return false }
    if reading.lacksZone { draft.record.traits.insert(.zoneMissing) }
    if slot.kind == .endTime {
      draft.end = reading.instant
    } else {
      draft.record.setStart(reading.instant)
    }
    return true
  }

  @inline(__always)
  mutating func takeDuration(_ unit: Double, from start: Int, to end: Int) -> Bool {
    let bytes = scanner.bytes
    guard
      let value = DurationText.short(bytes.loadWord(at: start), count: end &- start, unit: unit)
        ?? DurationText.nanoseconds(bytes.extracting(start..<end), unit: unit)
    else { return false }
    draft.record.setDuration(value)
    return true
  }
}
