package import Traffic

/// How a server writes bytes that could break its log's lines.
package enum EscapeStyle: Sendable {
  /// Nothing is escaped: what looks like an escape was sent like that.
  case none
  /// `\xHH`, and the C escapes that Apache uses; covers nginx's default, Apache and lighttpd.
  case backslash
  /// JSON's escapes, with `\xHH` besides, which hand-made JSON contains.
  case json

  /// Decodes the escapes in the bytes at `place`, behind the end of `bytes`.
  ///
  /// - Returns: The place of the decoded bytes, or `place` when nothing was escaped.
  package func decode(_ place: ByteRange, in bytes: inout [UInt8]) -> ByteRange {
    guard self != .none else { return place }
    let range = place.range
    guard bytes[range].contains(0x5C) else { return place }
    let start = bytes.count
    var index = range.lowerBound
    while index < range.upperBound {
      let byte = bytes[index]
      index += 1
      guard byte == 0x5C, index < range.upperBound else {
        bytes.append(byte)
        continue
      }
      let letter = bytes[index]
      index += 1
      switch letter {
      case 0x78:  // x
        guard let value = hex(bytes, at: index, count: 2, before: range.upperBound) else {
          bytes.append(0x5C)
          bytes.append(letter)
          continue
        }
        bytes.append(UInt8(truncatingIfNeeded: value))
        index += 2
      case 0x75 where self == .json:  // u
        guard let value = hex(bytes, at: index, count: 4, before: range.upperBound) else {
          bytes.append(0x5C)
          bytes.append(letter)
          continue
        }
        index += 4
        var scalar = value
        if value & 0xFC00 == 0xD800, index + 6 <= range.upperBound, bytes[index] == 0x5C,
          bytes[index + 1] == 0x75,
          let low = hex(bytes, at: index + 2, count: 4, before: range.upperBound),
          low & 0xFC00 == 0xDC00
        {
          scalar = 0x10000 + (value & 0x3FF) << 10 + low & 0x3FF
          index += 6
        }
        append(scalar, to: &bytes)
      case 0x6E: bytes.append(0x0A)
      case 0x72: bytes.append(0x0D)
      case 0x74: bytes.append(0x09)
      case 0x62: bytes.append(0x08)
      case 0x66 where self == .json: bytes.append(0x0C)
      case 0x76 where self == .backslash: bytes.append(0x0B)
      case 0x22, 0x5C, 0x2F: bytes.append(letter)
      default:
        bytes.append(0x5C)
        bytes.append(letter)
      }
    }
    return ByteRange(start, bytes.count)
  }

  private func hex(_ bytes: [UInt8], at start: Int, count: Int, before end: Int) -> UInt32? {
    guard start + count <= end else { return nil }
    var value: UInt32 = 0
    for index in start..<start + count {
      guard let digit = bytes[index].hexValue else { return nil }
      value = value << 4 | UInt32(digit)
    }
    return value
  }

  private func append(_ scalar: UInt32, to bytes: inout [UInt8]) {
    // A lone surrogate has no UTF-8: it is written as U+FFFD, as String would.
    let character = Unicode.Scalar(scalar) ?? "\u{FFFD}"
    for unit in Character(character).utf8 { bytes.append(unit) }
  }
}
