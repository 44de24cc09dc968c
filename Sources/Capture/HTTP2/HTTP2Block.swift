import Traffic

/// Tells the header blocks of requests from those of responses without decoding them.
enum HTTP2Block {
  /// Whether `block` begins with a pseudo-header of requests, or of responses.
  ///
  /// - Returns: `nil` where that cannot be told without the table.
  /// - SeeAlso: RFC 9113, section 8.3: pseudo-headers come first.
  static func isRequest(_ block: Span<UInt8>) -> Bool? {
    var index = 0
    // Changes of the table's size may come before.
    while index < block.count, block[index] & 0xE0 == 0x20 {
      let isLong = block[index] & 0x1F == 0x1F
      index += 1
      while isLong, index < block.count {
        index += 1
        if block[index - 1] & 0x80 == 0 { break }
      }
    }
    guard index < block.count else { return nil }
    let first = block[index]
    let number: UInt8
    if first & 0x80 != 0 {
      number = first & 0x7F
    } else if first & 0x40 != 0 {
      number = first & 0x3F
    } else {
      number = first & 0x0F
    }
    return switch number {
    case 1...7: true
    case 8...14: false
    default: nil
    }
  }
}
