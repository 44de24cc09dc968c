/// A request's credentials mode.
///
/// - SeeAlso: https://fetch.spec.whatwg.org/#concept-request-credentials-mode
public enum CredentialsMode: UInt8, CaseIterable, Sendable, BitwiseCopyable {
  case omit, sameOrigin, include

  /// The name as the standard spells it.
  public var name: String {
    switch self {
    case .omit: "omit"
    case .sameOrigin: "same-origin"
    case .include: "include"
    }
  }

  /// Finds the mode with the given `name`.
  public init?(name: String) {
    guard let mode = CredentialsMode.allCases.first(where: { $0.name == name }) else { return nil }
    self = mode
  }
}
