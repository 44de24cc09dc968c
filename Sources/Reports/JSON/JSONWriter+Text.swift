/// Strings: quoting, escapes and the repair of what is not UTF-8.
extension JSONWriter {
  mutating func appendQuoted(_ text: Span<UInt8>) {
    bytes.append(UInt8(ascii: "\""))
    var index = 0
    while index < text.count {
      let start = index
      while index < text.count, JSONWriter.isPlain(text[index]) { index += 1 }
      append(text, start, index)
      guard index < text.count else { break }
      if text[index] < 0x80 {
        appendEscape(UInt32(text[index]))
        index += 1
      } else {
        index += appendScalar(text, at: index)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// Appends `text[start..<end]` as it is.
  mutating func append(_ text: Span<UInt8>, _ start: Int, _ end: Int) {
    bytes.append(addingCapacity: end - start) { output in
      for index in start..<end { output.append(text[index]) }
    }
  }

  @inline(__always)
  private static func isPlain(_ byte: UInt8) -> Bool {
    byte &- 0x20 < 0x5F && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
  }

  /// Appends the character that begins at `index` and returns how many bytes it took.
  private mutating func appendScalar(_ text: Span<UInt8>, at index: Int) -> Int {
    let (length, scalar) = JSONWriter.decode(text, at: index)
    guard let scalar else {
      bytes.append(0xEF)
      bytes.append(0xBF)
      bytes.append(0xBD)
      return length
    }
    if JSONWriter.isInvisible(scalar) {
      appendEscape(scalar)
    } else {
      append(text, index, index + length)
    }
    return length
  }

  /// The scalar that begins at `index`, or how many bytes of a broken one to step over.
  ///
  /// - SeeAlso: The Unicode Standard, table 3-7, and "U+FFFD Substitution of Maximal Subparts".
  private static func decode(_ text: Span<UInt8>, at index: Int) -> (length: Int, UInt32?) {
    let first = text[index]
    let length: Int
    var scalar: UInt32
    var range: ClosedRange<UInt8> = 0x80...0xBF
    switch first {
    case 0xC2...0xDF: (length, scalar) = (2, UInt32(first & 0x1F))
    case 0xE0...0xEF:
      (length, scalar) = (3, UInt32(first & 0x0F))
      if first == 0xE0 { range = 0xA0...0xBF }
      if first == 0xED { range = 0x80...0x9F }
    case 0xF0...0xF4:
      (length, scalar) = (4, UInt32(first & 0x07))
      if first == 0xF0 { range = 0x90...0xBF }
      if first == 0xF4 { range = 0x80...0x8F }
    default: return (1, nil)
    }
    for offset in 1..<length {
      guard index + offset < text.count, range.contains(text[index + offset]) else {
        return (offset, nil)
      }
      scalar = scalar << 6 | UInt32(text[index + offset] & 0x3F)
      range = 0x80...0xBF
    }
    return (length, scalar)
  }

  /// Whether a character beyond ASCII is escaped though JSON would allow it.
  ///
  /// C1 controls, marks of direction, zero-width characters and the separators that JavaScript once
  /// took for line ends: a report that is looked at in a terminal must not be rearranged by them.
  private static func isInvisible(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x80...0x9F, 0xAD, 0x61C, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF: true
    default: false
    }
  }

  /// Appends a scalar below U+10000 as an escape.
  private mutating func appendEscape(_ scalar: UInt32) {
    bytes.append(UInt8(ascii: "\\"))
    switch scalar {
    case 0x22, 0x5C: bytes.append(UInt8(truncatingIfNeeded: scalar))
    case 0x08: bytes.append(UInt8(ascii: "b"))
    case 0x09: bytes.append(UInt8(ascii: "t"))
    case 0x0A: bytes.append(UInt8(ascii: "n"))
    case 0x0C: bytes.append(UInt8(ascii: "f"))
    case 0x0D: bytes.append(UInt8(ascii: "r"))
    default:
      bytes.append(UInt8(ascii: "u"))
      for place: UInt32 in 0..<4 {
        let digit = UInt8(truncatingIfNeeded: scalar >> (12 - 4 * place) & 0xF)
        bytes.append(digit < 10 ? digit &+ 0x30 : digit &+ 0x57)
      }
    }
  }
}
