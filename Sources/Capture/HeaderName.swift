import Traffic

/// The header fields that matter, of requests and of responses; all others are `.none`.
enum HeaderName: BitwiseCopyable {
  case none
  case text(Field)
  case cookie, authorization
  case contentLength, transferEncoding
  /// A header that says something beside the fields.
  case trait(TraitHeader)
  case accept, expect, upgrade, upgradeInsecureRequests, http2Settings

  /// Whether it says where the message ends.
  var isFraming: Bool {
    switch self {
    case .contentLength, .transferEncoding: true
    default: false
    }
  }

  /// Finds the request header `name`, in any case.
  init(request name: Span<UInt8>) {
    switch name.count {
    case 4: self = name.equalsIgnoringCase("host") ? .text(.host) : .none
    case 6: self = HeaderName.six(name)
    case 7:
      self =
        name.equalsIgnoringCase("referer")
        ? .text(.referer) : name.equalsIgnoringCase("upgrade") ? .upgrade : .none
    case 10: self = name.equalsIgnoringCase("user-agent") ? .text(.userAgent) : .none
    case 12:
      self =
        name.equalsIgnoringCase("content-type")
        ? .text(.contentType)
        : name.equalsIgnoringCase("x-request-id") ? .text(.requestID) : .none
    case 13: self = name.equalsIgnoringCase("authorization") ? .authorization : .none
    case 14: self = HeaderName.fourteen(name)
    case 17: self = name.equalsIgnoringCase("transfer-encoding") ? .transferEncoding : .none
    case 25:
      self =
        name.equalsIgnoringCase("upgrade-insecure-requests") ? .upgradeInsecureRequests : .none
    case 29:
      self =
        name.equalsIgnoringCase("access-control-request-method") ? .text(.requestMethod) : .none
    case 30:
      self =
        name.equalsIgnoringCase("access-control-request-headers") ? .text(.requestHeaders) : .none
    default: self = TraitHeader(request: name).map { .trait($0) } ?? .none
    }
  }

  /// Finds the response header `name`, in any case.
  init(response name: Span<UInt8>) {
    switch name.count {
    case 3: self = name.equalsIgnoringCase("age") ? .text(.age) : .none
    case 4: self = name.equalsIgnoringCase("vary") ? .text(.vary) : .none
    case 7: self = name.equalsIgnoringCase("upgrade") ? .upgrade : HeaderName.trait(name)
    case 8: self = name.equalsIgnoringCase("location") ? .text(.location) : .none
    case 14:
      self = name.equalsIgnoringCase("content-length") ? .contentLength : HeaderName.trait(name)
    case 17: self = name.equalsIgnoringCase("transfer-encoding") ? .transferEncoding : .none
    case 19:
      self = name.equalsIgnoringCase("timing-allow-origin") ? .text(.timingAllowOrigin) : .none
    case 22: self = name.equalsIgnoringCase("access-control-max-age") ? .text(.maxAge) : .none
    case 27:
      self = name.equalsIgnoringCase("access-control-allow-origin") ? .text(.allowOrigin) : .none
    case 28: self = HeaderName.twentyEight(name)
    case 29:
      self =
        name.equalsIgnoringCase("access-control-expose-headers") ? .text(.exposeHeaders) : .none
    case 32:
      self =
        name.equalsIgnoringCase("access-control-allow-credentials")
        ? .text(.allowCredentials) : .none
    default: self = HeaderName.trait(name)
    }
  }

  private static func trait(_ name: Span<UInt8>) -> HeaderName {
    TraitHeader(response: name).map { .trait($0) } ?? .none
  }

  private static func six(_ name: Span<UInt8>) -> HeaderName {
    switch name[0] | 0x20 {
    case 0x61: name.equalsIgnoringCase("accept") ? .accept : .none
    case 0x63: name.equalsIgnoringCase("cookie") ? .cookie : .none
    case 0x65: name.equalsIgnoringCase("expect") ? .expect : .none
    case 0x6F: name.equalsIgnoringCase("origin") ? .text(.origin) : .none
    default: .none
    }
  }

  private static func fourteen(_ name: Span<UInt8>) -> HeaderName {
    if name.equalsIgnoringCase("content-length") { return .contentLength }
    if name.equalsIgnoringCase("http2-settings") { return .http2Settings }
    if name.equalsIgnoringCase("sec-fetch-mode") { return .text(.fetchMode) }
    if name.equalsIgnoringCase("sec-fetch-site") { return .text(.fetchSite) }
    return name.equalsIgnoringCase("sec-fetch-dest") ? .text(.fetchDestination) : .none
  }

  private static func twentyEight(_ name: Span<UInt8>) -> HeaderName {
    if name.equalsIgnoringCase("access-control-allow-methods") { return .text(.allowMethods) }
    if name.equalsIgnoringCase("access-control-allow-headers") { return .text(.allowHeaders) }
    return name.equalsIgnoringCase("cross-origin-resource-policy") ? .text(.resourcePolicy) : .none
  }
}
