import Traffic

/// Finds addresses of IPv4 and IPv6 in the text of lines.
enum AddressText {
  /// How many bytes the address has that begins at `start`; 0 where none begins there.
  ///
  /// What follows it is not looked at, other than a byte that would make it something else.
  static func length(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Int {
    var stop = start
    var points = 0
    var colons = 0
    while stop < end, stop - start < 46 {
      let byte = bytes[stop]
      if byte == 0x2E {
        points += 1
      } else if byte == 0x3A {
        // The port behind an address of IPv4.
        if points == 3, colons == 0 { break }
        colons += 1
      } else if byte.hexValue == nil {
        break
      }
      stop += 1
    }
    let text = bytes.extracting(start..<stop)
    if colons >= 2 {
      if isVersion6(text, colons: colons) { return stop - start }
      // Many put a port behind an address of IPv6 as if it were one of IPv4.
      guard let last = text.indices.last(where: { text[$0] == 0x3A }) else { return 0 }
      return isVersion6(text.extracting(0..<last), colons: colons - 1) ? last : 0
    }
    return colons == 0 && points == 3 && isVersion4(text) ? stop - start : 0
  }

  /// Whether `text` is an address and nothing else.
  static func isWhole(_ text: Span<UInt8>) -> Bool {
    text.count > 1 && length(text, from: 0, to: text.count) == text.count
  }

  private static func isVersion4(_ text: Span<UInt8>) -> Bool {
    var value = 0
    var digits = 0
    for index in text.indices {
      if text[index] == 0x2E {
        guard digits > 0 else { return false }
        (value, digits) = (0, 0)
      } else {
        guard text[index].isDigit else { return false }
        value = value * 10 + Int(text[index] - 48)
        digits += 1
        guard digits <= 3, value < 256 else { return false }
      }
    }
    return digits > 0
  }

  /// Eight groups of up to four digits, or fewer with `::` once; a clock has colons too.
  private static func isVersion6(_ text: Span<UInt8>, colons: Int) -> Bool {
    var gaps = 0
    var digits = 0
    for index in text.indices {
      if text[index] == 0x3A {
        if index > 0, text[index - 1] == 0x3A { gaps += 1 }
        digits = 0
      } else if text[index] != 0x2E {
        digits += 1
        guard digits <= 4 else { return false }
      }
    }
    if gaps == 1 { return colons <= 8 }
    return gaps == 0 && colons == 7 && text[0] != 0x3A && digits > 0
  }
}
