import Traffic

extension TimeText {
  /// Whether no `+0000` or the like stands at the end of `text`.
  @inline(__always)
  static func lacksSign(_ text: Span<UInt8>) -> Bool {
    guard text.count >= 5 else { return true }
    let byte = text[text.count - 5]
    return byte != 0x2B && byte != 0x2D
  }

  /// Whether the time `text`, which ``any(_:)`` reads, needs a zone and does not say it.
  @inline(__always)
  static func lacksZone(_ text: Span<UInt8>) -> Bool {
    // Seconds since 1970 need none; `2026-…` and `22/Nov/2026:…` do.
    guard text.count >= 19, !text[4].isDigit else { return false }
    var index = 19
    while index < text.count {
      let byte = text[index]
      if byte | 0x20 == 0x7A || byte == 0x2B || byte == 0x2D { return false }
      index += 1
    }
    return true
  }
}
