/// What rules ask of an exchange, worked out once for all of them.
package struct Facts: OptionSet, Sendable, BitwiseCopyable {
  /// One bit a fact.
  package var rawValue: UInt32

  /// Makes the set whose bits are `rawValue`.
  package init(rawValue: UInt32) { self.rawValue = rawValue }

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
}
