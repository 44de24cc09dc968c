/// What is wrong with letting an origin in; each origin of a target has one.
enum TrustFlaw: UInt8, Sendable {
  /// The operator's list names it.
  case listed
  /// It is the target's own, or of its site.
  case own
  /// A stranger, as partners are.
  case stranger
  /// `null`.
  case null
  /// It ends, starts, or is spelt like a trusted one.
  case suffix, prefix, substring, unescapedDot
  /// Bytes that no name has.
  case specialBytes
  /// Case differs from a trusted one.
  case letterCase
  /// An extension's or an app's scheme.
  case app
  /// A developer's machine.
  case development
  /// A name inside a private network, told to everyone.
  case internalName
  /// http, on an https target.
  case insecure
  /// A host where strangers can have names too.
  case sharedHosting
  /// A vendor's.
  case vendor
  /// No browser takes it: other rules tell why.
  case malformed

  /// Whether the origin looks like a trusted one and is another's.
  var isLookalike: Bool {
    switch self {
    case .suffix, .prefix, .substring, .unescapedDot: true
    default: false
    }
  }

  /// Whether anyone could have such an origin.
  var isStranger: Bool { self == .stranger || self == .vendor }
}
