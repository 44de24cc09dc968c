import Traffic

/// Values that are not simply bytes at a place: escaped, in a list of pairs, or of a type of
/// theirs.
extension JSONLineReader {
  /// Gives the record a value that must be decoded, or put together.
  @_lifetime(self: copy self)
  mutating func takeRare(_ slot: JSONSlot, _ value: JSONString) {
    let start = decoded.count
    decode(value)
    if mapping.decodesPercent, slot.kind == .header { decodePercent(from: start) }
    if mapping.decodesHex { decodeHex(from: start) }
    switch slot.kind {
    case .discriminator:
      let accepted = mapping.accepts(decoded.span.extracting(start..<decoded.count))
      if !accepted { draft.isForeign = true }
      decoded.removeLast(decoded.count - start)
    case .version, .versionOrScheme: takeVersion(slot, from: start)
    case .pairs: takePairs(from: start)
    default: setDecoded(slot, from: start)
    }
  }

  /// Appends a value to what is decoded.
  @_lifetime(self: copy self)
  mutating func decode(_ value: JSONString) {
    guard value.escaped else {
      decoded.append(scanner.bytes, from: value.start, to: value.end)
      return
    }
    let isClean = JSONText.decode(
      scanner.bytes, from: value.start, to: value.end, into: &decoded)
    // In lines that are no JSON such an escape is the usual one.
    if !isClean, mapping.style == .json { repairs.insert(.escape) }
  }

  /// Gives the record what was decoded last.
  @_lifetime(self: copy self)
  mutating func setDecoded(_ slot: JSONSlot, from start: Int) {
    var scratch: [UInt8] = []
    swap(&scratch, &decoded)
    draft.set(slot, scratch.span.extracting(start..<scratch.count), at: base + start)
    swap(&scratch, &decoded)
  }

  private mutating func decodePercent(from start: Int) {
    var output = start
    var index = start
    while index < decoded.count {
      var byte = decoded[index]
      if byte == 0x25, index + 2 < decoded.count, let high = decoded[index + 1].hexValue,
        let low = decoded[index + 2].hexValue
      {
        byte = high << 4 | low
        index += 2
      }
      decoded[output] = byte
      output += 1
      index += 1
    }
    decoded.removeLast(decoded.count - output)
  }

  /// Makes bytes again of those beyond ASCII that were printed as `\xHH`.
  private mutating func decodeHex(from start: Int) {
    var output = start
    var index = start
    while index < decoded.count {
      var byte = decoded[index]
      if byte == 0x5C, index + 3 < decoded.count, decoded[index + 1] == 0x78,
        let high = decoded[index + 2].hexValue, let low = decoded[index + 3].hexValue, high >= 8
      {
        byte = high << 4 | low
        index += 3
        repairs.insert(.escape)
      }
      decoded[output] = byte
      output += 1
      index += 1
    }
    decoded.removeLast(decoded.count - output)
  }

  /// `1.1`, `2`, `2.0.0.0`, `HTTP/2` or, where that may be, `https`.
  @_lifetime(self: copy self)
  private mutating func takeVersion(_ slot: JSONSlot, from start: Int) {
    let reading = JSONLineReader.readVersion(decoded.span.extracting(start..<decoded.count))
    if slot.kind == .versionOrScheme, let isSecure = reading.isSecure {
      draft.isEncrypted = isSecure
      decoded.removeLast(decoded.count - start)
    } else if let place = place(ofVersion: reading.major, reading.minor) {
      decoded.removeLast(decoded.count - start)
      draft.record.set(.protocol, place)
    } else if decoded[start...].contains(0x20) {
      // The target had a blank, at which the producer split it.
      decoded.removeLast(decoded.count - start)
      draft.hasBrokenTarget = true
    } else {
      setDecoded(JSONSlot(.text, .protocol), from: start)
    }
  }

  /// The digits of a version, and which scheme the text is instead; zeros where it is neither.
  private static func readVersion(_ text: Span<UInt8>)
    -> (major: UInt8, minor: UInt8, isSecure: Bool?)
  {
    if text.equalsIgnoringCase("https") { return (0, 0, true) }
    if text.equalsIgnoringCase("http") { return (0, 0, false) }
    var digits = 0
    if text.count > 5, text[4] == 0x2F { digits = 5 }
    guard digits < text.count, text[digits].isDigit else { return (0, 0, nil) }
    if digits + 1 == text.count { return (text[digits], 0x30, nil) }
    guard digits + 2 < text.count, text[digits + 1] == 0x2E else { return (0, 0, nil) }
    return (text[digits], text[digits + 2], nil)
  }

  /// Reads `o=https%3A%2F%2Fapp.example;acrm=PUT`, a field of the operator's own syntax, by the
  /// names in it.
  @_lifetime(self: copy self)
  private mutating func takePairs(from start: Int) {
    let end = decoded.count
    var cursor = start
    while cursor < end {
      var stop = cursor
      while stop < end, !JSONLineReader.separates(decoded[stop]) { stop += 1 }
      var equals = cursor
      while equals < stop, decoded[equals] != 0x3D, decoded[equals] != 0x3A { equals += 1 }
      if equals < stop,
        let node = mapping.keys.find(
          decoded.span, from: cursor, to: equals, in: mapping.pairNames)
      {
        let slot = mapping.nodes[Int(node)].slot
        let first = decoded.count
        for index in equals + 1..<stop { decoded.append(decoded[index]) }
        decodePercent(from: first)
        let count = decoded.count - first
        if count == 0 || count == 1 && decoded[first] == 0x2D {
          draft.setAbsent(slot)
        } else if slot.readsBytes {
          setDecoded(slot, from: first)
        } else {
          draft.note(slot)
        }
      }
      cursor = stop + 1
    }
  }

  private static func separates(_ byte: UInt8) -> Bool {
    byte == 0x3B || byte == 0x7C || byte == 0x26 || byte == 0x20
  }

  /// Reads a list of `{"name":…,"value":…}`, whose names are keys of `node`.
  @_lifetime(self: copy self)
  mutating func pairs(of node: UInt16) -> Bool {
    draft.note(mapping.nodes[Int(node)].slot)
    scanner.cursor += 1
    var seen: FieldSet = []
    lastHeader = nil
    while true {
      switch scanner.peek() {
      case 0x2C: scanner.cursor += 1
      case 0x5D:
        scanner.cursor += 1
        return true
      case 0x7B: guard pair(of: node, &seen) else { return false }
      default:
        let before = scanner.cursor
        guard scanner.skipValue(), scanner.cursor > before else { return false }
      }
    }
  }

  /// Reads one object of a name and a value, in either order.
  @_lifetime(self: copy self)
  private mutating func pair(of node: UInt16, _ seen: inout FieldSet) -> Bool {
    scanner.cursor += 1
    var name: JSONString?
    var valueStart: Int?
    while true {
      var byte = scanner.peek()
      if byte == 0x2C {
        scanner.cursor += 1
        byte = scanner.peek()
      }
      if byte == 0x7D { break }
      guard byte == 0x22, let key = scanner.string(), scanner.peek() == 0x3A else { return false }
      scanner.cursor += 1
      let isText = scanner.peek() == 0x22
      let start = scanner.cursor
      let text = scanner.bytes.extracting(key.start..<key.end)
      if isText, text.equalsIgnoringCase("name") || text.equalsIgnoringCase("key") {
        name = scanner.string()
        if name == nil { return false }
        continue
      }
      if text.equalsIgnoringCase("value") { valueStart = start }
      guard scanner.skipValue() else { return false }
    }
    let end = scanner.cursor + 1
    if mapping.endsHeadersAtLineFeeds, let name, !isToken(name) {
      // No header is called so: it is what followed a line feed in the value of the one before.
      if let lastHeader { draft.record.forget(lastHeader) }
      lastHeader = nil
      scanner.cursor = end
      return true
    }
    lastHeader = nil
    if let name,
      let child = mapping.keys.find(scanner.bytes, from: name.start, to: name.end, in: node)
    {
      let slot = mapping.nodes[Int(child)].slot
      if let valueStart {
        let earlier = draft.record
        scanner.cursor = valueStart
        guard value(of: child) else { return false }
        if slot.kind == .header {
          if seen.contains(slot.field), earlier.present.contains(slot.field) {
            join(slot.field, earlier)
          }
          seen.insert(slot.field)
          lastHeader = slot.field
        }
      } else if slot.kind == .header {
        // Suricata leaves out a value that it cannot print: it was sent, and is not known.
        draft.record.forget(slot.field)
      } else {
        draft.note(slot)
      }
    }
    scanner.cursor = end
    return true
  }

  /// Whether the name is one that a header may have.
  private func isToken(_ name: JSONString) -> Bool {
    for index in name.start..<name.end where !scanner.bytes[index].isToken { return false }
    return name.end > name.start
  }

  /// Puts the value of `field` behind the one that it had in `earlier`: the header came twice.
  @_lifetime(self: copy self)
  private mutating func join(_ field: Field, _ earlier: Record) {
    guard draft.record.present.contains(field) else { return }
    let index = Int(field.rawValue)
    let start = decoded.count
    for place in [earlier.places[index], draft.record.places[index]] {
      if decoded.count > start { decoded.append(contentsOf: [0x2C, 0x20]) }
      for offset in place.range { decoded.append(byte(at: offset)) }
    }
    draft.record.set(field, ByteRange(offset: base + start, length: decoded.count - start))
    draft.record.repeated.insert(field)
  }

  /// Reads `{"stringValue":"…"}` and its sisters, as OpenTelemetry writes the values of attributes.
  @_lifetime(self: copy self)
  mutating func typedValue(of node: UInt16) -> Bool {
    let start = scanner.cursor
    // Down through `{"arrayValue":{"values":` to what is no object.
    for _ in 0..<4 where scanner.peek() == 0x7B {
      scanner.cursor += 1
      guard scanner.peek() == 0x22, scanner.string() != nil, scanner.peek() == 0x3A else { break }
      scanner.cursor += 1
    }
    if scanner.peek() != 0x7B, scanner.peek() != 0x7D, scanner.cursor < scanner.end {
      guard value(of: node) else { return false }
    }
    scanner.cursor = start
    return scanner.skipValue()
  }

  /// The scalar in `{"stringValue":"…"}`, past which the walk goes.
  @_lifetime(self: copy self)
  mutating func typedScalar() -> JSONString? {
    let start = scanner.cursor
    scanner.cursor += 1
    var value = JSONString(start: start, end: start, escaped: false)
    if scanner.peek() == 0x22, scanner.string() != nil, scanner.peek() == 0x3A {
      scanner.cursor += 1
      if scanner.peek() == 0x22 {
        guard let string = scanner.string() else { return nil }
        value = string
      } else if scanner.peek() != 0x7B, scanner.peek() != 0x5B {
        value = scanner.scalar()
      }
    }
    scanner.cursor = start
    return scanner.skipValue() ? value : nil
  }
}
