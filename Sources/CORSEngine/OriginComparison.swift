import Traffic

/// How a request's serialised origin relates to the target that the request was sent to.
public enum OriginComparison: UInt8, Sendable, BitwiseCopyable {
  case same, schemeDiffers, hostDiffers, portDiffers, opaque, unreadable

  /// Whether the request is same-origin.
  public var isSame: Bool { self == .same }
}

extension Origin {
  /// Compares the serialised `origin` with the target of a request.
  ///
  /// Behind a TLS terminator the log's scheme is not the browser's: then the answer is
  /// ``OriginComparison/schemeDiffers`` for what may well be the page's own server.
  ///
  /// - Parameters:
  ///   - origin: The Origin header's value.
  ///   - scheme: The target's scheme; `nil` where unknown, and then taken to be the origin's.
  ///   - host: The Host header or authority, which may end in `:port`.
  ///   - port: The target's port where the host has none; `nil` for the scheme's default.
  /// - Returns: The first of host, scheme and port that differs, or that none does.
  /// - SeeAlso: https://html.spec.whatwg.org/#same-origin
  public static func compare(
    _ origin: Span<UInt8>, scheme: Span<UInt8>?, host: Span<UInt8>, port: UInt16? = nil
  ) -> OriginComparison {
    let text = origin.trimmingBlanks()
    if text.equals("null") { return .opaque }
    // Only the parts are wanted here, not whether they are canonical.
    guard let source = URLParts(text), let target = HostPort(host) else { return .unreadable }
    let sourceHost = text.extracting(source.host.range)
    guard sourceHost.equalsIgnoringCase(host.extracting(target.host.range)) else {
      return .hostDiffers
    }
    let sourceScheme = text.extracting(source.scheme.range)
    let explicit = target.port ?? port
    guard let scheme else {
      return (explicit ?? defaultPort(sourceScheme)) == source.port ? .same : .portDiffers
    }
    guard sourceScheme.equalsIgnoringCase(scheme) else { return .schemeDiffers }
    return (explicit ?? defaultPort(scheme)) == source.port ? .same : .portDiffers
  }
}
