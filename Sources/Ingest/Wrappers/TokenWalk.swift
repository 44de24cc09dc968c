import Traffic

/// A walk over the words in front of a wrapped line.
struct TokenWalk: ~Escapable {
  let bytes: Span<UInt8>
  var cursor: Int
  let end: Int

  @_lifetime(copy bytes)
  init(_ bytes: Span<UInt8>, from start: Int, to end: Int) {
    self.bytes = bytes
    cursor = start
    self.end = min(end, bytes.count)
  }

  /// The byte at the cursor; 0 at the end.
  var byte: UInt8 { cursor < end ? bytes[cursor] : 0 }

  /// Goes past `byte` if it is the next.
  @_lifetime(self: copy self)
  mutating func skip(_ byte: UInt8) -> Bool {
    guard self.byte == byte, cursor < end else { return false }
    cursor += 1
    return true
  }

  /// Goes past the literal `text` if it is next.
  @_lifetime(self: copy self)
  mutating func skip(_ text: StaticString) -> Bool {
    let count = text.utf8CodeUnitCount
    guard cursor + count <= end, bytes.extracting(cursor..<cursor + count).equals(text) else {
      return false
    }
    cursor += count
    return true
  }

  /// The word up to the next space, of at most `limit` bytes; the space is passed.
  @_lifetime(self: copy self)
  mutating func word(_ limit: Int = 256) -> ByteRange? {
    let start = cursor
    while cursor < end, bytes[cursor] != 0x20, cursor - start < limit { cursor += 1 }
    guard cursor > start, cursor < end, bytes[cursor] == 0x20 else { return nil }
    cursor += 1
    return ByteRange(start, cursor - 1)
  }

  /// The decimal digits at the cursor, at most `limit`, as a number.
  @_lifetime(self: copy self)
  mutating func number(_ limit: Int) -> Int? {
    var value = 0
    let start = cursor
    while cursor < end, bytes[cursor].isDigit, cursor - start < limit {
      value = value * 10 + Int(bytes[cursor] - 48)
      cursor += 1
    }
    return cursor > start ? value : nil
  }
}
