import Traffic

/// The lists of methods and header names that the answer to a preflight grants.
extension PreflightCheck {
  /// Fetch #cors-preflight-fetch, steps 7.1, 7.3 and 7.5.
  mutating func judge(
    _ allowMethods: Span<UInt8>?, for requestMethod: Span<UInt8>?, includesCredentials: Bool
  ) {
    if let allowMethods, !ResponseHeaders.isTokenList(allowMethods) {
      failed.insert(.allowMethodsUnparseable)
      methodDetail = .invalidToken
      return
    }
    guard let method = requestMethod?.trimmingBlanks(), !Methods.isSafelisted(method) else {
      return
    }
    guard let allowMethods else {
      failed.insert(.methodNotAllowed)
      methodDetail = .absent
      return
    }
    guard !ResponseHeaders.lists(method, in: allowMethods, ignoringCase: false) else { return }
    let wildcard = ResponseHeaders.listsWildcard(allowMethods)
    if wildcard && !includesCredentials { return }
    failed.insert(.methodNotAllowed)
    if ResponseHeaders.lists(method, in: allowMethods, ignoringCase: true) {
      methodDetail = .caseDiffers
    } else {
      methodDetail = wildcard ? .wildcardWithCredentials : .notListed
    }
  }

  /// Fetch #cors-preflight-fetch, steps 7.2, 7.3, 7.6 and 7.7.
  mutating func judge(
    _ allowHeaders: Span<UInt8>?, for requestHeaders: Span<UInt8>?, includesCredentials: Bool,
    profile: BrowserProfile
  ) {
    if let allowHeaders, !ResponseHeaders.isTokenList(allowHeaders) {
      failed.insert(.allowHeadersUnparseable)
      headerDetail = .invalidToken
      return
    }
    guard let requestHeaders else { return }
    var grants = HeaderGrants(requested: requestHeaders, granted: allowHeaders)
    let wildcard =
      if let allowHeaders { ResponseHeaders.listsWildcard(allowHeaders) } else { false }
    let covers = wildcard && !includesCredentials
    var refusal = BlockReason?.none
    while let name = grants.nextUngranted(requestHeaders, allowHeaders) {
      if covers {
        let bytes = requestHeaders.extracting(name.range)
        guard RequestHeaders.isNonWildcardName(bytes) else { continue }
        authorizationByWildcard = true
        guard profile.authorizationNeedsLiteralName else { continue }
        refusal = .authorizationNotCoveredByWildcard
      } else {
        refusal = .headerNotAllowed
      }
      if refusedCount == 0 { refusedName = name }
      refusedCount += 1
    }
    guard let refusal else { return }
    failed.insert(refusal)
    if allowHeaders == nil {
      headerDetail = .absent
    } else {
      headerDetail = wildcard && !covers ? .wildcardWithCredentials : .notListed
    }
  }
}
