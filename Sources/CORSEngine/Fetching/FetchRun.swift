import Traffic

/// One fetch while it is replayed.
struct FetchRun {
  let request: FetchRequest
  let answers: [ServerAnswers]
  let profile: BrowserProfile
  let time: Double
  let mode: RequestMode
  let credentials: CredentialsMode
  /// The names that a preflight of the request as the page made it asks for.
  let originalNames: [[UInt8]]
  var cache: PreflightCache
  var result = FetchResult()

  /// The URLs asked for so far, the current one last.
  var urls: [[UInt8]]
  var method: [UInt8]
  var headers: [HeaderLine]
  var body: RequestBody
  var tainting = ResponseTainting.basic
  /// Whether the request needed a preflight at a URL before.
  var neededPreflight = false

  init(
    _ request: FetchRequest, answers: [ServerAnswers], profile: BrowserProfile, time: Double,
    cache: PreflightCache
  ) {
    self.request = request
    self.answers = answers
    self.profile = profile
    self.time = time
    self.cache = cache
    mode = request.mode(profile)
    credentials = request.credentials(profile)
    urls = [request.url]
    method = Methods.normalized(request.method.span)
    headers = request.sentHeaders(mode, profile)
    body = request.body
    originalNames = RequestHeaders.unsafeNames(of: headers, profile: profile)
  }

  /// The number of redirects followed so far.
  var hop: Int { urls.count - 1 }

  var url: [UInt8] { urls[urls.count - 1] }

  var includesCredentials: Bool { credentials == .include }

  /// Fetch #main-fetch, over all redirects.
  mutating func perform() {
    // The standard lets twenty redirects pass; each turn either ends the fetch or adds a URL.
    while result.verdict.isAllowed, step() {}
  }

  /// Makes the request at the current URL; tells whether a redirect leads on.
  private mutating func step() -> Bool {
    guard enter() else { return false }
    if tainting == .cors, !preflightIfNeeded() { return false }
    let answer = send()
    guard answer.status != 0 else {
      stop(.networkFailure)
      return false
    }
    if tainting == .cors, !passesCORSCheck(answer) { return false }
    if tainting == .opaque, !passesResourcePolicy(answer) { return false }
    if answer.hasRedirectStatus {
      switch redirect(answer) {
      case .deliver: break
      case .end: return false
      case .follow(let next):
        urls.append(next)
        return true
      }
    }
    deliver(answer)
    return false
  }

  /// Chooses the response tainting; tells whether the request may go out at all.
  ///
  /// Fetch #main-fetch, step 12.
  private mutating func enter() -> Bool {
    guard chooseTainting() else { return false }
    let isRefused =
      URLParts(url.span)?.isBlockedPort == true || tainting != .cors && isRefusedForUserinfo()
    if isRefused { stop(.networkFailure) }
    return !isRefused
  }

  private mutating func chooseTainting() -> Bool {
    if tainting == .basic, isSameOrigin(url) { return true }
    switch mode {
    case .sameOrigin:
      stop(.modeSameOrigin)
      return false
    case .noCORS:
      guard request.redirect == .follow else {
        stop(.noCORSRedirectMode)
        return false
      }
      tainting = .opaque
      return true
    case .navigate, .webSocket: return true
    case .cors:
      tainting = .cors
      return true
    }
  }

  /// Chromium sends no request of an element or of `fetch()` to a URL with a user name.
  private func isRefusedForUserinfo() -> Bool {
    profile.refusesUserinfoInSubresources && !request.initiator.isXHR && mode != .navigate
      && URLParts(url.span)?.hasUserinfo == true
  }

  /// Whether `url` has the origin of the page.
  func isSameOrigin(_ url: [UInt8]) -> Bool {
    SerializedOrigin.of(url) == request.origin
  }

  /// Sends the request itself.
  private mutating func send() -> ServerAnswer {
    result.sentActual = true
    let answer = answers(for: hop)?.response ?? .none
    result.exchanges.append(
      ReplayedExchange(
        isPreflight: false, hop: hop, url: url, method: method, origin: originHeader,
        requestedNames: [], answer: answer))
    return answer
  }

  /// What servers answer at the URL that `hop` redirects led to.
  ///
  /// A URL that was asked for before answers as before; else the answers follow in turn.
  func answers(for hop: Int) -> ServerAnswers? {
    if let earlier = urls[..<hop].firstIndex(of: urls[hop]), earlier < answers.count {
      return answers[earlier]
    }
    return hop < answers.count ? answers[hop] : nil
  }

  /// Whether a redirect between origins turned the request's origin to `null`.
  ///
  /// Fetch #concept-request-tainted-origin.
  var isTainted: Bool {
    for index in urls.indices.dropFirst()
    where SerializedOrigin.of(urls[index]) != SerializedOrigin.of(urls[index - 1])
      && !isSameOrigin(urls[index - 1])
    {
      return true
    }
    return false
  }

  /// Fetch #byte-serializing-a-request-origin.
  var serializedOrigin: [UInt8] { isTainted ? Array("null".utf8) : request.origin }

  /// Fetch #append-a-request-origin-header.
  private var originHeader: [UInt8]? {
    let isSafe = method.span.equals("GET") || method.span.equals("HEAD")
    return tainting == .cors || !isSafe ? serializedOrigin : nil
  }

  /// Stops the fetch for a reason that no header of an answer is behind.
  mutating func stop(_ reason: BlockReason, phase: Phase = .actual) {
    result.verdict = .blocked(phase, reason)
    result.failed = BlockReasons(reason)
    result.browserError = consoleError(reason)
  }
}
