import Traffic

/// How the recipient of a response reads header lines that break the grammar.
///
/// - SeeAlso: RFC 9112, sections 2.2 and 5.1, which leave both to the recipient.
enum LineDialect: BitwiseCopyable {
  /// Blanks before the colon do not matter.
  case lenient
  /// As Chromium: the same, and a carriage return alone ends a line.
  case chromium
  /// As Firefox and WebKit: a line with blanks before its colon is no field.
  case strict

  /// The dialect of the browser with the name `userAgent`.
  init(userAgent: Span<UInt8>) {
    if userAgent.contains("Chrome/") || userAgent.contains("Chromium/") {
      self = .chromium
    } else if userAgent.contains("Firefox/") || userAgent.contains("AppleWebKit/") {
      self = .strict
    } else {
      self = .lenient
    }
  }

  /// Whether recipients differ in how they read the lines of `head` from `start` on.
  ///
  /// O(n).
  static func isNeeded(_ head: Span<UInt8>, from start: Int) -> Bool {
    if hasBareReturn(head, from: start) { return true }
    var index = start
    while let colon = head.firstIndex(of: 0x3A, from: index) {
      if colon > start, head[colon - 1].isBlank { return true }
      guard let end = head.lineFeed(from: colon) else { return false }
      index = end + 1
    }
    return false
  }

  /// Whether a carriage return stands in `head`, from `start` on, without a line feed behind it.
  ///
  /// O(n), eight bytes at a time.
  static func hasBareReturn(_ head: Span<UInt8>, from start: Int) -> Bool {
    var index = start
    while index < head.count {
      if index + 8 <= head.count {
        let word = head.loadWord(at: index) ^ 0x0D0D_0D0D_0D0D_0D0D
        if (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080 == 0 {
          index += 8
          continue
        }
      }
      let end = min(index + 8, head.count)
      while index < end {
        if head[index] == 0x0D, index + 1 < head.count, head[index + 1] != 0x0A { return true }
        index += 1
      }
    }
    return false
  }

  /// The lines of `head` from `start` on, each carriage return that stands alone a line feed.
  static func splitAtReturns(_ head: Span<UInt8>, from start: Int) -> [UInt8] {
    var lines: [UInt8] = []
    lines.append(bytes: head.extracting(start..<head.count))
    for index in lines.indices.dropLast() where lines[index] == 0x0D && lines[index + 1] != 0x0A {
      lines[index] = 0x0A
    }
    return lines
  }
}
