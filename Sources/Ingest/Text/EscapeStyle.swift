package import Traffic

/// How a server writes bytes that could break its log's lines.
package enum EscapeStyle: UInt8, Sendable, BitwiseCopyable {
  /// Nothing is escaped: what looks like an escape was sent like that.
  case none
  /// `\xHH`, the C escapes that Apache uses and Tomcat's `\u00HH`; covers nginx's default, Apache,
  /// lighttpd and Tomcat.
  case backslash
  /// JSON's escapes, with `\xHH` besides, which hand-made JSON contains.
  case json
  /// `#HH`, as HAProxy writes captured headers and request lines.
  case hash
  /// `%HH` for every byte that is not plain, `%` included.
  case percent
  /// `%HH`, and once more for what was written so before; CloudFront.
  case percentTwice
  /// `%HH` for what is unsafe in a URL, `%` not included; Squid's values without quotes.
  case percentUnsafe
  /// `+` for a blank; IIS.
  case plus
  /// Backslashes, and quotes around a value with blanks; Squid.
  case shell
  /// Every byte from 0x80 on as if it were a character of Latin-1, in UTF-8; Node.
  case widened

  /// The byte without which a value holds no escape.
  package var marker: UInt8? {
    switch self {
    case .none, .widened: nil
    case .backslash, .json: 0x5C
    case .shell: 0x22
    case .hash: 0x23
    case .percent, .percentTwice, .percentUnsafe: 0x25
    case .plus: 0x2B
    }
  }

  /// Whether a double quote in a value is written with a backslash before it.
  var quotesWithBackslash: Bool { self == .backslash || self == .json }

  /// Whether `terminator` cannot stand in an escaped value.
  func protects(_ terminator: [UInt8]) -> Bool {
    terminator.contains { byte in
      switch self {
      case .none, .widened: false
      case .backslash, .json, .shell: byte == 0x22 || byte < 0x20
      case .hash: byte == 0x22 || byte < 0x20 || byte == 0x7C || byte == 0x7D
      case .percent, .percentTwice, .percentUnsafe:
        byte <= 0x20 || byte == 0x22 || byte == 0x5D || byte == 0x23
      case .plus: byte == 0x20
      }
    }
  }

  /// Decodes the escapes in the bytes at `place`, behind the end of `bytes`.
  ///
  /// - Returns: The place of the decoded bytes, or `place` when nothing was escaped.
  package func decode(_ place: ByteRange, in bytes: inout [UInt8]) -> ByteRange {
    if self == .widened { return narrow(place, in: &bytes) }
    guard let marker, bytes[place.range].contains(marker) else { return place }
    switch self {
    case .none, .widened: return place
    case .backslash, .json: return decodeBackslash(place, in: &bytes)
    case .shell:
      guard place.length > 1, bytes[place.range.lowerBound] == marker,
        bytes[place.range.upperBound - 1] == marker
      else { return place }
      return decodeBackslash(
        ByteRange(place.range.lowerBound + 1, place.range.upperBound - 1), in: &bytes)
    case .hash: return decodeHex(place, marker: marker, in: &bytes) { _ in true }
    case .percent: return decodeHex(place, marker: marker, in: &bytes) { _ in true }
    case .percentTwice:
      let once = decodeHex(place, marker: marker, in: &bytes) { _ in true }
      return decodeHex(once, marker: marker, in: &bytes) { EscapeStyle.isUnsafe($0) }
    case .percentUnsafe:
      return decodeHex(place, marker: marker, in: &bytes) { EscapeStyle.isUnsafe($0) }
    case .plus:
      let start = bytes.count
      for index in place.range { bytes.append(bytes[index] == marker ? 0x20 : bytes[index]) }
      return ByteRange(start, bytes.count)
    }
  }

  /// Whether a byte cannot stand in a URL as it is, so that writing it escaped loses nothing.
  private static func isUnsafe(_ byte: UInt8) -> Bool {
    if byte <= 0x20 || byte >= 0x7F { return true }
    switch byte {
    case 0x22, 0x23, 0x27, 0x3C, 0x3E, 0x5B, 0x5C, 0x5D, 0x5E, 0x60, 0x7B, 0x7C, 0x7D, 0x7E:
      return true
    default: return false
    }
  }

  /// Decodes a marker and two hexadecimal digits, where `isTaken` says so of the byte they spell.
  private func decodeHex(
    _ place: ByteRange, marker: UInt8, in bytes: inout [UInt8], isTaken: (UInt8) -> Bool
  ) -> ByteRange {
    let start = bytes.count
    var index = place.range.lowerBound
    let end = place.range.upperBound
    while index < end {
      let byte = bytes[index]
      if byte == marker, let value = hex(bytes, at: index + 1, count: 2, before: end),
        isTaken(UInt8(truncatingIfNeeded: value))
      {
        bytes.append(UInt8(truncatingIfNeeded: value))
        index += 3
      } else {
        bytes.append(byte)
        index += 1
      }
    }
    return ByteRange(start, bytes.count)
  }

  /// Makes bytes again of what was printed as characters of Latin-1.
  ///
  /// A value with any other character was not made so, and stays as it is.
  private func narrow(_ place: ByteRange, in bytes: inout [UInt8]) -> ByteRange {
    guard bytes[place.range].contains(where: { $0 >= 0x80 }) else { return place }
    let start = bytes.count
    var index = place.range.lowerBound
    let end = place.range.upperBound
    while index < end {
      let byte = bytes[index]
      if byte < 0x80 {
        bytes.append(byte)
        index += 1
      } else if byte == 0xC2 || byte == 0xC3, index + 1 < end, bytes[index + 1] & 0xC0 == 0x80 {
        bytes.append(byte << 6 | bytes[index + 1] & 0x3F)
        index += 2
      } else {
        bytes.removeSubrange(start...)
        return place
      }
    }
    return ByteRange(start, bytes.count)
  }

  private func decodeBackslash(_ place: ByteRange, in bytes: inout [UInt8]) -> ByteRange {
    let range = place.range
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
      // Tomcat writes controls, and bytes from 0x80 on, as the characters of Latin-1.
      case 0x75 where self == .backslash:
        guard let value = hex(bytes, at: index, count: 4, before: range.upperBound),
          value < 0x20 || (0x7F..<0x100).contains(value)
        else {
          bytes.append(0x5C)
          bytes.append(letter)
          continue
        }
        bytes.append(UInt8(truncatingIfNeeded: value))
        index += 4
      case 0x6E: bytes.append(0x0A)
      case 0x72: bytes.append(0x0D)
      case 0x74: bytes.append(0x09)
      case 0x62: bytes.append(0x08)
      case 0x66 where self == .json: bytes.append(0x0C)
      case 0x76 where self == .backslash: bytes.append(0x0B)
      // HAProxy's `+E` puts a backslash before a closing bracket too.
      case 0x22, 0x5C, 0x2F, 0x5D: bytes.append(letter)
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
