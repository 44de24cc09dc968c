import Traffic

/// Whether two origins belong to one site.
///
/// - SeeAlso: https://html.spec.whatwg.org/#schemelessly-same-site
enum Site {
  /// Whether the hosts of two URLs are equal or share a registrable domain.
  ///
  /// - Parameters:
  ///   - first: A URL or serialised origin.
  ///   - second: Another.
  ///   - comparesAddresses: Whether equal addresses are one site.
  /// - Returns: Whether they are schemelessly same site.
  static func isSchemelesslySame(
    _ first: Span<UInt8>, _ second: Span<UInt8>, comparesAddresses: Bool
  ) -> Bool {
    guard let left = URLParts(first), let right = URLParts(second) else { return false }
    return isSame(
      first.extracting(left.host.range), second.extracting(right.host.range),
      comparesAddresses: comparesAddresses)
  }

  /// The same for two hosts, brackets included.
  static func isSame(
    _ leftHost: Span<UInt8>, _ rightHost: Span<UInt8>, comparesAddresses: Bool
  ) -> Bool {
    if isAddress(leftHost) || isAddress(rightHost) {
      return comparesAddresses && leftHost.equalsIgnoringCase(rightHost)
    }
    if leftHost.equalsIgnoringCase(rightHost) { return true }
    guard let leftDomain = PublicSuffix(leftHost)?.domain,
      let rightDomain = PublicSuffix(rightHost)?.domain
    else { return false }
    return leftHost.extracting(leftDomain).equalsIgnoringCase(rightHost.extracting(rightDomain))
  }

  private static func isAddress(_ host: Span<UInt8>) -> Bool {
    guard host.count > 0 else { return false }
    let last = host[host.count - 1]
    return last == 0x5D || last.isDigit
  }
}
