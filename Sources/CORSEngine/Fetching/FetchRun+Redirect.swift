import Traffic

/// Redirects.
extension FetchRun {
  /// The most redirects that are followed.
  static let redirectLimit = 20

  /// Handles the redirect response `answer`.
  ///
  /// Fetch #http-redirect-fetch.
  mutating func redirect(_ answer: ServerAnswer) -> RedirectTurn {
    guard answer.location != nil || request.redirect == .manual else { return .deliver }
    switch request.redirect {
    case .error: return end(.networkFailure, redirectModeError)
    case .manual:
      // Fetch #concept-filtered-response-opaque-redirect.
      result.isOpaque = true
      return .end
    case .follow: break
    }
    let location = answer.location ?? []
    if location.isEmpty, let delivers = profile.deliversEmptyLocation {
      return delivers ? .deliver : end(.networkFailure, nil)
    }
    guard let next = URLResolver.resolve(location.span, against: url.span) else {
      return end(.networkFailure, locationError(location))
    }
    if let reason = refusal(of: next) { return end(reason, redirectError(reason, to: next)) }
    follow(answer.status, to: next)
    return .follow(next)
  }

  private mutating func end(_ reason: BlockReason, _ error: [UInt8]?) -> RedirectTurn {
    stop(reason, phase: .redirect)
    result.browserError = error
    return .end
  }

  /// Fetch #http-redirect-fetch, steps 6 to 12.
  private func refusal(of next: [UInt8]) -> BlockReason? {
    let parts = URLParts(next.span)
    guard let parts, parts.isHTTP(next.span) else { return .redirectNonHTTPScheme }
    guard hop < FetchRun.redirectLimit else { return .redirectLimitExceeded }
    if parts.hasUserinfo {
      if mode == .cors, !isSameOrigin(next) { return .redirectToUserinfoURL }
      if tainting == .cors { return .redirectToUserinfoURL }
    }
    return nil
  }

  /// Fetch #http-redirect-fetch, steps 13 to 15.
  private mutating func follow(_ status: Int, to next: [UInt8]) {
    let isPost = method.span.equals("POST")
    let isSafe = method.span.equals("GET") || method.span.equals("HEAD")
    let becomesGet =
      (status == 301 || status == 302) && isPost || status == 303 && !isSafe
      || profile.turnsBodilessDeleteToGet && method.span.equals("DELETE") && !body.isPresent
    if becomesGet {
      method = Array("GET".utf8)
      body = .none
      headers.removeAll {
        $0.isNamed("content-encoding") || $0.isNamed("content-language")
          || $0.isNamed("content-location") || $0.isNamed("content-type")
      }
    }
    if SerializedOrigin.of(next) != SerializedOrigin.of(url) {
      headers.removeAll { $0.isNamed("authorization") }
    }
  }
}
