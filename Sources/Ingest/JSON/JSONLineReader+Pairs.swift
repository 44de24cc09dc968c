import Traffic

/// Lines of names and values that are no JSON; what they mean is a mapping's too.
extension JSONLineReader {
  /// Reads the line, of which each pair is `name:value`, or `name=value`.
  @_lifetime(self: copy self)
  mutating func pairs(_ style: PairStyle) -> Outcome {
    draft = prototype
    repairs = []
    guard scanner.peek() != 0 else { return .blank }
    let start = scanner.cursor
    var count = 0
    while let pair = PairWalk.next(scanner.bytes, &scanner.cursor, scanner.end, style) {
      count += 1
      let found = mapping.keys.find(
        scanner.bytes, from: pair.nameStart, to: pair.nameEnd, in: 0)
      if let found {
        take(mapping.nodes[Int(found)].slot, pair.value, isString: true)
      }
    }
    guard count > 1 else {
      scanner.cursor = scanner.end
      return .refused(.notThisFormat, at: start)
    }
    scanner.cursor = scanner.end
    return finish()
  }

  /// Reads the line, of which each column is of the slot at its place, unset ones written as `-`.
  @_lifetime(self: copy self)
  mutating func columns(_ slots: Span<JSONSlot>, separator: UInt8) -> Outcome {
    draft = prototype
    repairs = []
    var start = scanner.cursor
    let lineStart = start
    var index = 0
    while start <= scanner.end, index < slots.count {
      let end = ByteSearch.first(separator, in: scanner.bytes, from: start, to: scanner.end)
      let slot = slots[index]
      if slot.kind != .ignored {
        var escaped = false
        for place in start..<end where scanner.bytes[place] == 0x5C { escaped = true }
        let text = scanner.bytes.extracting(start..<end)
        let value = JSONString(start: start, end: end, escaped: escaped)
        if text.equals("(empty)") {
          take(slot, JSONString(start: start, end: start, escaped: false), isString: true)
        } else {
          take(slot, value, isString: true)
        }
      }
      index += 1
      start = end + 1
    }
    scanner.cursor = scanner.end
    guard index == slots.count else { return .refused(.notThisFormat, at: lineStart) }
    return finish()
  }
}

/// A walk over the pairs of a line.
enum PairWalk {
  /// One pair: where its name and its value stand.
  struct Pair: BitwiseCopyable {
    var nameStart: Int
    var nameEnd: Int
    var value: JSONString
  }

  /// The pair at or behind `cursor`, which is moved behind it; `nil` at the line's end.
  @inline(__always)
  static func next(_ bytes: Span<UInt8>, _ cursor: inout Int, _ end: Int, _ style: PairStyle)
    -> Pair?
  {
    style == .ltsv ? labelled(bytes, &cursor, end) : assigned(bytes, &cursor, end)
  }

  private static func labelled(_ bytes: Span<UInt8>, _ cursor: inout Int, _ end: Int) -> Pair? {
    while cursor < end {
      let start = cursor
      var stop = ByteSearch.first(0x09, in: bytes, from: start, to: end)
      cursor = stop + 1
      if stop > start, stop == end, bytes[stop - 1] == 0x0D { stop -= 1 }
      let colon = ByteSearch.first(0x3A, in: bytes, from: start, to: stop)
      guard colon < stop, colon > start else { continue }
      let escape = ByteSearch.first(0x5C, in: bytes, from: colon, to: stop)
      return Pair(
        nameStart: start, nameEnd: colon,
        value: JSONString(start: colon + 1, end: stop, escaped: escape < stop))
    }
    return nil
  }

  private static func assigned(_ bytes: Span<UInt8>, _ cursor: inout Int, _ end: Int) -> Pair? {
    while cursor < end {
      while cursor < end, bytes[cursor].isBlank || bytes[cursor] == 0x0D { cursor += 1 }
      let start = cursor
      while cursor < end, bytes[cursor] != 0x3D, !bytes[cursor].isBlank { cursor += 1 }
      guard cursor < end, bytes[cursor] == 0x3D, cursor > start else {
        // A word that stands alone.
        if cursor < end { cursor += 1 }
        continue
      }
      let nameEnd = cursor
      cursor += 1
      if cursor < end, bytes[cursor] == 0x22 {
        var scanner = JSONScanner(bytes, from: cursor, to: end)
        guard let value = scanner.string() else {
          cursor = end
          return nil
        }
        cursor = scanner.cursor
        return Pair(nameStart: start, nameEnd: nameEnd, value: value)
      }
      let first = cursor
      while cursor < end, !bytes[cursor].isBlank, bytes[cursor] != 0x0D { cursor += 1 }
      return Pair(
        nameStart: start, nameEnd: nameEnd,
        value: JSONString(start: first, end: cursor, escaped: false))
    }
    return nil
  }
}
