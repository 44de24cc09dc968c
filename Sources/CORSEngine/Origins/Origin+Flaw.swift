import Traffic

/// Why a value is no serialised origin: the most telling flaw is given.
extension Origin {
  /// The flaw of bytes in which no scheme and host could be found.
  static func flawWithoutParts(_ bytes: Span<UInt8>) -> BlockDetail {
    if bytes.count == 0 { return .empty }
    if bytes.equalsIgnoringCase("null") { return .caseDiffers }
    if let general = generalFlaw(bytes) { return general }
    let looksLikeHost = bytes.firstIndex(of: 0x2E) != nil || bytes.firstIndex(of: 0x3A) != nil
    return looksLikeHost && !bytes.contains("://") ? .noScheme : .notAnOrigin
  }

  /// The flaw of bytes that are a URL with the given `parts`.
  static func flaw(of parts: URLParts, _ bytes: Span<UInt8>) -> BlockDetail {
    if let general = generalFlaw(bytes) { return general }
    if parts.pathStart + 1 == bytes.count, bytes[parts.pathStart] == 0x2F { return .trailingSlash }
    if parts.pathStart < bytes.count { return .hasPath }
    if bytes.firstIndex(of: 0x40) != nil { return .hasUserinfo }
    let scheme = bytes.extracting(parts.scheme.range)
    let isWeb = scheme.equalsIgnoringCase("https") || scheme.equalsIgnoringCase("http")
    // The schemes of apps and extensions keep the case of their hosts.
    if scheme.hasCapital || (isWeb && bytes.hasCapital) { return .caseDiffers }
    if scheme.equals("ftp") || scheme.equals("ws") || scheme.equals("wss") { return .otherScheme }
    let hostFlaw = self.hostFlaw(bytes.extracting(parts.host.range), isWeb: isWeb)
    return hostFlaw == .none ? portFlaw(of: parts, bytes) : hostFlaw
  }

  /// The flaw that shows in any part of a value.
  private static func generalFlaw(_ bytes: Span<UInt8>) -> BlockDetail? {
    let first = bytes[0]
    if first == 0x22 || first == 0x27 || first == 0x3C || first == 0x60 { return .quoted }
    for index in bytes.indices {
      switch bytes[index] {
      case 0x80...: return .notASCII
      // * ( ) ^ $ { } and backslash: wildcards, regular expressions and templates.
      case 0x2A, 0x28, 0x29, 0x5E, 0x24, 0x7B, 0x7D, 0x5C: return .pattern
      default: continue
      }
    }
    return nil
  }

  /// The flaw of a port behind a host without flaw.
  private static func portFlaw(of parts: URLParts, _ bytes: Span<UInt8>) -> BlockDetail {
    let hostEnd = parts.host.range.upperBound
    guard hostEnd < bytes.count else { return .none }
    guard let port = parts.port, parts.hasPort, port > 0, bytes[hostEnd + 1] != 0x30 else {
      return .notAnOrigin
    }
    let scheme = bytes.extracting(parts.scheme.range)
    return port == defaultPort(scheme) ? .defaultPort : .none
  }
}

extension Span<UInt8> {
  /// Whether an ASCII capital stands somewhere in the bytes.
  var hasCapital: Bool {
    for index in indices where self[index] &- 65 < 26 { return true }
    return false
  }
}
