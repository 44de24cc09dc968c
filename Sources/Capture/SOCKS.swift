import Traffic

/// Tells what clients say to a SOCKS proxy before they are connected.
///
/// - SeeAlso: RFC 1928, section 3.
enum SOCKS {
  /// Whether `bytes` begin like a client's first message, of version 5 or 4.
  static func begins(_ bytes: Span<UInt8>) -> Bool {
    guard bytes.count >= 3 else { return false }
    if bytes[0] == 5 { return bytes[1] > 0 && bytes.count == 2 + Int(bytes[1]) }
    return bytes[0] == 4 && bytes[1] == 1 && bytes.count >= 9 && bytes[bytes.count - 1] == 0
  }
}
