import Traffic

/// The one setting that decoding depends on.
enum HTTP2Settings {
  private static let headerTableSize = 1

  /// Takes up what the payload of a SETTINGS frame allows the other side's header table.
  ///
  /// - SeeAlso: RFC 9113, section 6.5.
  static func apply(_ payload: Span<UInt8>, to table: inout HPACKTable) {
    var offset = 0
    while offset + 6 <= payload.count {
      if payload.network16(offset) == headerTableSize {
        table.allowedSize = min(Int(payload.network32(offset + 2)), HPACKTable.sizeLimit)
      }
      offset += 6
    }
  }

  /// Takes up the settings of an `HTTP2-Settings` field, which are in base64url.
  ///
  /// - SeeAlso: RFC 7540, section 3.2.1.
  static func apply(encoded text: Span<UInt8>, to table: inout HPACKTable) {
    var payload: [UInt8] = []
    var bits: UInt32 = 0
    var count = 0
    for index in text.indices {
      guard let value = digit(text[index]) else { break }
      bits = bits << 6 | value
      count += 6
      guard count >= 8 else { continue }
      count -= 8
      payload.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
    }
    apply(payload.span, to: &table)
  }

  private static func digit(_ byte: UInt8) -> UInt32? {
    switch byte {
    case 0x41...0x5A: UInt32(byte - 0x41)
    case 0x61...0x7A: UInt32(byte - 0x61) + 26
    case 0x30...0x39: UInt32(byte - 0x30) + 52
    case 0x2D, 0x2B: 62
    case 0x5F, 0x2F: 63
    default: nil
    }
  }
}
