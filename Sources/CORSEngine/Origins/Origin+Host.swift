import Traffic

/// Whether hosts are written as the URL standard's serialiser writes them.
extension Origin {
  /// The flaw of a host, or ``BlockDetail/none``.
  ///
  /// - SeeAlso: https://url.spec.whatwg.org/#host-serializing
  static func hostFlaw(_ host: Span<UInt8>, isWeb: Bool) -> BlockDetail {
    if host.count > 1, host[0] == 0x5B {
      return isCompressedIPv6(host.extracting(1..<(host.count - 1))) ? .none : .addressForm
    }
    guard isDomain(host) else { return .notAnOrigin }
    guard isWeb, endsInNumber(host) else { return .none }
    return isDottedQuad(host) ? .none : .addressForm
  }

  /// Whether the labels are made of letters, digits, `-` and `_` and none is empty.
  ///
  /// The standard's grammar has no `_` and no dot at the end, yet pages are served from such hosts
  /// and browsers send them.
  private static func isDomain(_ host: Span<UInt8>) -> Bool {
    var length = 0
    for index in host.indices {
      let byte = host[index]
      if byte == 0x2E {
        guard length > 0 else { return false }
        length = 0
      } else {
        guard byte.isLetter || byte.isDigit || byte == 0x2D || byte == 0x5F else { return false }
        length += 1
      }
    }
    return host.count > 0
  }

  /// Whether a URL parser would take the host for an IPv4 address: its last label is a number.
  ///
  /// - SeeAlso: https://url.spec.whatwg.org/#ends-in-a-number-checker
  private static func endsInNumber(_ host: Span<UInt8>) -> Bool {
    var end = host.count
    if end > 0, host[end - 1] == 0x2E { end -= 1 }
    var start = end
    var digits = true
    while start > 0, host[start - 1] != 0x2E {
      start -= 1
      if !host[start].isDigit { digits = false }
    }
    guard start < end else { return false }
    if digits { return true }
    guard end - start >= 2, host[start] == 0x30, host[start + 1] == 0x78 else { return false }
    for index in (start + 2)..<end where host[index].hexValue == nil { return false }
    return true
  }

  /// Whether the host is four decimal numbers up to 255 without leading zeros.
  private static func isDottedQuad(_ host: Span<UInt8>) -> Bool {
    var parts = 1
    var number = 0
    var length = 0
    for index in host.indices {
      let byte = host[index]
      if byte == 0x2E {
        guard length > 0, parts < 4 else { return false }
        parts += 1
        length = 0
        number = 0
      } else {
        guard byte.isDigit, length == 0 || number > 0 else { return false }
        number = number * 10 + Int(byte &- 48)
        length += 1
        guard number <= 255 else { return false }
      }
    }
    return parts == 4 && length > 0
  }

  /// Whether the text is an IPv6 address in its one serialised form.
  ///
  /// - SeeAlso: https://url.spec.whatwg.org/#concept-ipv6-serializer
  private static func isCompressedIPv6(_ text: Span<UInt8>) -> Bool {
    var groups = IPv6Groups()
    var index = 0
    while index < text.count {
      let start = index
      while index < text.count, let digit = text[index].hexValue {
        guard text[index] < 0x41 || text[index] > 0x46, groups.add(digit) else { return false }
        index += 1
      }
      if index > start { guard groups.endGroup() else { return false } }
      guard index < text.count else { break }
      guard text[index] == 0x3A else { return false }
      index += 1
      if index < text.count, text[index] == 0x3A {
        guard groups.compress() else { return false }
        index += 1
      } else if index - 1 == start || index == text.count {
        // A single colon stands between groups, neither first nor last.
        return false
      }
    }
    return groups.isCanonical
  }
}
