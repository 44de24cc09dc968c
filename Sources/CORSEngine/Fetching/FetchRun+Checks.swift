import Traffic

/// The checks on answers, and what of a response the page gets.
extension FetchRun {
  /// Fetch #concept-cors-check; tells whether it passed.
  mutating func passesCORSCheck(_ answer: ServerAnswer) -> Bool {
    let origin = serializedOrigin
    let allowOrigin = answer.headers.combined("access-control-allow-origin")
    let allowCredentials = answer.headers.combined("access-control-allow-credentials")
    let check = CORSCheck.evaluate(
      origin: origin.span, originTainted: isTainted, allowOrigin: allowOrigin?.span,
      allowOriginRepeated: answer.headers.count("access-control-allow-origin") > 1,
      allowCredentials: allowCredentials?.span,
      allowCredentialsRepeated: answer.headers.count("access-control-allow-credentials") > 1,
      includesCredentials: includesCredentials, profile: profile)
    note(check.failed)
    guard let reason = check.reason else { return true }
    if neededPreflight, profile.clearsCacheAfterFailedResponse {
      cache.clear(PreflightCache.Key(origin: preflightOrigin, url: url))
    }
    let leadsOn = answer.hasRedirectStatus && answer.location != nil
    result.verdict = .blocked(leadsOn ? .redirect : .actual, reason)
    result.failed = check.failed
    result.detail = check.detail
    result.browserError = consoleError(reason, on: answer, origin: origin)
    if request.initiator == .preload, profile.hidesFailedPreloads {
      // The console tells, the page's load event fires all the same.
      result.verdict = .allowed
      result.failed = []
      result.detail = .none
      result.isOpaque = true
    }
    return false
  }

  /// Fetch #cross-origin-resource-policy-check; tells whether it passed.
  mutating func passesResourcePolicy(_ answer: ServerAnswer) -> Bool {
    guard let value = answer.headers.combined("cross-origin-resource-policy"),
      let policy = ResourcePolicy(value.span)
    else { return true }
    let allows =
      switch policy {
      case .crossOrigin: true
      case .sameOrigin: isSameOrigin(url)
      case .sameSite:
        Site.isSchemelesslySame(
          request.origin.span, url.span, comparesAddresses: profile.takesAddressesForSites)
      }
    if !allows { stop(.resourcePolicyBlocked) }
    note(result.failed)
    return allows
  }

  /// Gives the page what it may have of the final response.
  mutating func deliver(_ answer: ServerAnswer) {
    if !request.integrity.isEmpty, !Integrity.canMatch(request.integrity.span) {
      stop(.networkFailure)
      result.browserError = integrityError(answer)
      return
    }
    result.isOpaque = tainting == .opaque
    guard tainting != .opaque else { return }
    result.exposedHeaders = ExposedHeaders.names(
      of: answer.headers, isCORS: tainting == .cors, includesCredentials: includesCredentials)
  }

  /// Writes the predicates that failed to the last exchange.
  mutating func note(_ failed: BlockReasons) {
    result.exchanges[result.exchanges.count - 1].failed = failed
  }
}
