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
