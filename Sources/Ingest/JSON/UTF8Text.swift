import Traffic

/// Tells whether bytes are UTF-8.
enum UTF8Text {
  /// Whether the bytes in `start..<end` are well-formed UTF-8.
  ///
  /// - SeeAlso: The Unicode Standard 16.0, table 3-7.
  static func isValid(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Bool {
    var index = start
    while index < end {
      let byte = bytes[index]
      if byte < 0x80 {
        index += 1
        continue
      }
      let count: Int
      var low: UInt8 = 0x80
      var high: UInt8 = 0xBF
      switch byte {
      case 0xC2...0xDF: count = 1
      case 0xE0: (count, low) = (2, 0xA0)
      case 0xED: (count, high) = (2, 0x9F)
      case 0xE1...0xEF: count = 2
      case 0xF0: (count, low) = (3, 0x90)
      case 0xF4: (count, high) = (3, 0x8F)
      case 0xF1...0xF3: count = 3
      default: return false
      }
      guard index + count < end, bytes[index + 1] >= low, bytes[index + 1] <= high else {
        return false
      }
      for offset in 1..<count where bytes[index + 1 + offset] & 0xC0 != 0x80 { return false }
      index += count + 1
    }
    return true
  }
}
