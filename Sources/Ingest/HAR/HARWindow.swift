import Traffic

/// A window on a HAR that is read from front to back; what was passed is given up.
///
/// Only what must be whole is held whole: keys, wanted strings and header lists. All else is
/// passed over in pieces, so that a body of gigabytes takes no memory.
struct HARWindow {
  /// The bytes at hand.
  private(set) var bytes: [UInt8] = []
  /// The offset of the next byte in ``bytes``.
  var cursor = 0
  /// How many bytes of the stream were given up.
  private var passed = 0
  private var stream: any ByteStream
  private let chunk: Int
  private var ended = false
  /// What ended the stream, until it is told.
  private var fault: HARFault?

  /// How many bytes of the stream were passed.
  var offset: Int { passed + cursor }
  /// How many bytes of the stream were read.
  var end: Int { passed + bytes.count }

  /// The longest wanted string; of a longer one only the beginning is looked at.
  static let longestString = 64 << 10
  /// The largest header list.
  static let largestList = 4 << 20

  /// Opens a window on `stream`, which is read `chunk` bytes at a time.
  init(stream: any ByteStream, chunk: Int) {
    self.stream = stream
    self.chunk = max(chunk, 1)
    bytes.reserveCapacity(2 * self.chunk)
  }

  /// Reads on, gives up what was passed, and leaves the rest at the window's start.
  ///
  /// - Returns: `false` at the end of the stream.
  mutating func readOn() throws(HARFault) -> Bool {
    if readAhead() { return true }
    guard let fault else { return false }
    self.fault = nil
    throw fault
  }

  /// The same before all at hand is read: what ends the stream is told once it is.
  mutating func readAhead() -> Bool {
    guard !ended else { return false }
    passed += min(cursor, bytes.count)
    if cursor >= bytes.count {
      cursor = 0
      bytes.removeAll(keepingCapacity: true)
    } else if cursor > 0 {
      bytes.removeSubrange(0..<cursor)
      cursor = 0
    }
    // A value that must be whole is looked at again from its start: doubling keeps that linear.
    let count = max(chunk, bytes.count)
    do throws(IngestError) {
      let read = try stream.read(count, into: &bytes)
      ended = read == 0
    } catch {
      ended = true
      fault = .stream(error)
    }
    return !ended
  }

  /// The next byte that is no blank, on which the window stays; `nil` at the end.
  @inline(__always)
  mutating func peek() throws(HARFault) -> UInt8? {
    while true {
      while cursor < bytes.count {
        let byte = bytes[cursor]
        guard byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D else { return byte }
        cursor += 1
        // Documents that are laid out over lines are blank for a third and more.
        while cursor + 8 <= bytes.count, bytes.span.loadWord(at: cursor) == HARWindow.blanks {
          cursor += 8
        }
      }
      guard try readOn() else { return nil }
    }
  }

  /// The next byte that is no blank, where one must follow.
  @inline(__always)
  mutating func next() throws(HARFault) -> UInt8 {
    guard let byte = try peek() else { throw .truncated }
    return byte
  }

  /// Takes the string whose opening quote is the next byte.
  ///
  /// - Returns: The string, whose place holds until the window moves. One longer than
  ///   ``longestString`` is cut there, and the window stays before it.
  mutating func string() throws(HARFault) -> (text: JSONString, isCut: Bool) {
    while true {
      let limit = cursor + HARWindow.longestString + 2
      if let text = wholeString(to: min(bytes.count, limit)) { return (text, false) }
      if bytes.count >= limit {
        return (JSONString(start: cursor + 1, end: limit - 1, escaped: true), true)
      }
      guard try readOn() else { throw .truncated }
    }
  }

  @inline(__always)
  private mutating func wholeString(to end: Int) -> JSONString? {
    var scanner = JSONScanner(bytes.span, from: cursor, to: end)
    guard let text = scanner.string() else { return nil }
    let next = scanner.cursor
    cursor = next
    return text
  }

  /// Goes past the string whose opening quote is the next byte, however long it is.
  mutating func skipString() throws(HARFault) {
    cursor += 1
    try skipRestOfString()
  }

  private mutating func skipRestOfString() throws(HARFault) {
    while true {
      let stop = JSONSearch.stringStop(in: bytes.span, from: cursor, to: bytes.count)
      if stop < bytes.count {
        if bytes[stop] == 0x22 {
          cursor = stop + 1
          return
        }
        guard stop + 1 >= bytes.count else {
          cursor = stop + 2
          continue
        }
      }
      // A backslash at the very end stays, for what it escapes is yet to come.
      cursor = stop
      guard try readOn() else { throw .truncated }
    }
  }

  /// Takes a number or a word whole.
  mutating func scalar() throws(HARFault) -> JSONString {
    while true {
      var scanner = JSONScanner(bytes.span, from: cursor, to: min(bytes.count, cursor + 400))
      let text = scanner.scalar()
      let isWhole = !scanner.ranOut || text.end - text.start == 400
      if isWhole {
        cursor = text.end
        return text
      }
      guard try readOn() else { throw .truncated }
    }
  }

  /// Goes past the next value, whatever it is and however long.
  mutating func skipValue() throws(HARFault) {
    switch try next() {
    case 0x22: try skipString()
    case 0x7B, 0x5B:
      cursor += 1
      try skipNesting()
    case 0x2C, 0x7D, 0x5D: return
    default:
      repeat { _ = try scalar() } while try next() != 0x2C && !isClosing(bytes[cursor])
    }
  }

  private func isClosing(_ byte: UInt8) -> Bool { byte == 0x7D || byte == 0x5D || byte == 0x22 }

  /// Goes past the bracket that closes the one just passed.
  mutating func skipRest() throws(HARFault) { try skipNesting() }

  /// Goes on in a value in whose midst the cursor is: behind the bracket that closes the outermost
  /// of `depth`, and first to the end of a string.
  mutating func skipRest(depth: Int, isInString: Bool) throws(HARFault) {
    if isInString { try skipRestOfString() }
    try skipNesting(depth)
  }

  private mutating func skipNesting(_ open: Int = 1) throws(HARFault) {
    var depth = open
    while depth > 0 {
      let stop = JSONSearch.structure(in: bytes.span, from: cursor, to: bytes.count)
      cursor = stop
      guard stop < bytes.count else {
        guard try readOn() else { throw .truncated }
        continue
      }
      let byte = bytes[stop]
      if byte == 0x22 {
        try skipString()
      } else {
        depth += byte == 0x7B || byte == 0x5B ? 1 : -1
        cursor += 1
      }
    }
  }

  /// Goes to the next member of an object whose opening brace was passed, and past its colon.
  ///
  /// - Returns: The payload of the member's key in `table` within `parent`, ``unknownKey`` for
  ///   another, or `nil` behind the closing brace.
  @inline(__always)
  mutating func member(_ table: JSONKeyTable, in parent: UInt16) throws(HARFault) -> UInt16? {
    var byte = try next()
    while byte == 0x2C {
      cursor += 1
      byte = try next()
    }
    if byte == 0x7D {
      cursor += 1
      return nil
    }
    guard byte == 0x22 else { throw .malformed }
    let key = try string()
    var found: UInt16?
    if key.isCut {
      try skipString()
    } else if key.text.escaped {
      var name: [UInt8] = []
      JSONText.decode(bytes.span, from: key.text.start, to: key.text.end, into: &name)
      found = table.find(name.span, from: 0, to: name.count, in: parent)
    } else {
      found = table.find(bytes.span, from: key.text.start, to: key.text.end, in: parent)
    }
    guard try next() == 0x3A else { throw .malformed }
    cursor += 1
    return found ?? HARWindow.unknownKey
  }

  private static let blanks: UInt64 = 0x2020_2020_2020_2020

  /// What stands for a key that is in no table.
  static let unknownKey = UInt16.max
}
