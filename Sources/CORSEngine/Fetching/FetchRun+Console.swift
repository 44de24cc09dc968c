import Traffic

/// What the engine's console says when a fetch is stopped.
extension FetchRun {
  /// For a stop that no header is behind.
  func consoleError(_ reason: BlockReason) -> [UInt8]? {
    switch profile {
    case .fetch: nil
    case .chromium:
      bytes(ChromiumError.name(reason, phase: .actual, status: 0, allowOrigin: nil))
    case .firefox:
      bytes(FirefoxError.category(reason, isRepeated: false, isCORS: tainting == .cors))
    case .webkit:
      switch reason {
      case .modeSameOrigin: Array("Fetch API cannot load <url>".utf8)
      case .resourcePolicyBlocked:
        Array(
          ("Cancelled load to <url> because it violates the resource's"
            + " Cross-Origin-Resource-Policy response header.").utf8)
      default: nil
      }
    }
  }

  /// For a response that fails the CORS check.
  func consoleError(
    _ reason: BlockReason, on answer: ServerAnswer, origin: [UInt8]
  ) -> [UInt8]? {
    // A preload's failure is told to nobody there.
    if profile == .webkit, request.initiator == .preload { return nil }
    var error = engineError(.actual, answer, origin: origin)
    if answer.hasRedirectStatus, let location = answer.location, !location.isEmpty {
      error.location = URLResolver.resolve(location.span, against: url.span) ?? location
    }
    return error.text(reason, profile)
  }

  /// For a preflight's answer that does not pass.
  func consoleError(
    _ reason: BlockReason, preflight answer: ServerAnswer, _ names: [[UInt8]], origin: [UInt8]
  ) -> [UInt8]? {
    var error = engineError(.preflight, answer, origin: origin)
    error.allowMethods = answer.headers.combined("access-control-allow-methods")
    error.allowHeaders = answer.headers.combined("access-control-allow-headers")
    error.method = method
    error.refusedName = refusedName(answer, names)
    return error.text(reason, profile)
  }

  private func engineError(
    _ phase: Phase, _ answer: ServerAnswer, origin: [UInt8]
  ) -> EngineError {
    var error = EngineError(
      phase: phase, status: answer.status, origin: origin,
      allowOrigin: answer.headers.combined("access-control-allow-origin"))
    error.isRepeated = answer.headers.count("access-control-allow-origin") > 1
    return error
  }

  /// The first header that the answer does not grant, in WebKit's order and spelling.
  private func refusedName(_ answer: ServerAnswer, _ names: [[UInt8]]) -> [UInt8] {
    let granted = answer.headers.combined("access-control-allow-headers") ?? []
    let refused = request.sentHeaders(mode, profile).map(\.name).filter { name in
      names.contains(name.asciiLowercased)
        && !ResponseHeaders.lists(name.span, in: granted.span, ignoringCase: true)
    }
    guard let first = refused.first(where: WebKitError.isKnown) ?? refused.first else {
      return names.first ?? []
    }
    return WebKitError.shown(name: first)
  }

  /// For a redirect that the request's redirect mode forbids.
  var redirectModeError: [UInt8]? {
    profile == .webkit
      ? Array("Not allowed to follow a redirection while loading <url>".utf8) : nil
  }

  /// For a Location that is no URL.
  func locationError(_ location: [UInt8]) -> [UInt8]? {
    switch profile {
    case .webkit where tainting == .cors: otherScheme(location)
    case .firefox where tainting == .cors: Array("CORSDidNotSucceed2".utf8)
    default: nil
    }
  }

  /// For a redirect to a URL that may not be followed.
  func redirectError(_ reason: BlockReason, to next: [UInt8]) -> [UInt8]? {
    guard profile == .webkit else { return consoleError(reason) }
    switch reason {
    case .redirectLimitExceeded:
      return Array("Load cannot follow more than 20 redirections".utf8)
    case .redirectToUserinfoURL:
      return WebKitError.redirect(
        to: next, Array("redirection URL <url> has credentials".utf8))
    case .redirectNonHTTPScheme:
      if next.span.starts(with: "ftp:") { return Array("FTP URLs are disabled".utf8) }
      if next.span.starts(with: "blob:") {
        return Array("Redirection to URL with a scheme that is not HTTP(S).".utf8)
      }
      return otherScheme(next)
    default: return nil
    }
  }

  private func otherScheme(_ location: [UInt8]) -> [UInt8] {
    let cause = "not allowed to follow a cross-origin CORS redirection with non CORS scheme"
    return Array("Cross-origin redirection to ".utf8) + location
      + Array(" denied by Cross-Origin Resource Sharing policy: ".utf8) + Array(cause.utf8)
  }

  /// For a response whose body does not match the integrity metadata.
  func integrityError(_ answer: ServerAnswer) -> [UInt8]? {
    guard profile == .webkit else { return nil }
    let length = answer.headers.combined("content-length") ?? []
    let detail = Array("Failed integrity metadata check.".utf8)
    return detail + Array(" <url> ".utf8) + detail + Array(" Content length: ".utf8) + length
      + Array(", Expected content length: ".utf8) + length
      + Array(", Expected metadata: ".utf8) + request.integrity
  }

  private func bytes(_ name: String?) -> [UInt8]? { name.map { Array($0.utf8) } }
}
