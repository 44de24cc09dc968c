public import Traffic

/// What an answer to a CORS-preflight request grants, and every reason why it grants too little.
///
/// - SeeAlso: https://fetch.spec.whatwg.org/#cors-preflight-fetch
public struct PreflightCheck: Sendable, BitwiseCopyable, Hashable {
  /// Every predicate that failed.
  public internal(set) var failed: BlockReasons = []
  /// The reason that the profile meets first; `nil` if nothing failed.
  public internal(set) var primary: BlockReason?
  /// The CORS check made on the answer, with the credentials mode of the request to come.
  public internal(set) var corsCheck = CORSCheck()
  /// What was wrong with Access-Control-Allow-Methods.
  public internal(set) var methodDetail = BlockDetail.none
  /// What was wrong with Access-Control-Allow-Headers.
  public internal(set) var headerDetail = BlockDetail.none
  /// Where the first refused name stands in Access-Control-Request-Headers; empty if none was.
  public internal(set) var refusedName = ByteRange()
  /// How many names of Access-Control-Request-Headers were refused.
  public internal(set) var refusedCount = 0
  /// Whether only `*` covers an Authorization header, which the standard's text does not accept.
  public internal(set) var authorizationByWildcard = false

  /// Whether nothing observed stops the fetch here.
  public var allowed: Bool { failed.isEmpty }

  /// What exactly was wrong with the header that ``primary`` is about.
  public var detail: BlockDetail {
    guard let primary else { return .none }
    return detail(of: primary)
  }

  /// What exactly was wrong with the header that `reason` is about.
  public func detail(of reason: BlockReason) -> BlockDetail {
    guard failed.contains(reason) else { return .none }
    return switch reason {
    case .allowCredentialsNotTrue: corsCheck.credentialsDetail
    case .allowMethodsUnparseable, .methodNotAllowed: methodDetail
    case .allowHeadersUnparseable, .headerNotAllowed, .authorizationNotCoveredByWildcard:
      headerDetail
    case .allowOriginMissing, .allowOriginMultiple, .allowOriginMalformed, .allowOriginMismatch,
      .allowOriginWildcardWithCredentials:
      corsCheck.originDetail
    default: .none
    }
  }

  /// Judges the answer to a CORS-preflight request.
  ///
  /// - Parameters:
  ///   - origin: The request's Origin header.
  ///   - originTainted: Whether the origin is `null` because redirects crossed origins.
  ///   - requestMethod: Access-Control-Request-Method; `nil` where unknown: then not judged.
  ///   - requestHeaders: Access-Control-Request-Headers as sent, or lines of it joined by commas;
  ///     `nil` when no header has to be granted, or none is known.
  ///   - includesCredentials: Whether the credentials mode of the request to come is `include`.
  ///   - status: The answer's status; 0 says that no answer came.
  ///   - hasLocation: Whether the answer has a Location; `nil` where unknown. Without one, a status
  ///     such as 302 is no redirect.
  ///   - allowOrigin: The combined Access-Control-Allow-Origin; `nil` when absent.
  ///   - allowOriginRepeated: Whether that header stood on several lines.
  ///   - allowCredentials: The combined Access-Control-Allow-Credentials; `nil` when absent.
  ///   - allowCredentialsRepeated: Whether that header stood on several lines.
  ///   - allowMethods: The combined Access-Control-Allow-Methods; `nil` when absent.
  ///   - allowHeaders: The combined Access-Control-Allow-Headers; `nil` when absent.
  ///   - observed: The parts of the answer that are known; the others are not judged.
  ///   - profile: Whose rules apply.
  /// - Returns: The predicates that failed. O(n) in the values' lengths for a method and for each
  ///   requested header; O(n log n) where both lists are long.
  /// - SeeAlso: https://fetch.spec.whatwg.org/#cors-preflight-fetch
  public static func evaluate(
    origin: Span<UInt8>,
    originTainted: Bool = false,
    requestMethod: Span<UInt8>?,
    requestHeaders: Span<UInt8>?,
    includesCredentials: Bool,
    status: Int,
    hasLocation: Bool? = nil,
    allowOrigin: Span<UInt8>?,
    allowOriginRepeated: Bool = false,
    allowCredentials: Span<UInt8>?,
    allowCredentialsRepeated: Bool = false,
    allowMethods: Span<UInt8>?,
    allowHeaders: Span<UInt8>?,
    observed: ResponseParts = .all,
    profile: BrowserProfile
  ) -> PreflightCheck {
    var check = PreflightCheck()
    guard status != 0 || !observed.contains(.status) else {
      check.failed = [BlockReasons(.preflightNoResponse)]
      check.primary = .preflightNoResponse
      return check
    }
    check.corsCheck = CORSCheck.evaluate(
      origin: origin, originTainted: originTainted, allowOrigin: allowOrigin,
      allowOriginRepeated: allowOriginRepeated, allowCredentials: allowCredentials,
      allowCredentialsRepeated: allowCredentialsRepeated,
      includesCredentials: includesCredentials, observed: observed, profile: profile)
    check.failed = check.corsCheck.failed
    if observed.contains(.status) { check.judge(status: status, hasLocation: hasLocation) }
    if observed.contains(.allowMethods) {
      check.judge(allowMethods, for: requestMethod, includesCredentials: includesCredentials)
    }
    if observed.contains(.allowHeaders) {
      check.judge(
        allowHeaders, for: requestHeaders, includesCredentials: includesCredentials,
        profile: profile)
    }
    check.primary = profile.primary(of: check.failed)
    return check
  }

  /// Fetch #cors-preflight-fetch, step 7: an ok status.
  private mutating func judge(status: Int, hasLocation: Bool?) {
    guard !(200...299).contains(status) else { return }
    // Engines take a redirect status for a redirect only with a Location.
    let redirects = PreflightCheck.isRedirectStatus(status) && hasLocation ?? true
    failed.insert(redirects ? .preflightRedirect : .preflightStatusNotOK)
  }

  /// Fetch #redirect-status.
  private static func isRedirectStatus(_ status: Int) -> Bool {
    switch status {
    case 301, 302, 303, 307, 308: true
    default: false
    }
  }
}
