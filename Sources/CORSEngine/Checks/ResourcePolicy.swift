import Traffic

/// What Cross-Origin-Resource-Policy lets other origins embed.
///
/// - SeeAlso: https://fetch.spec.whatwg.org/#cross-origin-resource-policy-header
public enum ResourcePolicy: UInt8, CaseIterable, Sendable, BitwiseCopyable {
  case sameOrigin, sameSite, crossOrigin

  /// Reads the combined `value`; anything but one of the three tokens counts as absent.
  public init?(_ value: Span<UInt8>) {
    let token = value.trimmingBlanks()
    if token.equals("same-origin") {
      self = .sameOrigin
    } else if token.equals("same-site") {
      self = .sameSite
    } else if token.equals("cross-origin") {
      self = .crossOrigin
    } else {
      return nil
    }
  }
}

extension ResourcePolicy {
  /// Whether a page may embed a response that carries the policy.
  ///
  /// - Parameters:
  ///   - page: The page's URL or serialised origin.
  ///   - scheme: The scheme of the response's URL; `nil` where unknown.
  ///   - host: Its host, which may end in `:port`.
  ///   - port: Its port where the host has none; `nil` for the scheme's default.
  ///   - profile: Whose rules count.
  /// - Returns: `nil` where one of the two cannot be read, or only the schemes differ, as they do
  ///   behind a TLS terminator.
  /// - SeeAlso: https://fetch.spec.whatwg.org/#cross-origin-resource-policy-internal-check
  public func allows(
    page: Span<UInt8>, scheme: Span<UInt8>?, host: Span<UInt8>, port: UInt16?,
    profile: BrowserProfile
  ) -> Bool? {
    if self == .crossOrigin { return true }
    guard let parts = URLParts(page), let target = HostPort(host) else { return nil }
    if self == .sameSite {
      return Site.isSame(
        page.extracting(parts.host.range), host.extracting(target.host.range),
        comparesAddresses: profile.takesAddressesForSites)
    }
    return
      switch Origin.compare(
        page.extracting(0..<parts.pathStart), scheme: scheme, host: host, port: port)
    {
    case .same: true
    case .schemeDiffers, .unreadable: nil
    case .hostDiffers, .portDiffers, .opaque: false
    }
  }
}
