import Traffic

extension Explanation {
  /// What of a preflight's answer its explanation looks at.
  public struct PreflightAnswer: ~Escapable {
    let requestMethod: Span<UInt8>?
    let requestHeaders: Span<UInt8>?
    let status: Int
    let allowMethods: Span<UInt8>?
    let allowHeaders: Span<UInt8>?

    /// Takes the request's two headers and the answer's status and lists; `nil` where absent.
    @_lifetime(copy requestMethod, copy requestHeaders, copy allowMethods, copy allowHeaders)
    public init(
      requestMethod: Span<UInt8>?, requestHeaders: Span<UInt8>?, status: Int,
      allowMethods: Span<UInt8>?, allowHeaders: Span<UInt8>?
    ) {
      self.requestMethod = requestMethod
      self.requestHeaders = requestHeaders
      self.status = status
      self.allowMethods = allowMethods
      self.allowHeaders = allowHeaders
    }
  }

  /// Adds the steps of the CORS-preflight fetch that look at its answer's status and lists.
  ///
  /// - Parameters:
  ///   - check: The outcome of the check.
  ///   - answer: What it looked at.
  ///   - includesCredentials: Whether the request to come includes credentials.
  ///   - observed: The parts of the answer that are known.
  ///   - profile: Whose rules were applied.
  /// - SeeAlso: https://fetch.spec.whatwg.org/#cors-preflight-fetch
  public mutating func addPreflight(
    _ check: PreflightCheck, _ answer: borrowing PreflightAnswer, includesCredentials: Bool,
    observed: ResponseParts = .all, profile: BrowserProfile
  ) {
    if check.failed.contains(.preflightNoResponse) {
      add(.preflightFetch, "6", .failed, "no usable answer came")
      return
    }
    if observed.contains(.status) {
      let status = "the status is \(answer.status)"
      if check.failed.contains(.preflightRedirect) {
        add(.preflightFetch, "7", .failed, "\(status), a redirect, which preflights do not follow")
      } else if check.failed.contains(.preflightStatusNotOK) {
        add(.preflightFetch, "7", .failed, "\(status), not one of 200 to 299")
      } else {
        add(.preflightFetch, "7", .passed, "\(status), one of 200 to 299")
      }
    }
    addMethod(check, answer, includesCredentials: includesCredentials, observed: observed)
    addHeaders(
      check, answer, includesCredentials: includesCredentials, observed: observed,
      profile: profile)
  }

  private mutating func addMethod(
    _ check: PreflightCheck, _ answer: borrowing PreflightAnswer, includesCredentials: Bool,
    observed: ResponseParts
  ) {
    guard observed.contains(.allowMethods) else {
      add(
        .preflightFetch, "7.1", .unknown,
        "the input does not show Access-Control-Allow-Methods, or the method that was asked for")
      return
    }
    let list =
      if let value = answer.allowMethods { "Access-Control-Allow-Methods \(quoted(value))" } else {
        "Access-Control-Allow-Methods, which is not there"
      }
    guard !check.failed.contains(.allowMethodsUnparseable) else {
      add(.preflightFetch, "7.3", .failed, "\(list) is not a list of methods")
      return
    }
    guard let method = answer.requestMethod else { return }
    if check.failed.contains(.methodNotAllowed) {
      let why = check.methodDetail == .absent ? "" : ": \(check.methodDetail.summary)"
      add(
        .preflightFetch, "7.5", .failed,
        "the method \(quoted(method)) is not granted by \(list)\(why)")
    } else if Methods.isSafelisted(method.trimmingBlanks()) {
      add(.preflightFetch, "7.5", .passed, "the method \(quoted(method)) needs no grant")
    } else {
      add(.preflightFetch, "7.5", .passed, "the method \(quoted(method)) is granted by \(list)")
    }
  }

  private mutating func addHeaders(
    _ check: PreflightCheck, _ answer: borrowing PreflightAnswer, includesCredentials: Bool,
    observed: ResponseParts, profile: BrowserProfile
  ) {
    guard observed.contains(.allowHeaders) else {
      add(
        .preflightFetch, "7.2", .unknown,
        "the input does not show Access-Control-Allow-Headers, or the headers that were asked for")
      return
    }
    let list =
      if let value = answer.allowHeaders { "Access-Control-Allow-Headers \(quoted(value))" } else {
        "Access-Control-Allow-Headers, which is not there"
      }
    guard !check.failed.contains(.allowHeadersUnparseable) else {
      add(.preflightFetch, "7.3", .failed, "\(list) is not a list of header names")
      return
    }
    guard let names = answer.requestHeaders, names.count > 0 else {
      add(.preflightFetch, "7.7", .passed, "no header needs a grant")
      return
    }
    if check.refusedCount > 0 {
      let name = quoted(names.extracting(check.refusedName.range))
      let more = check.refusedCount > 1 ? " and \(check.refusedCount - 1) more" : ""
      let step = check.failed.contains(.headerNotAllowed) ? "7.7" : "7.6"
      let why = check.headerDetail == .absent ? "" : ": \(check.headerDetail.summary)"
      add(.preflightFetch, step, .failed, "\(name)\(more) not granted by \(list)\(why)")
      return
    }
    add(.preflightFetch, "7.7", .passed, "\(quoted(names)) granted by \(list)")
    if check.authorizationByWildcard {
      add(
        .preflightFetch, "7.6", .passed,
        "Authorization is covered by '*' alone, which the standard's text does not accept and"
          + " engines do")
    }
  }
}
