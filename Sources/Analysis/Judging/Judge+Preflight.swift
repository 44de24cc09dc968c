import CORSEngine
import Traffic

extension Judge {
  /// Replays the checks of a CORS-preflight fetch.
  ///
  /// - SeeAlso: https://fetch.spec.whatwg.org/#cors-preflight-fetch
  static func judgePreflight(_ exchange: borrowing ExchangeView, _ judgement: inout Judgement) {
    judgement.isPartOfFetch = true
    if exchange.traits.contains(.networkError) {
      return judgement.block(.preflight, failing: .preflightNoResponse)
    }
    if isKeptFromLocalNetwork(exchange) {
      judgement.basis.insert(.browserError)
      return judgement.block(.preflight, failing: .localNetworkDenied)
    }
    if isUnanswered(exchange, &judgement) {
      judgement.outcome = .unknown
      judgement.confidence = .unknown
      return
    }
    guard exchange.has(.status) else {
      judgement.giveUp(missing: .status)
      return
    }
    noteHiddenRepeats(exchange, &judgement)
    let observed = observedParts(exchange)
    let profile = judgement.engine.profile
    let without = check(
      exchange, includesCredentials: false, observed: observed, profile: profile)
    let missing = missingFields(exchange, observed)
    if without.failed.isEmpty, !missing.isEmpty {
      // Nothing that is recorded failed, but what is not recorded may have.
      judgement.missing.formUnion(missing)
      judgement.outcome = .unknown
      judgement.confidence = .unknown
      return
    }
    let first = Trial(failed: without.failed, reason: without.primary, detail: without.detail)
    guard without.failed.isEmpty else {
      judgement.block(.preflight, first)
      return
    }
    let with = check(exchange, includesCredentials: true, observed: observed, profile: profile)
    decide(
      first, Trial(failed: with.failed, reason: with.primary, detail: with.detail),
      phase: .preflight, exchange, &judgement)
  }

  /// The fields that decide about this preflight and are not recorded.
  private static func missingFields(
    _ exchange: borrowing ExchangeView, _ observed: ResponseParts
  ) -> FieldSet {
    var missing: FieldSet = []
    if !exchange.has(.origin) { missing.insert(.origin) }
    if !exchange.observes(.allowOrigin) { missing.insert(.allowOrigin) }
    if !observed.contains(.allowMethods), !Methods.isSafelisted(exchange.bytes(.requestMethod)) {
      missing.insert(exchange.has(.requestMethod) ? .allowMethods : .requestMethod)
    }
    if !observed.contains(.allowHeaders), exchange.state(.requestHeaders) != .absent {
      missing.insert(exchange.observes(.requestHeaders) ? .allowHeaders : .requestHeaders)
    }
    return missing
  }

  /// Where the first header name of Access-Control-Request-Headers stands that a failed preflight
  /// was not granted; empty where it failed for another reason.
  static func refusedName(
    _ exchange: borrowing ExchangeView, _ judgement: Judgement
  ) -> Range<Int> {
    guard judgement.failed.contains(.headerNotAllowed) else { return 0..<0 }
    let check = check(
      exchange, includesCredentials: false, observed: observedParts(exchange), profile: .fetch)
    let range = check.refusedName.range
    return range.upperBound <= exchange.bytes(.requestHeaders).count ? range : 0..<0
  }

  /// The parts of the response of which the input says something.
  static func observedParts(_ exchange: borrowing ExchangeView) -> ResponseParts {
    var parts: ResponseParts = .status
    // Without the request's own side there is nothing to compare the response with.
    if exchange.observes(.allowOrigin), exchange.has(.origin) { parts.insert(.allowOrigin) }
    if exchange.observes(.allowCredentials) { parts.insert(.allowCredentials) }
    if exchange.observes(.allowMethods), exchange.has(.requestMethod) {
      parts.insert(.allowMethods)
    }
    if exchange.observes(.allowHeaders), exchange.observes(.requestHeaders) {
      parts.insert(.allowHeaders)
    }
    return parts
  }

  /// The check of a preflight's answer by the rules of `profile`.
  static func check(
    _ exchange: borrowing ExchangeView, includesCredentials: Bool, observed: ResponseParts,
    profile: BrowserProfile
  ) -> PreflightCheck {
    PreflightCheck.evaluate(
      origin: exchange.bytes(.origin), requestMethod: exchange.value(.requestMethod),
      requestHeaders: exchange.value(.requestHeaders),
      includesCredentials: includesCredentials, status: Int(exchange.status),
      hasLocation: exchange.observes(.location) ? exchange.has(.location) : nil,
      allowOrigin: exchange.value(.allowOrigin),
      allowOriginRepeated: exchange.repeated.contains(.allowOrigin),
      allowCredentials: exchange.value(.allowCredentials),
      allowCredentialsRepeated: exchange.repeated.contains(.allowCredentials),
      allowMethods: exchange.value(.allowMethods), allowHeaders: exchange.value(.allowHeaders),
      observed: observed, profile: profile)
  }
}
