import Traffic

/// One message's headers as a HAR lists them: what was found, still where it stands.
struct HARHeaderList {
  /// A header that is read.
  struct Hit: BitwiseCopyable {
    /// What the value fills.
    var slot: HARHeaderSlot
    /// The value.
    var value: JSONString
    /// Whether the name begins with a capital.
    var isCapital: Bool
  }

  /// What becomes of a list.
  enum Outcome: BitwiseCopyable {
    /// It was read, up to this offset.
    case whole(end: Int)
    /// The bytes end in it.
    case cut
    /// It is no list of headers.
    case malformed
  }

  /// The headers that are read, in order.
  private(set) var hits: [Hit] = []
  /// How many headers there are.
  private(set) var count = 0
  /// Whether there is a header that is not in the table.
  private(set) var hasOther = false

  /// Reads the list or object that begins at `start` of `bytes` and ends before `end`.
  mutating func read(
    _ bytes: Span<UInt8>, from start: Int, to end: Int, _ table: HARHeaderTable, _ parent: UInt16
  ) -> Outcome {
    hits.removeAll(keepingCapacity: true)
    count = 0
    hasOther = false
    var scanner = JSONScanner(bytes, from: start, to: end)
    let isObject = scanner.peek() == 0x7B
    scanner.cursor += 1
    let isRead =
      isObject ? members(&scanner, table, parent) : elements(&scanner, table, parent)
    if isRead { return .whole(end: scanner.cursor) }
    return scanner.ranOut ? .cut : .malformed
  }

  /// Reads `[{"name":…,"value":…},…]` behind its bracket.
  private mutating func elements(
    _ scanner: inout JSONScanner, _ table: HARHeaderTable, _ parent: UInt16
  ) -> Bool {
    while true {
      switch scanner.peekOverIndent() {
      case 0x2C: scanner.cursor += 1
      case 0x5D:
        scanner.cursor += 1
        return true
      case 0x7B:
        scanner.cursor += 1
        guard element(&scanner, table, parent) else { return false }
      default: guard skip(&scanner) else { return false }
      }
    }
  }

  /// Reads one `{"name":…,"value":…}` behind its brace.
  private mutating func element(
    _ scanner: inout JSONScanner, _ table: HARHeaderTable, _ parent: UInt16
  ) -> Bool {
    let start = scanner.cursor
    if let (name, value) = pair(&scanner) {
      count += 1
      note(name, value, scanner.bytes, table, parent)
      return true
    }
    scanner.cursor = start
    return members(of: &scanner, table, parent)
  }

  /// Reads what nearly all producers write: the name, the value, both strings, and no more.
  @inline(__always)
  private func pair(_ scanner: inout JSONScanner) -> (name: JSONString, value: JSONString)? {
    guard let name = HARHeaderList.nameBeforeValue(&scanner, isEscapedToo: true) else { return nil }
    scanner.cursor -= 1
    guard let value = scanner.string(), scanner.peekOverIndent() == 0x7D else { return nil }
    scanner.cursor += 1
    return (name, value)
  }

  /// Reads the name of a header behind its brace, where a string follows as its value, and goes
  /// past that one's opening quote.
  @inline(__always)
  static func nameBeforeValue(
    _ scanner: inout JSONScanner, isEscapedToo: Bool = false
  ) -> JSONString? {
    guard scanner.peekOverIndent() == 0x22, scanner.word(7) == nameKey else { return nil }
    scanner.cursor += 7
    guard scanner.peekOverIndent() == 0x22, let name = scanner.string(),
      isEscapedToo || !name.escaped, scanner.peekOverIndent() == 0x2C
    else { return nil }
    scanner.cursor += 1
    guard scanner.peekOverIndent() == 0x22, scanner.word(8) == valueKey else { return nil }
    scanner.cursor += 8
    guard scanner.peekOverIndent() == 0x22 else { return nil }
    scanner.cursor += 1
    return name
  }

  /// `"name":` and `"value":`, their first byte in the lowest place.
  private static let nameKey: UInt64 = 0x003A_2265_6D61_6E22
  private static let valueKey: UInt64 = 0x3A22_6575_6C61_7622

  /// Reads one `{"name":…,"value":…}` behind its brace, its members in any order and shape.
  private mutating func members(
    of scanner: inout JSONScanner, _ table: HARHeaderTable, _ parent: UInt16
  ) -> Bool {
    var name: JSONString?
    var value: JSONString?
    while true {
      var byte = scanner.peek()
      while byte == 0x2C {
        scanner.cursor += 1
        byte = scanner.peek()
      }
      if byte == 0x7D {
        scanner.cursor += 1
        break
      }
      guard byte == 0x22, let key = scanner.string(), scanner.peek() == 0x3A else { return false }
      scanner.cursor += 1
      let isText = scanner.peek() == 0x22
      if isText, isKey(key, "name", scanner.bytes) {
        name = scanner.string()
        if name == nil { return false }
      } else if isKey(key, "value", scanner.bytes) {
        value = isText ? scanner.string() : number(&scanner)
        if value == nil { return false }
      } else {
        guard skip(&scanner) else { return false }
      }
    }
    guard let name else { return true }
    count += 1
    if let value { note(name, value, scanner.bytes, table, parent) }
    return true
  }

  /// Whether `key` says `word`, ASCII case apart.
  private func isKey(_ key: JSONString, _ word: StaticString, _ bytes: Span<UInt8>) -> Bool {
    guard key.escaped else {
      return bytes.extracting(key.start..<key.end).equalsIgnoringCase(word)
    }
    var text: [UInt8] = []
    JSONText.decode(bytes, from: key.start, to: key.end, into: &text)
    return text.span.equalsIgnoringCase(word)
  }

  /// Reads `{"Name":"value","Other":["a","b"]}` behind its brace, as some tools write headers.
  private mutating func members(
    _ scanner: inout JSONScanner, _ table: HARHeaderTable, _ parent: UInt16
  ) -> Bool {
    while true {
      var byte = scanner.peek()
      while byte == 0x2C {
        scanner.cursor += 1
        byte = scanner.peek()
      }
      if byte == 0x7D {
        scanner.cursor += 1
        return true
      }
      guard byte == 0x22, let name = scanner.string(), scanner.peek() == 0x3A else { return false }
      scanner.cursor += 1
      count += 1
      switch scanner.peek() {
      case 0x22:
        guard let value = scanner.string() else { return false }
        note(name, value, scanner.bytes, table, parent)
      case 0x5B:
        scanner.cursor += 1
        guard values(&scanner, of: name, table, parent) else { return false }
      case 0x7B: guard scanner.skipValue() else { return false }
      default:
        guard let value = number(&scanner) else { return false }
        note(name, value, scanner.bytes, table, parent)
      }
    }
  }

  private mutating func values(
    _ scanner: inout JSONScanner, of name: JSONString, _ table: HARHeaderTable, _ parent: UInt16
  ) -> Bool {
    while true {
      switch scanner.peek() {
      case 0x2C: scanner.cursor += 1
      case 0x5D:
        scanner.cursor += 1
        return true
      case 0x22:
        guard let value = scanner.string() else { return false }
        note(name, value, scanner.bytes, table, parent)
      default: guard skip(&scanner) else { return false }
      }
    }
  }

  /// A value that is no string; a list or object has no text and is passed over.
  private func number(_ scanner: inout JSONScanner) -> JSONString? {
    let byte = scanner.peek()
    if byte == 0x5B || byte == 0x7B {
      guard scanner.skipValue() else { return nil }
      return JSONString(start: scanner.cursor, end: scanner.cursor, escaped: false)
    }
    let value = scanner.scalar()
    return scanner.cursor < scanner.end ? value : nil
  }

  /// Goes past something else; what cannot even be passed ends the list.
  private func skip(_ scanner: inout JSONScanner) -> Bool {
    let before = scanner.cursor
    return scanner.skipValue() && scanner.cursor > before
  }

  @inline(__always)
  private mutating func note(
    _ name: JSONString, _ value: JSONString, _ bytes: Span<UInt8>, _ table: HARHeaderTable,
    _ parent: UInt16
  ) {
    guard !name.escaped else { return note(escaped: name, value, bytes, table, parent) }
    note(bytes, from: name.start, to: name.end, value, table, parent)
  }

  /// Notes a header in whose name escapes stand, as no known producer writes but any may.
  @inline(never)
  private mutating func note(
    escaped name: JSONString, _ value: JSONString, _ bytes: Span<UInt8>, _ table: HARHeaderTable,
    _ parent: UInt16
  ) {
    var text: [UInt8] = []
    JSONText.decode(bytes, from: name.start, to: name.end, into: &text)
    note(text.span, from: 0, to: text.count, value, table, parent)
  }

  @inline(__always)
  private mutating func note(
    _ text: Span<UInt8>, from start: Int, to end: Int, _ value: JSONString,
    _ table: HARHeaderTable, _ parent: UInt16
  ) {
    guard let index = table.names.find(text, from: start, to: end, in: parent) else {
      hasOther = true
      return
    }
    hits.append(Hit(slot: table.slots[Int(index)], value: value, isCapital: text[start] < 0x60))
  }
}
