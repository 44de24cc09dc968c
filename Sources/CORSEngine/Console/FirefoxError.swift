/// The categories under which Firefox's console files CORS errors.
enum FirefoxError {
  /// The warning for an Authorization header that only `*` covers.
  static let authorizationByWildcard = "CORSAllowHeaderFromPreflightDeprecation"

  /// The category for `reason`; `nil` where Firefox's console says nothing of CORS.
  ///
  /// - Parameters:
  ///   - reason: Why the fetch was stopped.
  ///   - isRepeated: Whether Access-Control-Allow-Origin stood on several lines.
  ///   - isCORS: Whether the response tainting is `cors`.
  /// - Returns: The category's name.
  static func category(_ reason: BlockReason, isRepeated: Bool, isCORS: Bool) -> String? {
    switch reason {
    case .schemeNotCORS: "CORSRequestNotHttp"
    case .preflightNoResponse, .redirectToUserinfoURL: "CORSDidNotSucceed2"
    case .preflightRedirect: "CORSExternalRedirectNotAllowed"
    case .allowOriginMissing: "CORSMissingAllowOrigin2"
    case .allowOriginMultiple:
      // A list on one line is one value there, which equals no origin.
      isRepeated ? "CORSMultipleAllowOriginNotAllowed" : "CORSAllowOriginNotMatchingOrigin"
    case .allowOriginMalformed, .allowOriginMismatch: "CORSAllowOriginNotMatchingOrigin"
    case .allowOriginWildcardWithCredentials: "CORSNotSupportingCredentials"
    case .allowCredentialsNotTrue: "CORSMissingAllowCredentials"
    case .preflightStatusNotOK: "CORSPreflightDidNotSucceed3"
    case .allowMethodsUnparseable: "CORSInvalidAllowMethod"
    case .allowHeadersUnparseable: "CORSInvalidAllowHeader"
    case .methodNotAllowed: "CORSMethodNotFound"
    case .authorizationNotCoveredByWildcard, .headerNotAllowed:
      "CORSMissingAllowHeaderFromPreflight2"
    case .networkFailure, .redirectNonHTTPScheme, .redirectLimitExceeded,
      .redirectBodyNotReplayable:
      isCORS ? "CORSDidNotSucceed2" : nil
    case .modeSameOrigin, .noCORSRedirectMode, .resourcePolicyBlocked, .localNetworkDenied,
      .clientDisabled:
      nil
    }
  }
}
