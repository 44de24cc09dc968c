/// What exactly was wrong with the header that a ``BlockReason`` is about.
public enum BlockDetail: UInt8, CaseIterable, Sendable, BitwiseCopyable {
  case none
  case absent, empty, repeated, list
  case caseDiffers, trailingSlash, hasPath, defaultPort, noScheme, quoted, pattern, hasUserinfo
  case notASCII, addressForm, otherScheme, notAnOrigin
  case schemeDiffers, portDiffers, otherOrigin, nullGranted, nullOrigin, taintedNull
  case wrongValue, invalidToken, notListed, wildcardWithCredentials

  /// The permanent kebab-case name, such as `trailing-slash`.
  public var id: String { text.id }

  /// What was found, as a lower-case clause without a full stop; empty for ``none``.
  public var summary: String { text.summary }

  private var text: (id: String, summary: String) { BlockDetail.texts[Int(rawValue)] }

  private static let texts: [(id: String, summary: String)] = [
    ("none", ""),
    ("absent", "the header is not there"),
    ("empty", "the value is empty"),
    ("repeated", "the header is sent on several lines"),
    ("list", "the value is a list"),
    ("case-differs", "the value is right except for upper and lower case"),
    ("trailing-slash", "the value is right except for the slash at its end"),
    ("has-path", "the value has a path, query or fragment, which origins have not"),
    ("default-port", "the value spells out the scheme's default port, which browsers leave out"),
    ("no-scheme", "the value lacks the scheme and '://'"),
    ("quoted", "the value stands in quotes or brackets"),
    ("pattern", "the value is a pattern or an unfilled placeholder, which browsers do not read"),
    ("has-userinfo", "the value has a user name"),
    ("not-ascii", "the value has bytes outside ASCII; host names go as punycode"),
    ("address-form", "the address is not written as browsers write it"),
    ("other-scheme", "no page is loaded over this scheme"),
    ("not-an-origin", "the value is not an origin"),
    ("scheme-differs", "only the scheme differs from the request's origin"),
    ("port-differs", "only the port differs from the request's origin"),
    ("other-origin", "the value is another origin"),
    ("null-granted", "the value is 'null' and the request's origin is not"),
    ("null-origin", "the request's origin is 'null' and the value is not"),
    ("tainted-null", "a redirect between origins turned the request's origin to 'null'"),
    ("wrong-value", "the value is not the one that is asked for"),
    ("invalid-token", "the list has a member that is not a token"),
    ("not-listed", "the list does not have it"),
    ("wildcard-with-credentials", "'*' does not count for requests with credentials"),
  ]
}
