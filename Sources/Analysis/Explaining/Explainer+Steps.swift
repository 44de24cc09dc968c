import CORSEngine
import Traffic

/// The steps of the standard, and what each browser makes of an exchange.
extension Explainer {
  func explainActual(_ exchange: borrowing ExchangeView, _ result: inout ExchangeExplanation) {
    guard exchange.has(.origin), exchange.observes(.allowOrigin) else { return }
    let includes = includesCredentials(exchange, &result)
    let check = Judge.check(
      exchange, includesCredentials: includes, profile: result.judgement.engine.profile)
    var explanation = explanation()
    add(check, exchange, includes, Judge.observedOfActual(exchange), to: &explanation)
    if Judge.redirects(exchange), check.allowed {
      explanation.addRedirect(to: exchange.value(.location))
    }
    result.steps = explanation.steps
    let location = exchange.has(.location) ? Array(copying: exchange.bytes(.location)) : nil
    for profile in BrowserProfile.allCases {
      let check = Judge.check(exchange, includesCredentials: includes, profile: profile)
      var error = engineError(exchange, .actual)
      if Judge.redirects(exchange) { error.location = location }
      result.browsers.append(
        browser(profile, check.reason, error, result.judgement))
    }
    settle(&result)
  }

  func explainPreflight(_ exchange: borrowing ExchangeView, _ result: inout ExchangeExplanation) {
    guard exchange.has(.status) else { return }
    let includes = includesCredentials(exchange, &result)
    let observed = Judge.observedParts(exchange)
    let profile = result.judgement.engine.profile
    let check = Judge.check(
      exchange, includesCredentials: includes, observed: observed, profile: profile)
    var explanation = explanation()
    add(check.corsCheck, exchange, includes, observed, to: &explanation)
    explanation.addPreflight(
      check,
      Explanation.PreflightAnswer(
        requestMethod: exchange.value(.requestMethod),
        requestHeaders: exchange.value(.requestHeaders), status: Int(exchange.status),
        allowMethods: exchange.value(.allowMethods), allowHeaders: exchange.value(.allowHeaders)),
      includesCredentials: includes, observed: observed, profile: profile)
    result.steps = explanation.steps
    for profile in BrowserProfile.allCases {
      let check = Judge.check(
        exchange, includesCredentials: includes, observed: observed, profile: profile)
      var error = engineError(exchange, .preflight)
      error.refusedName = refusedName(exchange, check)
      result.browsers.append(browser(profile, check.primary, error, result.judgement))
    }
    settle(&result)
  }

  /// The credentials mode that the steps are shown for; notes where it is only assumed.
  private func includesCredentials(
    _ exchange: borrowing ExchangeView, _ result: inout ExchangeExplanation
  ) -> Bool {
    if exchange.has(.hasCookie) { return true }
    let judgement = result.judgement
    if judgement.outcome == .conditional {
      result.assumption =
        "it is not known whether the page asked with credentials: without them this passes;"
        + " the steps show what happens with them"
      return true
    }
    let isWithout: BlockReasons = [
      BlockReasons(.allowOriginWildcardWithCredentials, .allowCredentialsNotTrue)
    ]
    // The browser's own record may have settled it.
    return judgement.outcome == .blocked && !judgement.failed.isDisjoint(with: isWithout)
  }

  private func add(
    _ check: CORSCheck, _ exchange: borrowing ExchangeView, _ includes: Bool,
    _ observed: ResponseParts, to explanation: inout Explanation
  ) {
    explanation.addCORSCheck(
      check, origin: exchange.bytes(.origin), allowOrigin: exchange.value(.allowOrigin),
      allowCredentials: exchange.value(.allowCredentials), includesCredentials: includes,
      observed: observed)
  }

  /// Where nothing is decided, no browser's verdict is either.
  private func settle(_ result: inout ExchangeExplanation) {
    guard result.judgement.outcome == .unknown else { return }
    for index in result.browsers.indices where result.browsers[index].reason == nil {
      result.browsers[index].outcome = .unknown
    }
  }

  private func browser(
    _ profile: BrowserProfile, _ reason: BlockReason?, _ error: EngineError,
    _ judgement: Judgement
  ) -> ExchangeExplanation.Browser {
    var outcome = reason == nil ? Outcome.allowed : .blocked
    if reason != nil, judgement.outcome == .conditional { outcome = .conditional }
    let text = reason.flatMap { error.text($0, profile) }
    return ExchangeExplanation.Browser(
      profile: profile, outcome: outcome, reason: reason, error: text.map { show($0.span) },
      isOwn: judgement.engine.isBrowser && judgement.engine.profile == profile)
  }

  private func engineError(_ exchange: borrowing ExchangeView, _ phase: Phase) -> EngineError {
    func copy(_ exchange: borrowing ExchangeView, _ field: Field) -> [UInt8]? {
      exchange.has(field) ? Array(copying: exchange.bytes(field)) : nil
    }
    var error = EngineError(
      phase: phase, status: Int(exchange.status), origin: copy(exchange, .origin) ?? [],
      allowOrigin: copy(exchange, .allowOrigin))
    error.isRepeated = exchange.repeated.contains(.allowOrigin)
    error.allowMethods = copy(exchange, .allowMethods)
    error.allowHeaders = copy(exchange, .allowHeaders)
    error.method = copy(exchange, .requestMethod) ?? []
    return error
  }

  private func refusedName(
    _ exchange: borrowing ExchangeView, _ check: PreflightCheck
  ) -> [UInt8] {
    guard check.refusedCount > 0, exchange.has(.requestHeaders) else { return [] }
    return Array(copying: exchange.bytes(.requestHeaders).extracting(check.refusedName.range))
  }
}
