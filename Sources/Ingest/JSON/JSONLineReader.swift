import Traffic

/// Walks over JSON lines and makes a record of each.
///
/// Values stay where they are; those with escapes, and lists, are written behind the input's
/// bytes.
struct JSONLineReader: ~Escapable {
  let mapping: JSONMapping
  var scanner: JSONScanner
  /// What the line told.
  var draft = RecordDraft()
  /// What had to be put right in the line so far.
  var repairs: JSONRepairs = []
  /// Whether the line holds bytes beyond ASCII.
  var isWide = false
  /// What will stand behind the input's bytes.
  var decoded: [UInt8]
  /// The count of the input's bytes.
  let base: Int
  let prototype: RecordDraft
  // Copies of what the mapping says, as a method that only reads would copy all of this.
  let nulls: Nulls
  private let decodesPercent: Bool
  let cutLength: Int
  /// Whether nothing of the mapping asks for more than ``finishUsual()`` does.
  let isOrdinary: Bool
  let needsRequest: Bool
  let hostIsAssumed: Bool
  let hidden: FieldSet
  var memo = JSONKeyMemo()
  var instants = InstantMemo()
  /// Where the discriminator stands that was accepted last.
  var accepted = ByteRange()
  /// The end of a line that was read the short way.
  var lineEnd = 0
  /// The field of the header that was read last, of a list of such.
  var lastHeader: Field?
  /// Whether the object at hand turned out to stand around records.
  private var foundRecords = false
  /// Whether the walk is within such an object.
  private var isAmongRecords = false

  /// Prepares to read lines of `bytes`; `decoded` is scratch memory.
  @_lifetime(copy bytes)
  init(_ bytes: Span<UInt8>, mapping: JSONMapping, decoded: consuming [UInt8]) {
    self.mapping = mapping
    scanner = JSONScanner(bytes, from: 0, to: 0)
    base = bytes.count
    // Emptied while it is the only reference: a second one would cost an allocation.
    decoded.removeAll(keepingCapacity: true)
    // A scheme that no value spells is a place in this word, as are the versions of HTTP.
    decoded.append(contentsOf: JSONLineReader.words)
    self.decoded = consume decoded
    nulls = Nulls(empty: mapping.emptyIsAbsent, dash: mapping.dashIsAbsent)
    decodesPercent = mapping.decodesPercent
    cutLength = mapping.cutLength == 0 ? -1 : mapping.cutLength
    isOrdinary =
      mapping.server != .squid && !mapping.decodesHash && !mapping.hasTypedValues
    needsRequest = mapping.needsRequest
    hostIsAssumed = mapping.hostIsAssumed
    hidden = mapping.hidden
    var prototype = RecordDraft()
    prototype.record.observable = mapping.alwaysObservable
    prototype.record.traits = mapping.traits
    self.prototype = prototype
  }

  private static let words = Array("httpsHTTP/1.1HTTP/1.0HTTP/2.0HTTP/3.0HTTP/0.9".utf8)

  /// The place of `HTTP/1.1` or another version in what will be the batch's bytes; `nil` for one
  /// that there is not.
  func place(ofVersion major: UInt8, _ minor: UInt8) -> ByteRange? {
    let index: Int
    switch (major, minor) {
    case (0x31, 0x31): index = 0
    case (0x31, 0x30): index = 1
    case (0x32, 0x30): index = 2
    case (0x33, 0x30): index = 3
    case (0x30, 0x39): index = 4
    default: return nil
    }
    return ByteRange(offset: base + 5 + 8 * index, length: 8)
  }

  /// What a header is written as that was not sent.
  struct Nulls: BitwiseCopyable {
    var empty: Bool
    var dash: Bool
  }

  /// What became of a line.
  enum Outcome: BitwiseCopyable {
    /// An exchange, which is the draft's record now.
    case record
    /// No exchange, and the 0-based offset of the byte at which that showed.
    case refused(LineError, at: Int)
    /// Nothing but blanks and brackets.
    case blank
  }

  /// Goes to the line in `start..<end`.
  @_lifetime(self: copy self)
  mutating func begin(from start: Int, to end: Int) {
    scanner.move(from: start, to: end)
    memo.restart()
    isAmongRecords = false
  }

  /// Reads the next object of the line; two may stand on one where two writers met.
  @_lifetime(self: copy self)
  mutating func next() -> Outcome {
    while true {
      var byte = scanner.peek()
      // An array of objects, one a line, is read like lines.
      while byte == 0x2C || byte == 0x5B || byte == 0x5D || byte == 0x7D && isAmongRecords {
        scanner.cursor += 1
        byte = scanner.peek()
      }
      guard byte != 0 || scanner.cursor < scanner.end else { return .blank }
      if byte == 0x22, isAmongRecords {
        guard passMember() else { return .refused(.invalidJSON, at: scanner.cursor) }
        continue
      }
      guard byte == 0x7B else { return .refused(.invalidJSON, at: scanner.cursor) }
      scanner.cursor += 1
      draft = prototype
      repairs = []
      foundRecords = false
      if members(of: 0) { return finish() }
      guard foundRecords else { return .refused(.invalidJSON, at: scanner.cursor) }
      // The object was only what stands around the records.
      isAmongRecords = true
    }
  }

  /// Goes past a member of an object around records, or into another list of them.
  @_lifetime(self: copy self)
  private mutating func passMember() -> Bool {
    guard let key = scanner.string(), scanner.peek() == 0x3A else { return false }
    scanner.cursor += 1
    if scanner.peek() == 0x5B,
      let node = mapping.keys.find(scanner.bytes, from: key.start, to: key.end, in: 0),
      mapping.nodes[Int(node)].slot.kind == .container
    {
      scanner.cursor += 1
      return true
    }
    return scanner.skipValue()
  }

  @_lifetime(self: copy self)
  mutating func value(of node: UInt16) -> Bool {
    let slot = mapping.nodes[Int(node)].slot
    switch scanner.peek() {
    case 0x22:
      guard let string = scanner.string() else { return false }
      takeString(slot, string)
      return true
    case 0x7B:
      guard mapping.nodes[Int(node)].isObject else {
        if mapping.hasTypedValues { return typedValue(of: node) }
        draft.note(slot)
        return scanner.skipValue()
      }
      draft.note(slot)
      scanner.cursor += 1
      return members(of: node)
    case 0x5B:
      if mapping.nodes[Int(node)].isPairs { return pairs(of: node) }
      if slot.kind == .container {
        foundRecords = true
        scanner.cursor += 1
        return false
      }
      return list(slot)
    case 0: return false
    default:
      let scalar = scanner.scalar()
      guard scanner.cursor < scanner.end else { return false }
      if JSONLineReader.isOddNumber(scalar, in: scanner.bytes) { repairs.insert(.number) }
      take(slot, scalar, isString: false)
      return true
    }
  }

  /// Whether a value without quotes is nothing that JSON has: empty, `-`, or with a leading zero.
  @inline(__always)
  private static func isOddNumber(_ value: JSONString, in bytes: Span<UInt8>) -> Bool {
    let count = value.end - value.start
    guard count > 0 else { return true }
    let first = bytes[value.start]
    return count == 1 ? first == 0x2D : first == 0x30 && bytes[value.start + 1].isDigit
  }

  /// Gives a string to the record: most are those of headers, as they were sent.
  @inline(__always)
  @_lifetime(self: copy self)
  mutating func takeString(_ slot: JSONSlot, _ value: JSONString) {
    let count = value.end &- value.start
    // `-`, `N/A` and `REDACTED` stand for something else.
    if slot.isPlain, !value.escaped, count > 1, count != 8, count != cutLength, !decodesPercent,
      scanner.bytes[value.start] != 0x4E
    {
      draft.record.set(slot.field, ByteRange(offset: value.start, length: count))
    } else if count == 0, nulls.empty, slot.isPlain {
      draft.record.setAbsent(slot.field)
    } else {
      take(slot, value, isString: true)
    }
  }

  /// Gives a value to the record, decoded if need be.
  @inline(__always)
  @_lifetime(self: copy self)
  mutating func take(_ slot: JSONSlot, _ value: JSONString, isString: Bool) {
    if slot.kind == .ignored { return }
    let count = value.end - value.start
    if JSONLineReader.standsForNone(
      slot, value, isString: isString, in: scanner.bytes, nulls: nulls)
    {
      draft.setAbsent(slot)
    } else if !slot.readsBytes {
      draft.note(slot)
    } else if value.escaped || slot.needsReader || decodesPercent && slot.kind == .header {
      takeRare(slot, value)
    } else if count > 0 || slot.kind == .header {
      draft.set(slot, scanner.bytes.extracting(value.start..<value.end), at: value.start)
      if slot.kind == .header, count == 8 { forgetRedacted(slot, value) }
      if count == cutLength { forgetCut(slot) }
    }
  }

  /// Whether a value says that there was none.
  @inline(__always)
  private static func standsForNone(
    _ slot: JSONSlot, _ value: JSONString, isString: Bool, in bytes: Span<UInt8>, nulls: Nulls
  ) -> Bool {
    let count = value.end - value.start
    if count == 0 { return nulls.empty || slot.kind != .header || !isString }
    let first = bytes[value.start]
    if isString {
      if count == 1 && first == 0x2D { return nulls.dash || slot.kind != .header }
      // What Azure writes where it has no value.
      if count == 3, first == 0x4E {
        return bytes.extracting(value.start..<value.end).equals("N/A")
      }
      // A flag is often logged as a number: 0 for none.
      return slot.kind == .flag && count == 1 && first == 0x30
    }
    // `null` and `false`; a bare `-` is what servers print for an unset number.
    return first == 0x6E || first == 0x66 || first == 0x2D && count == 1
      || slot.kind == .flag && count == 1 && first == 0x30
  }

  /// A value that a server hid was sent, but what it was is not to be seen.
  @_lifetime(self: copy self)
  private mutating func forgetRedacted(_ slot: JSONSlot, _ value: JSONString) {
    guard scanner.bytes.extracting(value.start..<value.end).equals("REDACTED") else { return }
    draft.record.forget(slot.field)
  }

  /// A value as long as the producer lets one be was longer.
  @_lifetime(self: copy self)
  private mutating func forgetCut(_ slot: JSONSlot) {
    guard slot.kind == .header else { return }
    draft.record.forget(slot.field)
    repairs.insert(.cut)
  }

  /// Reads a list of strings: one stays where it is, several are joined with `, `.
  ///
  /// - SeeAlso: https://fetch.spec.whatwg.org/#concept-header-list-get
  @_lifetime(self: copy self)
  private mutating func list(_ slot: JSONSlot) -> Bool {
    scanner.cursor += 1
    if scanner.cursor < scanner.end, scanner.bytes[scanner.cursor] == 0x22 {
      let start = scanner.cursor
      if let only = scanner.string(), only.end > only.start, scanner.cursor < scanner.end,
        scanner.bytes[scanner.cursor] == 0x5D
      {
        scanner.cursor += 1
        takeString(slot, only)
        return true
      }
      scanner.cursor = start
    }
    var first: JSONString?
    var joined: Int?
    while true {
      var element: JSONString?
      switch scanner.peek() {
      case 0x2C: scanner.cursor += 1
      case 0x5D:
        scanner.cursor += 1
        end(slot, first: first, joined: joined)
        return true
      case 0x22:
        element = scanner.string()
        if element == nil { return false }
      case 0x7B where mapping.hasTypedValues:
        guard let value = typedScalar() else { return false }
        element = value
      case 0x30...0x39, 0x2D:
        let scalar = scanner.scalar()
        guard scanner.cursor < scanner.end else { return false }
        element = scalar
      default:
        // What is no value, such as a stray brace, cannot be passed and must not hold the walk up.
        let before = scanner.cursor
        guard scanner.skipValue(), scanner.cursor > before else { return false }
      }
      guard let element else { continue }
      guard slot.readsBytes, let earlier = first else {
        first = element
        continue
      }
      if joined == nil {
        joined = decoded.count
        decode(earlier)
      }
      decoded.append(0x2C)
      decoded.append(0x20)
      decode(element)
    }
  }

  @_lifetime(self: copy self)
  mutating func end(_ slot: JSONSlot, first: JSONString?, joined: Int?) {
    if let joined {
      setDecoded(slot, from: joined)
      if slot.kind == .header { draft.record.repeated.insert(slot.field) }
    } else if let first {
      if slot.kind == .header, first.end == first.start {
        draft.set(slot, scanner.bytes.extracting(first.start..<first.end), at: first.start)
      } else {
        take(slot, first, isString: true)
      }
    } else {
      // Caddy prints an empty list for a secret that it does not show.
      draft.note(slot)
    }
  }
}
