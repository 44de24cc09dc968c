/// Whose rules a judgement follows: the standard's text or an engine's measured behaviour.
///
/// Where an engine deviates, the deviation is a property here; checks ask for it and never for the
/// engine by name.
public enum BrowserProfile: UInt8, CaseIterable, Sendable, BitwiseCopyable {
  case fetch, chromium, firefox, webkit

  /// The name as reports and options spell it.
  public var name: String {
    switch self {
    case .fetch: "fetch"
    case .chromium: "chromium"
    case .firefox: "firefox"
    case .webkit: "webkit"
    }
  }

  /// Finds the profile with the given `name`.
  public init?(name: String) {
    guard let profile = BrowserProfile.allCases.first(where: { $0.name == name }) else {
      return nil
    }
    self = profile
  }

  /// The lifetime of a preflight's grant without a usable Access-Control-Max-Age, in seconds.
  ///
  /// - SeeAlso: https://fetch.spec.whatwg.org/#cors-preflight-fetch
  public var defaultMaxAge: Int { 5 }

  /// The longest lifetime of a preflight's grant, in seconds; `nil` where nothing limits it.
  ///
  /// - SeeAlso: https://fetch.spec.whatwg.org/#concept-cache-max-age
  public var maxAgeCap: Int? {
    switch self {
    case .fetch: nil
    case .chromium: 7200
    case .firefox: 86_400
    case .webkit: 600
    }
  }

  /// How an Access-Control-Max-Age that is not digits alone is read.
  var maxAgeSyntax: MaxAge.Syntax {
    switch self {
    case .fetch: .digitsOrDefault
    case .chromium, .webkit: .signedOrDefault
    case .firefox: .digitsOrNothing
    }
  }

  /// Whether `*` in Access-Control-Allow-Headers leaves Authorization uncovered.
  ///
  /// All engines let `*` cover it, against the text.
  ///
  /// - SeeAlso: https://github.com/whatwg/fetch/issues/1919
  public var authorizationNeedsLiteralName: Bool { self == .fetch }

  /// The one reason of `failed` that this profile meets first; `nil` if there is none.
  ///
  /// It is the reason that the engine's own console would give.
  public func primary(of failed: BlockReasons) -> BlockReason? {
    var first: BlockReason?
    for reason in failed.members {
      guard let best = first, precedence(best) <= precedence(reason) else {
        first = reason
        continue
      }
    }
    return first
  }

  /// The place of `reason` in the profile's order; lower comes first.
  private func precedence(_ reason: BlockReason) -> Int {
    switch (self, reason) {
    // WebKit looks at a preflight's status before its headers.
    case (.webkit, .preflightStatusNotOK): BlockReason.allowOriginMissing.place - 1
    // Gecko judges the method before it reads the list of headers.
    case (.firefox, .methodNotAllowed): BlockReason.allowMethodsUnparseable.place + 1
    default: reason.place
    }
  }
}

extension BlockReason {
  /// The place in the common order, with room between neighbours.
  fileprivate var place: Int { Int(rawValue) * 4 }
}
