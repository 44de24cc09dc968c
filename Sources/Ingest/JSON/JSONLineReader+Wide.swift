import Traffic

/// Headers that Node printed: it takes each byte for a character of Latin-1, so that UTF-8 that was
/// sent stands there encoded once more.
extension JSONLineReader {
  /// Makes the bytes that were sent of values that are UTF-8 once they are read so.
  @_lifetime(self: copy self)
  mutating func narrowHeaders() {
    for raw in 0..<Field.textCount {
      guard let field = Field(rawValue: UInt8(raw)), draft.record.present.contains(field),
        HeaderSlots.requestFields.contains(field) || HeaderSlots.responseFields.contains(field)
      else { continue }
      narrow(field)
    }
  }

  @_lifetime(self: copy self)
  private mutating func narrow(_ field: Field) {
    let place = draft.record.places[Int(field.rawValue)]
    let start = decoded.count
    var index = Int(place.offset)
    let end = index + Int(place.length)
    var isWide = false
    while index < end {
      let byte = byte(at: index)
      if byte < 0x80 {
        decoded.append(byte)
        index += 1
      } else if byte == 0xC2 || byte == 0xC3, index + 1 < end {
        decoded.append(byte << 6 | self.byte(at: index + 1) & 0x3F)
        isWide = true
        index += 2
      } else {
        // No character of Latin-1: the text is as it was meant.
        isWide = false
        break
      }
    }
    guard isWide, UTF8Text.isValid(decoded.span, from: start, to: decoded.count) else {
      decoded.removeLast(decoded.count - start)
      return
    }
    draft.record.set(field, ByteRange(offset: base + start, length: decoded.count - start))
  }
}
