/// Looking at bytes instead of characters where they say the same: text is laid out word by word.
extension String {
  /// Whether each scalar is a character of its own: below U+0300 none joins the one before it.
  var isSimple: Bool {
    let bytes = utf8Span.span
    var greatest: UInt8 = 0
    for index in bytes.indices { greatest = max(greatest, bytes[index]) }
    return greatest < 0xCC
  }

  /// The text with a space in the place of each no-break space.
  var withBreakingSpaces: String {
    guard utf8.contains(0xA0) else { return self }
    guard isSimple else { return replacing("\u{A0}", with: " ") }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(utf8.count)
    for byte in utf8 {
      if byte == 0xA0, bytes.last == 0xC2 {
        bytes[bytes.count - 1] = 0x20
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The text with a no-break space in the place of each space.
  var withoutBreakingSpaces: String {
    guard utf8.contains(0x20) else { return self }
    guard isSimple else { return String(map { $0 == " " ? "\u{A0}" : $0 }) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(utf8.count + 16)
    for byte in utf8 {
      if byte == 0x20 { bytes += [0xC2, 0xA0] } else { bytes.append(byte) }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// What stands before, between and behind its spaces.
  var pieces: [Substring] {
    guard isSimple else { return split(separator: " ", omittingEmptySubsequences: false) }
    let bytes = utf8Span.span
    var pieces: [Substring] = []
    var (start, length) = (utf8.startIndex, 0)
    for place in bytes.indices {
      guard bytes[place] == 0x20 else {
        length += 1
        continue
      }
      let end = utf8.index(start, offsetBy: length)
      pieces.append(self[start..<end])
      (start, length) = (utf8.index(after: end), 0)
    }
    pieces.append(self[start...])
    return pieces
  }
}
