public import Traffic

/// A Host header's value or an authority, split into places of its parts.
///
/// - SeeAlso: RFC 9110, section 7.2.
public struct HostPort: Sendable, BitwiseCopyable {
  /// Where the host stands, brackets included.
  public let host: ByteRange
  /// The port, if one is spelt out.
  public let port: UInt16?

  /// Splits `value`; `nil` if it has no host, or a port that is none.
  public init?(_ value: Span<UInt8>) {
    var end = value.count
    var portStart = value.count
    if let close = value.firstIndex(of: 0x5D), value[0] == 0x5B {
      end = close + 1
      guard end == value.count || value[end] == 0x3A else { return nil }
      portStart = min(end + 1, value.count)
    } else if let colon = value.firstIndex(of: 0x3A) {
      end = colon
      portStart = colon + 1
    }
    guard end > 0 else { return nil }
    host = ByteRange(0, end)
    guard portStart < value.count else {
      port = nil
      return
    }
    let digits = value.extracting(portStart..<value.count)
    guard let number = digits.decimal, number <= 65_535 else { return nil }
    port = UInt16(number)
  }
}
