import Traffic

/// CORS-preflight fetches.
extension FetchRun {
  /// Whether the API itself asks for a preflight, whatever method and headers are.
  ///
  /// Fetch #use-cors-preflight-flag.
  static func forcesPreflight(_ request: FetchRequest, _ profile: BrowserProfile) -> Bool {
    if request.listensToUpload {
      return request.body.isPresent || !profile.ignoresUploadListenersWithoutBody
    }
    return request.body == .stream && !profile.sendsStreamsWithoutPreflight
  }

  /// Makes a preflight if the request needs one; tells whether the fetch goes on.
  ///
  /// Fetch #concept-http-fetch, step 4.
  mutating func preflightIfNeeded() -> Bool {
    guard request.body != .stream || !profile.refusesStreams else {
      stop(.networkFailure)
      return false
    }
    let current = RequestHeaders.unsafeNames(of: headers, profile: profile)
    let isUnsafe = !Methods.isSafelisted(method.span) || !current.isEmpty
    let isForced = FetchRun.forcesPreflight(request, profile)
    let isKept =
      hop > 0 && profile.keepsPreflightOverRedirects
      && (neededPreflight || !originalNames.isEmpty)
    guard isUnsafe || isKept || isForced else { return true }
    neededPreflight = true
    let names = isKept && profile.keepsHeadersOverRedirects ? originalNames : current
    let origin = preflightOrigin
    let key = PreflightCache.Key(origin: origin, url: url)
    let looksUp = !isForced && !(request.bypassesCaches && profile.bypassesPreflightCache)
    if looksUp,
      cache.grants(
        key, method: method, names: names, includesCredentials: includesCredentials, at: time)
    {
      return true
    }
    return preflight(names, origin: origin, key: key)
  }

  /// The Origin header of preflights.
  var preflightOrigin: [UInt8] {
    profile.preflightsWithPageOrigin ? request.origin : serializedOrigin
  }

  /// Fetch #cors-preflight-fetch.
  private mutating func preflight(
    _ names: [[UInt8]], origin: [UInt8], key: PreflightCache.Key
  ) -> Bool {
    result.sentPreflight = true
    let pair = answers(for: hop)
    let answer = pair.map { $0.preflight ?? $0.response } ?? .none
    result.exchanges.append(
      ReplayedExchange(
        isPreflight: true, hop: hop, url: url, method: method, origin: origin,
        requestedNames: names, answer: answer))
    let check = evaluate(answer, names, origin: origin)
    note(check.failed)
    if check.authorizationByWildcard, profile == .firefox {
      result.browserError = Array(FirefoxError.authorizationByWildcard.utf8)
    }
    guard let reason = check.primary else {
      let maxAge = answer.headers.combined("access-control-max-age")
      cache.store(
        key, method: method, names: names, includesCredentials: includesCredentials,
        allowMethods: answer.headers.combined("access-control-allow-methods"),
        allowHeaders: answer.headers.combined("access-control-allow-headers"),
        maxAge: MaxAge(maxAge?.span, profile: profile), at: time)
      return refuseStream()
    }
    // Fetch #main-fetch: a network error behind a preflight clears the request's entries.
    cache.clear(key)
    result.verdict = .blocked(.preflight, reason)
    result.failed = check.failed
    result.detail = check.detail
    result.browserError = consoleError(reason, preflight: answer, names, origin: origin)
    return false
  }

  private func evaluate(
    _ answer: ServerAnswer, _ names: [[UInt8]], origin: [UInt8]
  ) -> PreflightCheck {
    let lines = answer.headers
    let allowOrigin = lines.combined("access-control-allow-origin")
    let allowCredentials = lines.combined("access-control-allow-credentials")
    let allowMethods = lines.combined("access-control-allow-methods")
    let allowHeaders = lines.combined("access-control-allow-headers")
    var requested: [UInt8] = []
    for name in names { requested += (requested.isEmpty ? [] : [0x2C]) + name }
    // Gecko makes no CORS check on a preflight at the page's own origin.
    let isExempt = profile.trustsOwnOriginInPreflights && isSameOrigin(url)
    let asked = requested.isEmpty ? nil : requested
    return PreflightCheck.evaluate(
      origin: origin.span, originTainted: isTainted, requestMethod: method.span,
      requestHeaders: asked?.span, includesCredentials: includesCredentials,
      status: answer.status, hasLocation: answer.location != nil, allowOrigin: allowOrigin?.span,
      allowOriginRepeated: lines.count("access-control-allow-origin") > 1,
      allowCredentials: allowCredentials?.span,
      allowCredentialsRepeated: lines.count("access-control-allow-credentials") > 1,
      allowMethods: allowMethods?.span,
      allowHeaders: allowHeaders?.span,
      observed: isExempt ? [.status, .allowMethods, .allowHeaders] : .all, profile: profile)
  }

  /// Chromium sends streams over HTTP/2 and later alone; the answers here are HTTP/1's.
  private mutating func refuseStream() -> Bool {
    guard request.body == .stream, profile.refusesStreamsAfterPreflight else { return true }
    stop(.networkFailure)
    return false
  }
}
