import Traffic

/// Whether bytes are a host to a URL parser, which is far more lenient than a serialised origin.
///
/// - SeeAlso: https://url.spec.whatwg.org/#host-parsing
enum HostSyntax {
  /// Whether the bytes are a domain or address of a special scheme's URL.
  static func isHost(_ host: Span<UInt8>) -> Bool {
    if host[0] == 0x5B { return isBracketedAddress(host) }
    let decoded = percentDecoded(host)
    guard String(validating: decoded, as: UTF8.self) != nil else { return false }
    for byte in decoded where isForbidden(byte) { return false }
    return isAddressOrName(decoded)
  }

  /// Whether the bytes are the host of another scheme's URL.
  static func isOpaqueHost(_ host: Span<UInt8>) -> Bool {
    if host[0] == 0x5B { return isBracketedAddress(host) }
    for index in host.indices where host[index] != 0x25 && isForbidden(host[index]) {
      // Controls are percent-encoded there.
      if host[index] > 0x20 && host[index] != 0x7F || host[index] == 0x20 { return false }
    }
    return true
  }

  /// Whether the byte may not stand in a domain.
  ///
  /// - SeeAlso: https://url.spec.whatwg.org/#forbidden-domain-code-point
  private static func isForbidden(_ byte: UInt8) -> Bool {
    switch byte {
    case 0...0x20, 0x23, 0x25, 0x2F, 0x3A, 0x3C, 0x3E, 0x3F, 0x40, 0x5B, 0x5C, 0x5D, 0x5E, 0x7C,
      0x7F:
      true
    default: false
    }
  }

  private static func percentDecoded(_ host: Span<UInt8>) -> [UInt8] {
    var decoded: [UInt8] = []
    var index = 0
    while index < host.count {
      if host[index] == 0x25, index + 2 < host.count, let high = host[index + 1].hexValue,
        let low = host[index + 2].hexValue
      {
        decoded.append(high << 4 | low)
        index += 3
      } else {
        decoded.append(host[index])
        index += 1
      }
    }
    return decoded
  }

  /// Whether a host whose last label is a number is an IPv4 address; other hosts are names.
  ///
  /// - SeeAlso: https://url.spec.whatwg.org/#concept-ipv4-parser
  private static func isAddressOrName(_ host: [UInt8]) -> Bool {
    var labels = host.split(separator: 0x2E, omittingEmptySubsequences: false).map { Array($0) }
    if labels.count > 1, labels[labels.count - 1].isEmpty { labels.removeLast() }
    guard let last = labels.last, number(last) != nil || isDigits(last) else { return true }
    guard labels.count <= 4 else { return false }
    for (index, label) in labels.enumerated() {
      guard let value = number(label) else { return false }
      let limit = index == labels.count - 1 ? 1 << (8 * (5 - labels.count)) : 256
      guard value < limit else { return false }
    }
    return true
  }

  private static func isDigits(_ label: [UInt8]) -> Bool {
    !label.isEmpty && label.allSatisfy(\.isDigit)
  }

  /// The number that a label spells in decimal, octal or hexadecimal digits.
  private static func number(_ label: [UInt8]) -> Int? {
    guard !label.isEmpty else { return nil }
    let text = String(decoding: label, as: UTF8.self).lowercased()
    if text.hasPrefix("0x") { return text.count == 2 ? 0 : Int(text.dropFirst(2), radix: 16) }
    guard isDigits(label) else { return nil }
    return label.count > 1 && label[0] == 0x30 ? Int(text, radix: 8) : Int(text)
  }

  /// Whether brackets hold hexadecimal groups, colons and perhaps a dotted quad.
  private static func isBracketedAddress(_ host: Span<UInt8>) -> Bool {
    guard host.count >= 4, host[host.count - 1] == 0x5D else { return false }
    var colons = 0
    for index in 1..<(host.count - 1) {
      let byte = host[index]
      if byte == 0x3A { colons += 1 }
      guard byte == 0x3A || byte == 0x2E || byte.hexValue != nil else { return false }
    }
    return colons >= 2 && colons <= 8
  }
}
