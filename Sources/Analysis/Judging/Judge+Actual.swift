import CORSEngine
import Traffic

extension Judge {
  /// Replays the CORS check of a cross-origin request's response.
  ///
  /// - SeeAlso: https://fetch.spec.whatwg.org/#concept-cors-check
  static func judgeActual(_ exchange: borrowing ExchangeView, _ judgement: inout Judgement) {
    judgement.needsPreflight = needsPreflight(exchange)
    if exchange.traits.contains(.networkError) {
      return judgement.block(.actual, failing: .networkFailure)
    }
    if isKeptFromLocalNetwork(exchange) {
      judgement.basis.insert(.browserError)
      return judgement.block(.actual, failing: .localNetworkDenied)
    }
    if isUnanswered(exchange, &judgement) {
      judgement.outcome = .unknown
      judgement.confidence = .unknown
      return
    }
    guard exchange.has(.origin) else {
      judgement.giveUp(missing: .origin)
      return
    }
    guard exchange.observes(.allowOrigin) else {
      judgement.giveUp(missing: .allowOrigin)
      return
    }
    // A revalidated response is judged by the stored one's headers, which a 304 need not repeat.
    if exchange.status == 304, !exchange.has(.allowOrigin) {
      judgement.basis.insert(.storedResponse)
      judgement.giveUp(missing: .allowOrigin)
      return
    }
    noteHiddenRepeats(exchange, &judgement)
    let phase = redirects(exchange) ? Phase.redirect : .actual
    let profile = judgement.engine.profile
    if grantsAll(exchange) {
      judgement.outcome = .allowed
      if exchange.has(.hasCookie) { judgement.basis.insert(.cookie) }
      return
    }
    let without = check(exchange, includesCredentials: false, profile: profile)
    let first = Trial(failed: without.failed, reason: without.reason, detail: without.detail)
    // Credentials only add conditions: what fails without them need not be tried with them.
    if !without.allowed, !exchange.has(.hasCookie) {
      judgement.block(phase, first)
    } else {
      let with = check(exchange, includesCredentials: true, profile: profile)
      decide(
        first, Trial(failed: with.failed, reason: with.reason, detail: with.detail),
        phase: phase, exchange, &judgement)
    }
    noteBrowserError(exchange, &judgement)
  }

  /// Whether the very Origin is granted, and credentials too: the check passes in either mode, by
  /// every profile.
  private static func grantsAll(_ exchange: borrowing ExchangeView) -> Bool {
    let origin = exchange.bytes(.origin)
    return !origin.isEmpty && exchange.bytes(.allowOrigin).equals(origin)
      && exchange.bytes(.allowCredentials).equals("true")
      && !exchange.repeated.contains(.allowOrigin)
  }

  /// The CORS check of a response by the rules of `profile`.
  static func check(
    _ exchange: borrowing ExchangeView, includesCredentials: Bool, profile: BrowserProfile
  ) -> CORSCheck {
    CORSCheck.evaluate(
      origin: exchange.bytes(.origin), allowOrigin: exchange.value(.allowOrigin),
      allowOriginRepeated: exchange.repeated.contains(.allowOrigin),
      allowCredentials: exchange.value(.allowCredentials),
      allowCredentialsRepeated: exchange.repeated.contains(.allowCredentials),
      includesCredentials: includesCredentials, observed: observedOfActual(exchange),
      profile: profile)
  }

  /// The parts of an actual response of which the input says something.
  static func observedOfActual(_ exchange: borrowing ExchangeView) -> ResponseParts {
    exchange.observes(.allowCredentials) ? .all : [.status, .allowOrigin]
  }

  /// Whether the request needed a preflight; `nil` where a header that is not recorded decides.
  private static func needsPreflight(_ exchange: borrowing ExchangeView) -> Bool? {
    guard exchange.has(.method) else { return nil }
    if !Methods.isSafelisted(exchange.bytes(.method)) { return true }
    if exchange.has(.contentType),
      !RequestHeaders.hasSafelistedEssence(exchange.bytes(.contentType))
    {
      return true
    }
    return exchange.traits.contains(.ownHeader) ? true : nil
  }

  /// Whether the response leads the browser on.
  static func redirects(_ exchange: borrowing ExchangeView) -> Bool {
    switch exchange.status {
    case 301, 302, 303, 307, 308: exchange.state(.location) != .absent
    default: false
    }
  }

  /// Whether the browser says that it sent nothing because the target is in the local network.
  static func isKeptFromLocalNetwork(_ exchange: borrowing ExchangeView) -> Bool {
    exchange.traits.contains(.responseMissing) && exchange.has(.browserError)
      && BrowserError(exchange.bytes(.browserError)) == .localNetwork
  }

  /// Whether no response reached the client, as far as the input shows.
  static func isUnanswered(
    _ exchange: borrowing ExchangeView, _ judgement: inout Judgement
  ) -> Bool {
    // HTTP/0.9 answers are logged with statuses below 100.
    // nginx writes 499 when the client left first and 444 when it sent nothing on purpose.
    guard
      exchange.traits.contains(.responseMissing) || exchange.has(.status) && exchange.status < 100
        || exchange.status == 499
        || exchange.status == 444
    else { return false }
    judgement.basis.insert(.noResponse)
    if !exchange.has(.status) { judgement.missing.insert(.status) }
    return true
  }

  static func noteHiddenRepeats(_ exchange: borrowing ExchangeView, _ judgement: inout Judgement) {
    guard exchange.traits.contains(.hidesRepeats) else { return }
    judgement.basis.insert(.repeatsHidden)
    judgement.confidence = min(judgement.confidence, .inferred)
  }
}

extension Judge {
  /// Settles the outcome from the replays without and with credentials, the first of which passed
  /// unless a cookie was sent.
  static func decide(
    _ without: Trial, _ with: Trial, phase: Phase, _ exchange: borrowing ExchangeView,
    _ judgement: inout Judgement
  ) {
    if with.failed.isEmpty, !exchange.observes(.allowCredentials) {
      // With credentials a header decides that is not recorded.
      judgement.missing.insert(.allowCredentials)
      judgement.confidence = min(judgement.confidence, .inferred)
      if exchange.has(.hasCookie) {
        judgement.basis.insert(.cookie)
        judgement.giveUp(missing: .allowCredentials)
        return
      }
    }
    let settled: Trial
    if exchange.has(.hasCookie) {
      judgement.basis.insert(.cookie)
      settled = with
    } else if with.failed.isEmpty {
      settled = without
    } else if phase != .preflight, let included = includesCredentials(exchange, &judgement) {
      settled = included ? with : without
    } else if phase != .preflight, let blocked = verdictOfBrowser(exchange, &judgement) {
      // A preflight's own entry says nothing of how it ended.
      settled = blocked ? with : without
    } else {
      judgement.block(phase, with)
      judgement.outcome = .conditional
      judgement.confidence = min(judgement.confidence, .inferred)
      // That no cookie was sent does not say that none would have been: the mode is what counts.
      if exchange.observes(.hasCookie) {
        if phase != .preflight { judgement.basis.insert(.noCookie) }
      } else {
        judgement.missing.insert(.hasCookie)
      }
      return
    }
    if settled.failed.isEmpty {
      judgement.outcome = .allowed
    } else {
      judgement.block(phase, settled)
    }
  }

  /// What the browser's own record says: blocked, not blocked, or nothing.
  private static func verdictOfBrowser(
    _ exchange: borrowing ExchangeView, _ judgement: inout Judgement
  ) -> Bool? {
    switch exchange.state(.browserError) {
    case .notObservable: return nil
    case .absent:
      judgement.basis.insert(.browserError)
      return false
    case .value:
      let error = BrowserError(exchange.bytes(.browserError))
      if error != .unclear { judgement.basis.insert(.browserError) }
      return error == .unclear ? nil : error == .refusal
    }
  }

  /// Notes where the browser's own record bears the verdict out.
  private static func noteBrowserError(
    _ exchange: borrowing ExchangeView, _ judgement: inout Judgement
  ) {
    guard judgement.outcome == .blocked, exchange.has(.browserError),
      BrowserError(exchange.bytes(.browserError)) == .refusal
    else { return }
    judgement.basis.insert(.browserError)
  }
}

extension Judgement {
  /// Notes that the exchange failed in `phase`.
  mutating func block(_ phase: Phase, _ trial: Trial) {
    outcome = .blocked
    self.phase = phase
    reason = trial.reason
    detail = trial.detail
    failed = trial.failed
  }

  /// Notes that `phase` ended without a response.
  mutating func block(_ phase: Phase, failing reason: BlockReason) {
    block(phase, Trial(failed: BlockReasons(reason), reason: reason, detail: .none))
  }

  /// Notes that it cannot be judged without `field`.
  mutating func giveUp(missing field: Field) {
    outcome = .unknown
    confidence = .unknown
    missing.insert(field)
  }
}
