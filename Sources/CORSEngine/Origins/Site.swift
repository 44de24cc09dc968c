import Traffic

/// Whether two origins belong to one site, as far as that shows without the public suffix list.
///
/// - SeeAlso: https://html.spec.whatwg.org/#schemelessly-same-site
enum Site {
  /// Second-level labels under which registries let names, as in `example.co.uk`.
  private static let registryLabels: Set<[UInt8]> = Set(
    ["ac", "co", "com", "edu", "gov", "net", "or", "org"].map { Array($0.utf8) })

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
    let leftHost = Array(copying: first.extracting(left.host.range)).asciiLowercased
    let rightHost = Array(copying: second.extracting(right.host.range)).asciiLowercased
    if isAddress(leftHost) || isAddress(rightHost) {
      return comparesAddresses && leftHost == rightHost
    }
    if leftHost == rightHost { return true }
    guard let domain = registrableDomain(leftHost) else { return false }
    return domain == registrableDomain(rightHost)
  }

  private static func isAddress(_ host: [UInt8]) -> Bool {
    guard let last = host.last else { return false }
    return last == 0x5D || last.isDigit
  }

  /// The last two labels, or three where the last but one is a registry's; `nil` if there are fewer.
  private static func registrableDomain(_ host: [UInt8]) -> [UInt8]? {
    let labels = host.split(separator: 0x2E, omittingEmptySubsequences: false)
    guard labels.count >= 2 else { return nil }
    let isRegistry =
      labels[labels.count - 1].count == 2
      && registryLabels.contains(Array(labels[labels.count - 2]))
    guard labels.count >= (isRegistry ? 3 : 2) else { return nil }
    return Array(labels.suffix(isRegistry ? 3 : 2).joined(separator: [0x2E]))
  }
}
