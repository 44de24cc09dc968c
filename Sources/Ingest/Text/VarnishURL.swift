import Traffic

/// Looks at the targets that varnishncsa writes: `http://`, the Host, and what was asked for.
enum VarnishURL {
  /// Where the authority begins in a request line; `nil` where there is none.
  static func authority(of line: Span<UInt8>) -> Int? {
    guard let blank = line.firstIndex(of: 0x20) else { return nil }
    let start = blank + 8
    guard start < line.count, line.extracting(blank + 1..<start).equals("http://") else {
      return nil
    }
    return start
  }

  /// How many bytes `text` has before its first slash, question mark or asterisk.
  static func count(ofAuthority text: Span<UInt8>) -> Int {
    var index = 0
    while index < text.count, text[index] != 0x2F, text[index] != 0x3F, text[index] != 0x2A,
      text[index] != 0x20
    {
      index += 1
    }
    return index
  }

  /// Whether what `text` begins with, as far as the first slash, is a host with or without a port.
  ///
  /// What ends in another way, or not before the line's version, had no slash and runs into the
  /// host.
  static func isHost(_ text: Span<UInt8>) -> Bool {
    var index = 0
    while index < text.count {
      let byte = text[index]
      if byte == 0x2F { return true }
      if byte == 0x3F || byte == 0x20 { return false }
      if byte == 0x2A { return index > 0 }
      if byte == 0x3A, text.count > index + 1, !text[index + 1].isDigit, text[0] != 0x5B {
        return false
      }
      index += 1
    }
    return false
  }
}
