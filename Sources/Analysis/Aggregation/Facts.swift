/// What rules ask of an exchange, worked out once for all of them.
package struct Facts: OptionSet, Sendable, BitwiseCopyable {
  /// One bit a fact.
  package var rawValue: UInt64

  /// Makes the set whose bits are `rawValue`.
  package init(rawValue: UInt64) { self.rawValue = rawValue }

  /// It is a preflight.
  package static let preflight = Facts(rawValue: 1 << 0)
  /// It is a cross-origin request in CORS mode.
  package static let actual = Facts(rawValue: 1 << 1)
  /// Origin was sent.
  package static let originSent = Facts(rawValue: 1 << 2)
  /// Origin is known not to have been sent.
  package static let noOrigin = Facts(rawValue: 1 << 3)
  /// Access-Control-Allow-Origin was sent.
  package static let allowOrigin = Facts(rawValue: 1 << 4)
  /// Access-Control-Allow-Origin is known not to have been sent.
  package static let noAllowOrigin = Facts(rawValue: 1 << 5)
  /// Access-Control-Allow-Origin is `*`.
  package static let wildcard = Facts(rawValue: 1 << 6)
  /// Access-Control-Allow-Origin is the Origin that was sent.
  package static let echoed = Facts(rawValue: 1 << 7)
  /// Access-Control-Allow-Credentials is `true`.
  package static let credentialsTrue = Facts(rawValue: 1 << 8)
  /// Origin is `null`.
  package static let nullOrigin = Facts(rawValue: 1 << 9)
  /// The response has a status from 200 to 299.
  package static let success = Facts(rawValue: 1 << 10)
  /// The response has a status from 400 on.
  package static let error = Facts(rawValue: 1 << 11)
  /// The input shows Vary.
  package static let varyObserved = Facts(rawValue: 1 << 12)
  /// Vary names Origin, or is `*`.
  package static let variesOnOrigin = Facts(rawValue: 1 << 13)
  /// The page could not read the response, or the preflight failed.
  package static let blocked = Facts(rawValue: 1 << 14)
  /// A preflight that passed stands before it.
  package static let afterGoodPreflight = Facts(rawValue: 1 << 15)
  /// The client is no browser.
  package static let nonBrowser = Facts(rawValue: 1 << 16)
  /// Access-Control-Allow-Origin was sent and is neither `*` nor the Origin that was sent.
  package static let oddAllowOrigin = Facts(rawValue: 1 << 18)
  /// The response has a status from 300 to 399.
  package static let redirect = Facts(rawValue: 1 << 17)

  /// The client may be a user's browser: no other program, no scanner, no crafted Origin.
  package static let user = Facts(rawValue: 1 << 19)
  /// A scanner sent it, or its Origin is a crafted one.
  package static let probe = Facts(rawValue: 1 << 20)
  /// Access-Control-Allow-Credentials was sent and is not `true`.
  package static let oddCredentials = Facts(rawValue: 1 << 21)
  /// Access-Control-Allow-Methods was sent.
  package static let allowMethods = Facts(rawValue: 1 << 22)
  /// Access-Control-Allow-Headers was sent.
  package static let allowHeaders = Facts(rawValue: 1 << 23)
  /// Access-Control-Expose-Headers was sent.
  package static let exposeHeaders = Facts(rawValue: 1 << 24)
  /// Access-Control-Max-Age was sent.
  package static let maxAge = Facts(rawValue: 1 << 25)
  /// Access-Control-Max-Age is known not to have been sent.
  package static let noMaxAge = Facts(rawValue: 1 << 26)
  /// A cookie was sent.
  package static let cookie = Facts(rawValue: 1 << 27)
  /// The input shows whether a cookie was sent.
  package static let cookieObserved = Facts(rawValue: 1 << 28)
  /// Authorization was sent.
  package static let authorization = Facts(rawValue: 1 << 29)
  /// Cross-Origin-Resource-Policy was sent.
  package static let resourcePolicy = Facts(rawValue: 1 << 30)
  /// Timing-Allow-Origin is `*`.
  package static let timingForAll = Facts(rawValue: 1 << 31)
  /// A shared cache may have answered: Age above 0, or a header that says so.
  package static let fromSharedCache = Facts(rawValue: 1 << 32)
  /// Shared caches are told that they may keep the response.
  package static let sharedCacheable = Facts(rawValue: 1 << 33)
  /// The response set a cookie.
  package static let setsCookie = Facts(rawValue: 1 << 34)
  /// The response is HTML.
  package static let html = Facts(rawValue: 1 << 35)
  /// A header of Private Network Access was sent.
  package static let privateNetwork = Facts(rawValue: 1 << 36)
  /// The target is known to be https.
  package static let secureTarget = Facts(rawValue: 1 << 37)
  /// The target is a private or loopback address, or a name of one.
  package static let privateTarget = Facts(rawValue: 1 << 38)
  /// The preflight, or Access-Control-Allow-Headers of another response, has a `*` in a list.
  package static let wildcardList = Facts(rawValue: 1 << 39)
  /// The response tells caches not to keep it.
  package static let uncacheable = Facts(rawValue: 1 << 40)
  /// Access-Control-Allow-Origin was sent and is not `*`.
  package static let namesOrigin = Facts(rawValue: 1 << 41)
  /// Location was sent.
  package static let location = Facts(rawValue: 1 << 42)
  /// The request is POST, or another method that changes something.
  package static let changesState = Facts(rawValue: 1 << 43)
  /// A member of Access-Control-Allow-Methods is no token.
  package static let oddMethods = Facts(rawValue: 1 << 44)
  /// A member of Access-Control-Allow-Headers is no token.
  package static let oddHeaders = Facts(rawValue: 1 << 45)
  /// Access-Control-Allow-Methods has `put`, `patch` or `delete` in another case, and not in
  /// capitals.
  package static let lowerCaseMethods = Facts(rawValue: 1 << 46)
  /// Access-Control-Allow-Methods has a method that no page can use.
  package static let forbiddenMethods = Facts(rawValue: 1 << 47)
  /// Access-Control-Expose-Headers has a name that tells of the server's inside, or has no effect.
  package static let leakyExposure = Facts(rawValue: 1 << 48)
  /// Access-Control-Max-Age is no number, or more than browsers keep.
  package static let oddMaxAge = Facts(rawValue: 1 << 49)
  /// Access-Control-Allow-Headers has `*` and does not name Authorization.
  package static let unnamedAuthorization = Facts(rawValue: 1 << 50)
  /// A header that only answers to preflights need was sent with another response.
  package static let preflightHeadersElsewhere = Facts(rawValue: 1 << 51)
  /// Access-Control-Allow-Origin is a list, or nothing that a browser could send as an Origin.
  package static let malformedOrigin = Facts(rawValue: 1 << 52)
  /// The target is the client's own machine.
  package static let loopbackTarget = Facts(rawValue: 1 << 53)
  /// A browser's own recording holds it: its client is known without an address.
  package static let recorded = Facts(rawValue: 1 << 54)
  // Why Access-Control-Allow-Origin equals no Origin, one of them beside ``malformedOrigin``.

  /// It says one thing several times.
  package static let originRepeated = Facts(rawValue: 1 << 55)
  /// It lists several things.
  package static let originListed = Facts(rawValue: 1 << 56)
  /// It is a URL with more than an origin.
  package static let originWithMore = Facts(rawValue: 1 << 57)
  /// It is an origin that no browser spells so.
  package static let originNoncanonical = Facts(rawValue: 1 << 58)
  /// It is a pattern.
  package static let originPattern = Facts(rawValue: 1 << 59)
  /// It is what a template or a program left.
  package static let originPlaceholder = Facts(rawValue: 1 << 60)

  /// Every fact that there is.
  package static let all = Facts(rawValue: .max)

  /// No exchange has it: the interest of rules that look only at what others gathered.
  package static let never = Facts(rawValue: 1 << 63)
}
