import Traffic

/// The serialisation of a URL's origin.
public enum SerializedOrigin {
  /// The origin of `url` as a browser writes it; `nil` for URLs whose origin is opaque.
  ///
  /// - SeeAlso: https://html.spec.whatwg.org/#ascii-serialisation-of-an-origin
  public static func of(_ bytes: [UInt8]) -> [UInt8]? {
    let url = bytes.span
    guard let parts = URLParts(url), let port = parts.port else { return nil }
    let scheme = url.extracting(parts.scheme.range)
    var origin = Array(copying: scheme).asciiLowercased
    origin += Array("://".utf8)
    origin += Array(copying: url.extracting(parts.host.range)).asciiLowercased
    if port != Origin.defaultPort(scheme) { origin += Array(":\(port)".utf8) }
    return origin
  }
}
