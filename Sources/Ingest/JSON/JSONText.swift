import Traffic

/// Takes the escapes out of the strings of JSON, and of what servers print in its place.
package enum JSONText {
  /// Appends the value of the string in `start..<end` of `source` to `output`.
  ///
  /// Beside the escapes of JSON, `\xHH` is read, and a backslash before anything else stands for
  /// itself. A lone surrogate from U+DC80 on is the byte that a producer could not decode; another
  /// lone one becomes U+FFFD.
  ///
  /// - Returns: Whether all escapes were JSON's own.
  /// - SeeAlso: RFC 8259, section 7.
  @discardableResult
  package static func decode(
    _ source: Span<UInt8>, from start: Int, to end: Int, into output: inout [UInt8]
  ) -> Bool {
    var index = start
    var isClean = true
    while index < end {
      let stop = min(JSONSearch.stringStop(in: source, from: index, to: end), end)
      output.append(source, from: index, to: stop)
      guard stop < end else { return isClean }
      guard source[stop] == 0x5C, stop + 1 < end else {
        output.append(source[stop])
        index = stop + 1
        isClean = false
        continue
      }
      if !isShortEscape(source[stop + 1]), source[stop + 1] != 0x75 { isClean = false }
      index = escape(source, at: stop, to: end, into: &output)
    }
    return isClean
  }

  /// Whether two strings of `source` have the same value, however each is escaped.
  static func equal(_ left: JSONString, _ right: JSONString, in source: Span<UInt8>) -> Bool {
    guard left.escaped || right.escaped else {
      return source.extracting(left.start..<left.end)
        .equals(source.extracting(right.start..<right.end))
    }
    var values: ([UInt8], [UInt8]) = ([], [])
    decode(source, from: left.start, to: left.end, into: &values.0)
    decode(source, from: right.start, to: right.end, into: &values.1)
    return values.0 == values.1
  }

  /// Decodes the escape at `start`, and tells where it ends.
  private static func escape(
    _ source: Span<UInt8>, at start: Int, to end: Int, into output: inout [UInt8]
  ) -> Int {
    let letter = source[start + 1]
    switch letter {
    case 0x22, 0x5C, 0x2F: output.append(letter)
    // HAProxy's `+E` escapes a closing bracket too.
    case 0x5D:
      output.append(letter)
      return start + 2
    case 0x62: output.append(0x08)
    case 0x66: output.append(0x0C)
    case 0x6E: output.append(0x0A)
    case 0x72: output.append(0x0D)
    case 0x74: output.append(0x09)
    case 0x75:
      guard let unit = hex(source, from: start + 2, count: 4, to: end) else { break }
      return surrogates(unit, source, from: start + 6, to: end, into: &output)
    case 0x78:
      guard let byte = hex(source, from: start + 2, count: 2, to: end) else { break }
      output.append(UInt8(truncatingIfNeeded: byte))
      return start + 4
    default: break
    }
    if !isShortEscape(letter) {
      output.append(0x5C)
      output.append(letter)
    }
    return start + 2
  }

  private static func isShortEscape(_ letter: UInt8) -> Bool {
    switch letter {
    case 0x22, 0x5C, 0x2F, 0x62, 0x66, 0x6E, 0x72, 0x74: return true
    default: return false
    }
  }

  /// Appends the scalar that begins with the UTF-16 unit `unit`, and tells where it ends.
  private static func surrogates(
    _ unit: UInt32, _ source: Span<UInt8>, from next: Int, to end: Int, into output: inout [UInt8]
  ) -> Int {
    if unit >= 0xDC80, unit <= 0xDCFF {
      output.append(UInt8(truncatingIfNeeded: unit))
      return next
    }
    guard unit & 0xFC00 == 0xD800 else {
      append(unit & 0xFC00 == 0xDC00 ? 0xFFFD : unit, to: &output)
      return next
    }
    guard next + 6 <= end, source[next] == 0x5C, source[next + 1] == 0x75,
      let low = hex(source, from: next + 2, count: 4, to: end), low & 0xFC00 == 0xDC00
    else {
      append(0xFFFD, to: &output)
      return next
    }
    append(0x10000 + (unit & 0x3FF) << 10 + (low & 0x3FF), to: &output)
    return next + 6
  }

  private static func hex(_ source: Span<UInt8>, from start: Int, count: Int, to end: Int)
    -> UInt32?
  {
    guard start + count <= end else { return nil }
    var value: UInt32 = 0
    for index in start..<start + count {
      guard let digit = source[index].hexValue else { return nil }
      value = value << 4 | UInt32(digit)
    }
    return value
  }

  private static func append(_ scalar: UInt32, to output: inout [UInt8]) {
    switch scalar {
    case 0..<0x80: output.append(UInt8(truncatingIfNeeded: scalar))
    case 0..<0x800:
      output.append(UInt8(truncatingIfNeeded: 0xC0 | scalar >> 6))
      output.append(UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F))
    case 0..<0x10000:
      output.append(UInt8(truncatingIfNeeded: 0xE0 | scalar >> 12))
      output.append(UInt8(truncatingIfNeeded: 0x80 | scalar >> 6 & 0x3F))
      output.append(UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F))
    default:
      output.append(UInt8(truncatingIfNeeded: 0xF0 | scalar >> 18))
      output.append(UInt8(truncatingIfNeeded: 0x80 | scalar >> 12 & 0x3F))
      output.append(UInt8(truncatingIfNeeded: 0x80 | scalar >> 6 & 0x3F))
      output.append(UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F))
    }
  }
}
