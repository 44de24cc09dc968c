import CORSEngine
import Traffic

extension FetchJoiner {
  /// Completes the judgement of an entry by what the other entries of its fetch show.
  mutating func settle(
    _ exchange: borrowing ExchangeView, _ judgement: inout Judgement
  ) {
    guard exchange.traits.contains(.recorded) else { return }
    let link = link(exchange.index)
    if link.partner >= 0 {
      let partner = exchange.neighbour(Int(link.partner))
      judgement.joined = Int32(
        bitPattern: partner.record.position &- exchange.record.position)
    }
    if judgement.kind == .preflight {
      settlePreflight(exchange, link, &judgement)
      return
    }
    if link.worker >= 0 {
      takeOver(exchange.neighbour(Int(link.worker)), &judgement)
      return
    }
    settleRequest(exchange, link, &judgement)
    judgement.browser = outcomeInBrowser(exchange, link, judgement)
  }

  /// Whether the request was answered over the network, as far as the recording shows.
  private static func isAnswered(_ exchange: borrowing ExchangeView) -> Bool {
    // What a worker asked for has provisional headers in Chromium, and was sent all the same.
    exchange.has(.status)
      && exchange.traits.isDisjoint(with: [.responseMissing, .fromCache, .fromServiceWorker])
  }

  /// Whether the response leads elsewhere.
  private static func redirects(_ exchange: borrowing ExchangeView) -> Bool {
    switch exchange.status {
    case 301, 302, 303, 307, 308: exchange.has(.location)
    default: false
    }
  }

  /// Whether it is the browser's word that CORS may have kept the request back.
  private static func isRefused(_ exchange: borrowing ExchangeView) -> Bool {
    exchange.has(.browserError) && BrowserError(exchange.bytes(.browserError)) == .refusal
  }
}

// A preflight.
extension FetchJoiner {
  private mutating func settlePreflight(
    _ exchange: borrowing ExchangeView, _ link: FetchLinks, _ judgement: inout Judgement
  ) {
    guard link.request >= 0 else { return }
    let request = exchange.neighbour(Int(link.request))
    let isAnswered = FetchJoiner.isAnswered(request)
    if judgement.outcome == .conditional {
      settleConditional(request, isAnswered: isAnswered, &judgement)
    }
    // A request that was given up, or kept back, does not stand for itself.
    judgement.isPaired =
      isAnswered
      || judgement.outcome != .blocked && !request.traits.contains(.aborted)
    if isAnswered {
      judgement.browser = .allowed
    } else if FetchJoiner.isRefused(request) {
      judgement.browser = .blocked
    }
  }

  /// Settles a preflight that passes without credentials only.
  private mutating func settleConditional(
    _ request: borrowing ExchangeView, isAnswered: Bool, _ judgement: inout Judgement
  ) {
    var facts = judge.judge(request)
    let included: Bool? =
      request.has(.hasCookie) ? true : Judge.includesCredentials(request, &facts)
    if included == true {
      judgement.basis.insert(request.has(.hasCookie) ? .cookie : .storageAccess)
      judgement.outcome = .blocked
    } else if isAnswered || included == false {
      // A browser sends the request only if its preflight passed.
      judgement.basis.insert(isAnswered ? .requestFollowed : .storageAccess)
      judgement.allow()
    } else if mayBeKeptBack(request) {
      judgement.basis.insert(.noResponse)
      judgement.outcome = .blocked
    } else {
      return
    }
    judgement.missing = []
  }

  /// Whether the request has no answer, and nothing says that this had another cause.
  private func mayBeKeptBack(_ request: borrowing ExchangeView) -> Bool {
    guard request.traits.contains(.responseMissing),
      !request.traits.contains(.aborted)
    else { return false }
    return request.has(.browserError)
      ? FetchJoiner.isRefused(request) : !request.observes(.browserError)
  }
}

// A request.
extension FetchJoiner {
  private mutating func settleRequest(
    _ exchange: borrowing ExchangeView, _ link: FetchLinks, _ judgement: inout Judgement
  ) {
    let traits = exchange.traits
    takeKind(of: link, exchange, &judgement)
    guard judgement.aside == nil else { return }
    if traits.contains(.fromCache) {
      judgement.setAside(.cacheHit)
    } else if traits.contains(.fromServiceWorker) {
      judgement.setAside(.serviceWorker)
    } else if traits.contains(.responseMissing) {
      settleUnanswered(exchange, link, &judgement)
    } else {
      settleAnswered(exchange, link, &judgement)
    }
  }

  /// Takes what a request is from its preflight, or from the redirect that led to it, where its own
  /// headers do not tell.
  private mutating func takeKind(
    of link: FetchLinks, _ exchange: borrowing ExchangeView, _ judgement: inout Judgement
  ) {
    if FetchJoiner.isAnswered(exchange) { takeKind(ofPreflight: link, exchange, &judgement) }
    guard link.previous >= 0 else { return }
    let isAnswered = exchange.has(.status)
    let redirect = judge.judge(exchange.neighbour(Int(link.previous)))
    if redirect.kind == .cors, redirect.outcome == .blocked, !isAnswered {
      // Firefox lists where a redirect would have led that it did not follow.
      judgement.keepBack(by: redirect)
      return
    }
    // A redirect back to the page's own server stays in CORS mode, whatever the page is.
    let isGuess = judgement.kind == .sameOrigin && judgement.basis.contains(.referer)
    guard redirect.kind == .cors, judgement.kind == .unclassified || isGuess else { return }
    judgement.ask(.redirected, isAnswered: isAnswered)
  }

  private mutating func settleUnanswered(
    _ exchange: borrowing ExchangeView, _ link: FetchLinks, _ judgement: inout Judgement
  ) {
    if link.preflight >= 0, mayBeKeptBack(exchange) {
      let preflight = exchange.neighbour(Int(link.preflight))
      var verdict = judge.judge(preflight)
      settlePreflight(preflight, self.link(preflight.index), &verdict)
      if verdict.outcome == .blocked {
        judgement.keepBack(by: verdict)
        return
      }
    }
    if exchange.traits.contains(.aborted) {
      judgement.setAside(.aborted)
    } else {
      judgement.isPaired = link.preflight >= 0
      takeKind(ofPreflight: link, exchange, &judgement)
    }
  }

  /// Only a cross-origin request in CORS mode has a preflight.
  private func takeKind(
    ofPreflight link: FetchLinks, _ exchange: borrowing ExchangeView, _ judgement: inout Judgement
  ) {
    guard link.preflight >= 0, judgement.kind == .unclassified else { return }
    judgement.ask(.requestMethodHeader, isAnswered: exchange.has(.status))
  }

  private mutating func settleAnswered(
    _ exchange: borrowing ExchangeView, _ link: FetchLinks, _ judgement: inout Judgement
  ) {
    takeWordOfBrowser(exchange, &judgement)
    if link.preflight >= 0 {
      let verdict = judge.judge(exchange.neighbour(Int(link.preflight)))
      judgement.isPaired = FetchJoiner.isAnswered(exchange)
      if judgement.outcome == .conditional, verdict.outcome == .conditional {
        // With credentials its preflight would have failed, and the request not been sent.
        judgement.basis.insert(.preflightExcludes)
        judgement.missing = []
        judgement.allow()
      }
    } else if judgement.kind == .cors, judgement.needsPreflight == true {
      judgement.basis.insert(.preflightNotSeen)
    }
    if judgement.kind == .cors, judgement.outcome == .conditional,
      wasFollowed(exchange, link) || followsConditional(exchange, link)
    {
      judgement.basis.insert(.requestFollowed)
      judgement.missing = []
      judgement.allow()
    }
    guard judgement.kind == .cors,
      judgement.outcome == .allowed || judgement.outcome == .conditional
    else { return }
    if link.next >= 0 {
      // What a redirect led to stands for the whole fetch.
      judgement.isPartOfFetch = true
    } else if judgement.outcome == .allowed, FetchJoiner.redirects(exchange) {
      // The page did not read this response, and what became of the fetch is not here.
      judgement.allow()
      judgement.outcome = .unknown
      judgement.missing = []
      judgement.basis.insert(.targetNotSeen)
    }
  }

  /// Settles what cannot be judged by headers, because some are not shown, where the browser notes
  /// errors and noted none: then the page got the response.
  private func takeWordOfBrowser(
    _ exchange: borrowing ExchangeView, _ judgement: inout Judgement
  ) {
    guard judgement.kind == .cors, judgement.outcome == .unknown,
      !judgement.basis.contains(.noResponse), FetchJoiner.isAnswered(exchange),
      exchange.state(.browserError) == .absent
    else { return }
    judgement.allow()
    judgement.missing = []
    judgement.confidence = .inferred
    judgement.basis.insert(.browserError)
  }

  /// Whether the redirect passed the check, for what it leads to was asked for.
  private func wasFollowed(_ exchange: borrowing ExchangeView, _ link: FetchLinks) -> Bool {
    link.next >= 0 && exchange.neighbour(Int(link.next)).has(.status)
  }

  /// Whether a redirect led here that passes only without credentials: then there are none.
  private mutating func followsConditional(
    _ exchange: borrowing ExchangeView, _ link: FetchLinks
  ) -> Bool {
    guard link.previous >= 0 else { return false }
    let redirect = judge.judge(exchange.neighbour(Int(link.previous)))
    return redirect.kind == .cors && redirect.outcome == .conditional
  }

  /// Takes over what is held of the service worker's own request.
  private mutating func takeOver(
    _ worker: borrowing ExchangeView, _ judgement: inout Judgement
  ) {
    let joined = judgement.joined
    var verdict = judge.judge(worker)
    settleRequest(worker, link(worker.index), &verdict)
    judgement = verdict
    judgement.joined = joined
    judgement.browser = nil
    judgement.basis.insert(.serviceWorker)
    judgement.setAside(.serviceWorker)
  }

  /// What the recording says that the browser did with the response.
  private func outcomeInBrowser(
    _ exchange: borrowing ExchangeView, _ link: FetchLinks, _ judgement: Judgement
  ) -> BrowserOutcome? {
    guard judgement.kind == .cors, judgement.aside == nil, exchange.has(.status) else {
      return nil
    }
    if link.next >= 0 { return exchange.neighbour(Int(link.next)).has(.status) ? .allowed : nil }
    switch exchange.state(.browserError) {
    case .notObservable: return nil
    case .absent: return .allowed
    case .value: return FetchJoiner.isRefused(exchange) ? .blocked : nil
    }
  }
}

extension Judgement {
  /// Notes that it is no exchange of its own, and stands for no fetch.
  fileprivate mutating func setAside(_ kind: Aside) {
    aside = kind
    isPartOfFetch = true
  }

  /// Notes that it is a cross-origin request in CORS mode of which the headers are not shown.
  fileprivate mutating func ask(_ signal: Basis, isAnswered: Bool) {
    kind = .cors
    outcome = .unknown
    confidence = .unknown
    basis.insert(signal)
    missing.insert(.origin)
    guard !isAnswered else { return }
    basis.insert(.noResponse)
    missing.insert(.status)
  }

  /// Notes that nothing failed after all.
  fileprivate mutating func allow() {
    outcome = .allowed
    phase = nil
    reason = nil
    detail = .none
    failed = []
  }

  /// Notes that the request was never sent, for its preflight or the redirect to it failed.
  fileprivate mutating func keepBack(by cause: Judgement) {
    kind = .cors
    outcome = .blocked
    phase = cause.phase
    reason = cause.reason
    detail = cause.detail
    failed = cause.failed
    confidence = .inferred
    basis.insert(cause.phase == .preflight ? .failedPreflight : .redirected)
    missing = []
    setAside(.neverSent)
  }
}
