import Traffic

/// The texts that WebKit's console shows for CORS errors.
///
/// URLs that change with each request are written `<url>`.
enum WebKitError {
  /// The text for a failed CORS check.
  ///
  /// - Parameters:
  ///   - reason: Why the check failed.
  ///   - origin: The request's Origin header.
  ///   - status: The answer's status.
  ///   - allowOrigin: The combined Access-Control-Allow-Origin.
  /// - Returns: The text, or `nil` for other reasons.
  static func corsCheck(
    _ reason: BlockReason, origin: [UInt8], status: Int, allowOrigin: [UInt8]?
  ) -> [UInt8]? {
    switch reason {
    case .allowOriginMultiple where allowOrigin?.contains(0x2C) == true:
      Array("Access-Control-Allow-Origin cannot contain more than one origin.".utf8)
    case .allowOriginMissing, .allowOriginMultiple, .allowOriginMalformed, .allowOriginMismatch:
      Array("Origin ".utf8) + origin
        + Array(" is not allowed by Access-Control-Allow-Origin. Status code: \(status)".utf8)
    case .allowOriginWildcardWithCredentials:
      Array(
        "Cannot use wildcard in Access-Control-Allow-Origin when credentials flag is true.".utf8)
    case .allowCredentialsNotTrue:
      Array(
        "Credentials flag is true, but Access-Control-Allow-Credentials is not \"true\".".utf8)
    default: nil
    }
  }

  /// The text for a preflight's answer that grants too little; `nil` for other reasons.
  static func preflight(_ reason: BlockReason, _ error: EngineError) -> [UInt8]? {
    switch reason {
    case .preflightStatusNotOK, .preflightRedirect:
      Array("Preflight response is not successful. Status code: \(error.status)".utf8)
    case .allowMethodsUnparseable: invalid("Access-Control-Allow-Methods", error.allowMethods)
    case .allowHeadersUnparseable: invalid("Access-Control-Allow-Headers", error.allowHeaders)
    case .methodNotAllowed:
      Array("Method ".utf8) + error.method
        + Array(" is not allowed by Access-Control-Allow-Methods.".utf8)
    case .headerNotAllowed, .authorizationNotCoveredByWildcard:
      Array("Request header field ".utf8) + error.refusedName
        + Array(" is not allowed by Access-Control-Allow-Headers.".utf8)
    default: nil
    }
  }

  private static func invalid(_ header: String, _ value: [UInt8]?) -> [UInt8] {
    Array("Header \(header) has an invalid value: ".utf8) + shown(value ?? [])
  }

  /// The value with bytes that are not UTF-8 replaced, as WebKit decodes headers.
  private static func shown(_ value: [UInt8]) -> [UInt8] {
    Array(String(decoding: value, as: UTF8.self).utf8)
  }

  /// The text for a redirect that CORS forbids.
  ///
  /// - Parameters:
  ///   - location: Where it leads.
  ///   - cause: Why it is not followed.
  /// - Returns: The text.
  static func redirect(to location: [UInt8], _ cause: [UInt8]) -> [UInt8] {
    Array("Cross-origin redirection to ".utf8) + named(location)
      + Array(" denied by Cross-Origin Resource Sharing policy: ".utf8) + cause
  }

  /// A URL as the texts have it: `<url>` for http and https, which tells nothing, others as they are.
  static func named(_ url: [UInt8]) -> [UInt8] {
    guard let parts = URLParts(url.span), parts.isHTTP(url.span) else { return url }
    return Array("<url>".utf8)
  }

  /// The name in the case in which WebKit shows it: well-known names in their usual case.
  static func shown(name: [UInt8]) -> [UInt8] {
    knownNames.first { $0.asciiLowercased == name.asciiLowercased } ?? name
  }

  /// Whether WebKit has an own place for the name, before all other names.
  static func isKnown(_ name: [UInt8]) -> Bool {
    knownNames.contains { $0.asciiLowercased == name.asciiLowercased }
  }

  private static let knownNames: [[UInt8]] = [
    "Accept", "Accept-Language", "Authorization", "Cache-Control", "Content-Encoding",
    "Content-Language", "Content-Location", "Content-Type", "DPR", "If-Match", "If-Modified-Since",
    "If-None-Match", "If-Range", "If-Unmodified-Since", "Last-Event-ID", "Link", "Pragma",
    "Priority", "Purpose", "Range", "Save-Data", "Upgrade-Insecure-Requests", "User-Agent",
    "X-Requested-With",
  ].map { Array($0.utf8) }
}
