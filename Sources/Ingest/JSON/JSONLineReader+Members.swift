import Traffic

/// The walk over the members of an object.
extension JSONLineReader {
  /// Reads the members of an object whose opening brace was passed; recursion follows the mapping,
  /// not the input.
  @_lifetime(self: copy self)
  mutating func members(of parent: UInt16) -> Bool {
    while true {
      let found: UInt16
      if let known = memo.match(scanner.bytes, at: scanner.cursor, in: parent, to: scanner.end) {
        scanner.cursor &+= known.length
        found = known.node
      } else {
        switch key(in: parent) {
        case .key(let node): found = node
        case .junk: continue
        case .end: return true
        case .broken: return false
        }
      }
      if found == JSONKeyMemo.unmapped {
        guard passValue() else { return false }
      } else {
        guard value(of: found) else { return false }
      }
    }
  }

  /// What stands where a key may.
  private enum KeyReading: BitwiseCopyable {
    /// A key, whose value is next.
    case key(UInt16)
    /// What was left of a value, and was passed.
    case junk
    /// The brace that closes the object, and was passed.
    case end
    /// Nothing that may stand there.
    case broken
  }

  /// Reads a key that was not expected, up to its value.
  @inline(never)
  @_lifetime(self: copy self)
  private mutating func key(in parent: UInt16) -> KeyReading {
    let start = scanner.cursor
    var byte = scanner.peek()
    if byte == 0x2C {
      scanner.cursor += 1
      byte = scanner.peek()
    }
    if byte == 0x7D {
      scanner.cursor += 1
      return .end
    }
    guard byte == 0x22 else { return skipJunk() ? .junk : .broken }
    guard let key = scanner.string(), scanner.peek() == 0x3A else { return .broken }
    scanner.cursor += 1
    _ = scanner.peek()
    let node =
      mapping.keys.find(scanner.bytes, from: key.start, to: key.end, in: parent)
      ?? JSONKeyMemo.unmapped
    memo.learn(from: start, to: scanner.cursor, in: parent, node: node)
    return .key(node)
  }

  /// Goes past a value that is not read; most are strings, or lists of one.
  @inline(__always)
  @_lifetime(self: copy self)
  private mutating func passValue() -> Bool {
    if scanner.cursor &+ 1 < scanner.end {
      let byte = scanner.bytes[scanner.cursor]
      if byte == 0x22 { return scanner.string() != nil }
      if byte == 0x5B, scanner.bytes[scanner.cursor &+ 1] == 0x22 {
        let start = scanner.cursor
        scanner.cursor &+= 1
        if scanner.string() != nil, scanner.cursor < scanner.end,
          scanner.bytes[scanner.cursor] == 0x5D
        {
          scanner.cursor &+= 1
          return true
        }
        scanner.cursor = start
      }
    }
    return scanner.skipValue()
  }

  /// Goes past what is left of a value that was printed without quotes, such as `0.1, 0.2`.
  @_lifetime(self: copy self)
  private mutating func skipJunk() -> Bool {
    let limit = min(scanner.end, scanner.cursor + 256)
    let start = scanner.cursor
    while scanner.cursor < limit {
      let byte = scanner.bytes[scanner.cursor]
      if byte == 0x22 || byte == 0x7D {
        repairs.insert(.number)
        return scanner.cursor > start
      }
      guard
        byte.isDigit || byte == 0x2E || byte == 0x2C || byte == 0x3A || byte == 0x2D
          || byte.isBlank
      else { return false }
      scanner.cursor += 1
    }
    return false
  }
}
