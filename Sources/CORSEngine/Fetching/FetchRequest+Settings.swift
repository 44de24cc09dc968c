import Traffic

/// The mode and credentials mode with which a request leaves the page.
extension FetchRequest {
  /// The mode by the rules of `profile`.
  ///
  /// - SeeAlso: https://html.spec.whatwg.org/#create-a-potential-cors-request
  public func mode(_ profile: BrowserProfile) -> RequestMode {
    switch initiator {
    case .font where profile.loadsFontsWithoutCORS: return .noCORS
    case .track where crossOrigin == .missing:
      return profile.loadsTracksWithoutCORS ? .noCORS : .sameOrigin
    case .preload where crossOrigin == .missing:
      return destination == "font" && profile.preloadsFontsWithCORS ? .cors : .noCORS
    case .image, .script, .stylesheet:
      return mode ?? (crossOrigin == .missing ? .noCORS : .cors)
    default: return mode ?? .cors
    }
  }

  /// The credentials mode by the rules of `profile`.
  public func credentials(_ profile: BrowserProfile) -> CredentialsMode {
    let mode = mode(profile)
    switch initiator {
    case .image, .script, .stylesheet, .track, .preload, .font, .module:
      if crossOrigin == .useCredentials { return .include }
      // An element without the attribute sends cookies along with its no-cors request.
      if mode == .noCORS, credentials == nil || initiator == .font { return .include }
      return credentials ?? .sameOrigin
    case .beacon: return credentials ?? .include
    default: return credentials ?? .sameOrigin
    }
  }

  /// The headers that leave the page: what it may not set is gone, the body's type is added.
  ///
  /// - SeeAlso: https://fetch.spec.whatwg.org/#concept-headers-append
  func sentHeaders(_ mode: RequestMode, _ profile: BrowserProfile) -> [HeaderLine] {
    var sent: [HeaderLine] = []
    for line in headers {
      let name = line.name.span
      let value = line.value.span
      guard !RequestHeaders.isForbidden(name: name, value: value),
        !(profile.dropsUserAgentHeader && line.isNamed("user-agent"))
      else { continue }
      // Fetch #no-cors-safelisted-request-header: others do not get into such a request.
      if mode == .noCORS, initiator.isScripted,
        !RequestHeaders.isNoCORSSafelisted(name: name, value: value, profile: profile)
      {
        continue
      }
      sent.append(line)
    }
    if let type = body.impliedType, sent.count("content-type") == 0 {
      sent.append(HeaderLine(name: Array("Content-Type".utf8), value: type))
    }
    return sent
  }

  /// Why the script's API would refuse the request and send nothing; `nil` if it would not.
  ///
  /// - SeeAlso: https://fetch.spec.whatwg.org/#dom-request
  public var refusal: String? {
    let spelling = String(decoding: method, as: UTF8.self)
    guard Methods.isMethod(method.span) else { return "the method '\(spelling)' is not a token" }
    guard !Methods.isForbidden(method.span) else {
      return "no page may use the method '\(spelling)'"
    }
    guard let parts = URLParts(url.span) else { return "the URL is not an absolute URL" }
    guard initiator.isScripted else { return nil }
    if parts.hasUserinfo, !initiator.isXHR {
      return "the URL has a user name or password, which fetch() refuses"
    }
    let normalized = Methods.normalized(method.span)
    if mode == .noCORS, !Methods.isSafelisted(normalized.span) {
      return "mode 'no-cors' allows only GET, HEAD and POST"
    }
    let hasNoBody = normalized.span.equals("GET") || normalized.span.equals("HEAD")
    if hasNoBody, body.isPresent, !initiator.isXHR {
      return "a \(String(decoding: normalized, as: UTF8.self)) request cannot have a body"
    }
    return nil
  }
}
