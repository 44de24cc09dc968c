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
    if isElsewhere(text, host) { return .hostDiffers }
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

  /// Whether it shows at the first glance that an http or https origin has another host.
  ///
  /// Most do; `false` says that a closer look is needed.
  private static func isElsewhere(_ origin: Span<UInt8>, _ host: Span<UInt8>) -> Bool {
    let start = origin.starts(with: "https://") ? 8 : origin.starts(with: "http://") ? 7 : 0
    guard start > 0, host.count > 0, host[0] != 0x5B, host[host.count - 1] != 0x2E,
      origin.count > start
    else { return false }
    let length = origin.count - start
    for index in 0..<min(length, host.count)
    where origin[start + index].asciiLowercased != host[index].asciiLowercased {
      // A port, in either, or userinfo asks for the parts.
      return host.firstIndex(of: 0x3A) == nil && origin.firstIndex(of: 0x40, from: start) == nil
    }
    return false
  }
}
