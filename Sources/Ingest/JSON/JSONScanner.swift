import Traffic

/// A walk over bytes that should be JSON, token by token, lenient where real logs are broken.
///
/// Raw control bytes and invalid UTF-8 pass inside strings, numbers may have leading zeros, and
/// no escape is judged before it is decoded. Nothing is allocated and nothing recurses.
///
/// - SeeAlso: RFC 8259.
package struct JSONScanner: ~Escapable {
  /// The bytes walked over.
  package let bytes: Span<UInt8>
  /// The offset of the next byte.
  package var cursor: Int
  /// The offset at which the walk ends, at most the count of ``bytes``.
  package private(set) var end: Int
  /// Whether the last failure was that the bytes ended.
  package private(set) var ranOut = false

  /// Walks over `bytes` from `start` up to but not including `end`.
  @_lifetime(copy bytes)
  package init(_ bytes: Span<UInt8>, from start: Int, to end: Int) {
    self.bytes = bytes
    self.end = min(max(end, 0), bytes.count)
    cursor = max(start, 0)
  }

  /// Walks on in another part of the bytes.
  @_lifetime(self: copy self)
  package mutating func move(from start: Int, to end: Int) {
    self.end = min(max(end, 0), bytes.count)
    cursor = max(start, 0)
    ranOut = false
  }

  /// The next byte that is no blank, on which the walk stays; 0 at the end.
  @inline(__always)
  @_lifetime(self: copy self)
  package mutating func peek() -> UInt8 {
    while cursor < end {
      let byte = bytes[cursor]
      guard byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D else { return byte }
      cursor += 1
    }
    ranOut = true
    return 0
  }

  /// The same where documents are laid out over lines: many blanks at once are passed over fast.
  @inline(__always)
  @_lifetime(self: copy self)
  package mutating func peekOverIndent() -> UInt8 {
    if cursor < end, bytes[cursor] > 0x20 { return bytes[cursor] }
    skipIndent()
    return peek()
  }

  @inline(never)
  @_lifetime(self: copy self)
  private mutating func skipIndent() {
    if cursor < end, bytes[cursor] == 0x0A { cursor += 1 }
    while cursor + 8 <= end, bytes.loadWord(at: cursor) == 0x2020_2020_2020_2020 { cursor += 8 }
  }

  /// The next `count` bytes, at most 8, the first in the lowest place; 0 where eight are not left.
  @inline(__always)
  package func word(_ count: Int) -> UInt64 {
    guard cursor + 8 <= end else { return 0 }
    return bytes.loadWord(at: cursor) & (UInt64.max >> UInt64(64 - 8 * count))
  }

  /// The string whose opening quote is the next byte.
  ///
  /// - Returns: The string, the walk behind its closing quote; `nil` where there is none.
  @inline(__always)
  @_lifetime(self: copy self)
  package mutating func string() -> JSONString? {
    let start = cursor + 1
    var index = start
    var escaped = false
    while true {
      index = JSONSearch.stringStop(in: bytes, from: index, to: end)
      guard index < end else {
        ranOut = true
        return nil
      }
      if bytes[index] == 0x22 {
        cursor = index + 1
        return JSONString(start: start, end: index, escaped: escaped)
      }
      escaped = true
      index += 2
    }
  }

  /// The place of a number or a word: all up to a comma, a closing bracket, a quote or a blank.
  ///
  /// It may be empty, as where a server printed an unset variable without quotes.
  @inline(__always)
  @_lifetime(self: copy self)
  package mutating func scalar() -> JSONString {
    let start = cursor
    while cursor < end {
      switch bytes[cursor] {
      case 0x2C, 0x7D, 0x5D, 0x22, 0x20, 0x09, 0x0A, 0x0D:
        return JSONString(start: start, end: cursor, escaped: false)
      default: cursor += 1
      }
    }
    ranOut = true
    return JSONString(start: start, end: cursor, escaped: false)
  }

  /// Goes past the next value, whatever it is.
  ///
  /// - Returns: `false` where the bytes end in it, or it is none.
  @_lifetime(self: copy self)
  package mutating func skipValue() -> Bool {
    switch peek() {
    case 0x22: return string() != nil
    case 0x7B, 0x5B:
      cursor += 1
      return skipNesting()
    default:
      _ = scalar()
      return cursor < end
    }
  }

  /// Goes past the bracket that closes the one just passed; a counter stands in for recursion.
  @_lifetime(self: copy self)
  private mutating func skipNesting() -> Bool {
    var depth = 1
    while true {
      cursor = JSONSearch.structure(in: bytes, from: cursor, to: end)
      guard cursor < end else {
        ranOut = true
        return false
      }
      switch bytes[cursor] {
      case 0x22: if string() == nil { return false }
      case 0x7B, 0x5B:
        depth += 1
        cursor += 1
      default:
        depth -= 1
        cursor += 1
        if depth == 0 { return true }
      }
    }
  }
}
