import Traffic

/// The names that Chromium's DevTools protocol gives CORS errors (`Network.CorsError`).
enum ChromiumError {
  /// The name for `reason` in `phase`; `nil` where Chromium gives a net error alone.
  ///
  /// - Parameters:
  ///   - reason: Why the fetch was stopped.
  ///   - phase: Where.
  ///   - status: The answer's status; 0 without one.
  ///   - allowOrigin: The combined Access-Control-Allow-Origin.
  /// - Returns: The name as `Network.CorsError` spells it.
  static func name(
    _ reason: BlockReason, phase: Phase, status: Int, allowOrigin: Span<UInt8>?
  ) -> String? {
    // A demand for proxy authentication is dealt with below CORS.
    guard status != 407 else { return nil }
    let prefix = phase == .preflight ? "Preflight" : ""
    switch reason {
    case .modeSameOrigin: return "DisallowedByMode"
    case .schemeNotCORS: return "CorsDisabledScheme"
    case .noCORSRedirectMode: return "NoCorsRedirectModeNotFollow"
    case .preflightNoResponse: return "InvalidResponse"
    case .preflightRedirect: return "PreflightDisallowedRedirect"
    case .allowOriginMissing: return prefix + "MissingAllowOriginHeader"
    case .allowOriginMultiple: return prefix + "MultipleAllowOriginValues"
    case .allowOriginMalformed:
      // Any URL is taken for an origin there, its path and the like forgotten.
      let isURL =
        if let allowOrigin { URLSyntax.isURL(allowOrigin.trimmingBlanks()) } else { false }
      return prefix + (isURL ? "AllowOriginMismatch" : "InvalidAllowOriginValue")
    case .allowOriginMismatch: return prefix + "AllowOriginMismatch"
    case .allowOriginWildcardWithCredentials: return prefix + "WildcardOriginNotAllowed"
    case .allowCredentialsNotTrue: return prefix + "InvalidAllowCredentials"
    case .preflightStatusNotOK: return "PreflightInvalidStatus"
    case .allowMethodsUnparseable: return "InvalidAllowMethodsPreflightResponse"
    case .allowHeadersUnparseable: return "InvalidAllowHeadersPreflightResponse"
    case .methodNotAllowed: return "MethodDisallowedByPreflightResponse"
    case .authorizationNotCoveredByWildcard, .headerNotAllowed:
      return "HeaderDisallowedByPreflightResponse"
    case .redirectToUserinfoURL: return "RedirectContainsCredentials"
    case .localNetworkDenied: return "LocalNetworkAccessPermissionDenied"
    case .networkFailure, .redirectNonHTTPScheme, .redirectLimitExceeded,
      .redirectBodyNotReplayable, .resourcePolicyBlocked, .clientDisabled:
      return nil
    }
  }
}
