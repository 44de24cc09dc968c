import Traffic

/// The CORS check: whether a response may be shared with the origin that asked for it.
///
/// Every predicate that fails is kept, since whoever mends one meets the next.
///
/// - SeeAlso: https://fetch.spec.whatwg.org/#concept-cors-check
public struct CORSCheck: Sendable, BitwiseCopyable, Hashable {
  /// Every predicate that failed.
  public internal(set) var failed: BlockReasons = []
  /// Why the check failed, by the profile's order; `nil` if it did not.
  public internal(set) var reason: BlockReason?
  /// What was wrong with Access-Control-Allow-Origin.
  public internal(set) var originDetail = BlockDetail.none
  /// What was wrong with Access-Control-Allow-Credentials.
  public internal(set) var credentialsDetail = BlockDetail.none
  /// Whether Access-Control-Allow-Origin is `*` and counts.
  public internal(set) var usesWildcard = false

  /// Whether nothing observed keeps the response from the page.
  public var allowed: Bool { failed.isEmpty }

  /// What exactly was wrong with the header that ``reason`` is about.
  public var detail: BlockDetail {
    reason == .allowCredentialsNotTrue ? credentialsDetail : originDetail
  }

  /// Performs the check.
  ///
  /// - Parameters:
  ///   - origin: The request's Origin header, which is its serialised origin.
  ///   - originTainted: Whether the origin is `null` because redirects crossed origins.
  ///   - allowOrigin: The combined Access-Control-Allow-Origin; `nil` when absent.
  ///   - allowOriginRepeated: Whether that header stood on several lines.
  ///   - allowCredentials: The combined Access-Control-Allow-Credentials; `nil` when absent.
  ///   - allowCredentialsRepeated: Whether that header stood on several lines.
  ///   - includesCredentials: Whether the request's credentials mode is `include`.
  ///   - observed: The parts of the response that are known; the others are not judged.
  ///   - profile: Whose rules apply.
  /// - Returns: The predicates that failed. O(n) in the values' lengths.
  /// - SeeAlso: https://fetch.spec.whatwg.org/#concept-cors-check
  public static func evaluate(
    origin: Span<UInt8>,
    originTainted: Bool = false,
    allowOrigin: Span<UInt8>?,
    allowOriginRepeated: Bool = false,
    allowCredentials: Span<UInt8>?,
    allowCredentialsRepeated: Bool = false,
    includesCredentials: Bool,
    observed: ResponseParts = .all,
    profile: BrowserProfile
  ) -> CORSCheck {
    var check = CORSCheck()
    if observed.contains(.allowOrigin) {
      let finding = judge(
        allowOrigin, repeated: allowOriginRepeated, origin: origin,
        includesCredentials: includesCredentials)
      if let reason = finding.reason { check.failed.insert(reason) }
      check.originDetail = finding.detail
      if originTainted, finding.detail == .nullOrigin { check.originDetail = .taintedNull }
      check.usesWildcard = finding.usesWildcard
    }
    // Fetch #concept-cors-check, steps 5 to 8.
    if includesCredentials, observed.contains(.allowCredentials) {
      check.credentialsDetail = flaw(
        ofAllowCredentials: allowCredentials,
        dropsEmpty: allowCredentialsRepeated && profile.dropsEmptyCredentialsLines)
      if check.credentialsDetail != .none { check.failed.insert(.allowCredentialsNotTrue) }
    }
    check.reason = profile.primary(of: check.failed)
    return check
  }

  /// What the steps about Access-Control-Allow-Origin found.
  private struct OriginFinding {
    var reason: BlockReason?
    var detail = BlockDetail.none
    var usesWildcard = false
  }

  /// Fetch #concept-cors-check, steps 1 to 4, and why step 4 failed.
  private static func judge(
    _ allowOrigin: Span<UInt8>?, repeated: Bool, origin: Span<UInt8>, includesCredentials: Bool
  ) -> OriginFinding {
    guard let value = allowOrigin?.trimmingBlanks() else {
      return OriginFinding(reason: .allowOriginMissing, detail: .absent)
    }
    // Joined lines equal nothing; where a log kept one line of several, it says so by `repeated`.
    if repeated { return OriginFinding(reason: .allowOriginMultiple, detail: .repeated) }
    if value.equals("*") {
      guard includesCredentials else { return OriginFinding(usesWildcard: true) }
      return OriginFinding(
        reason: .allowOriginWildcardWithCredentials, detail: .wildcardWithCredentials)
    }
    let wanted = origin.trimmingBlanks()
    if value.count > 0, value.equals(wanted) { return OriginFinding() }
    if value.firstIndex(of: 0x20) != nil || value.firstIndex(of: 0x2C) != nil {
      return OriginFinding(reason: .allowOriginMultiple, detail: .list)
    }
    let granted = Origin(value)
    guard granted.isCanonical else {
      return OriginFinding(reason: .allowOriginMalformed, detail: granted.flaw)
    }
    return OriginFinding(
      reason: .allowOriginMismatch,
      detail: difference(of: granted, value, from: Origin(wanted), wanted))
  }

  /// How a well-formed value differs from the request's origin.
  private static func difference(
    of granted: Origin, _ value: Span<UInt8>, from source: Origin, _ wanted: Span<UInt8>
  ) -> BlockDetail {
    if granted.isNull { return .nullGranted }
    if source.isNull { return .nullOrigin }
    let host = value.extracting(granted.host.range)
    guard !host.isEmpty, host.equals(wanted.extracting(source.host.range)) else {
      return .otherOrigin
    }
    let scheme = value.extracting(granted.scheme.range)
    guard scheme.equals(wanted.extracting(source.scheme.range)) else { return .schemeDiffers }
    return .portDiffers
  }

  /// What keeps Access-Control-Allow-Credentials from being `true`.
  private static func flaw(
    ofAllowCredentials header: Span<UInt8>?, dropsEmpty: Bool
  ) -> BlockDetail {
    guard let value = header?.trimmingBlanks() else { return .absent }
    if value.equals("true") || dropsEmpty && hasOneMember(value, "true") { return .none }
    if value.isEmpty { return .empty }
    if value.equalsIgnoringCase("true") { return .caseDiffers }
    return value.firstIndex(of: 0x2C) != nil ? .repeated : .wrongValue
  }

  /// Whether the list has the member `wanted` and beside it only empty ones.
  private static func hasOneMember(_ list: Span<UInt8>, _ wanted: StaticString) -> Bool {
    var members = HeaderList(list)
    var count = 0
    while let member = members.next() {
      guard member.count > 0 else { continue }
      guard member.equals(wanted) else { return false }
      count += 1
    }
    return count == 1
  }
}
