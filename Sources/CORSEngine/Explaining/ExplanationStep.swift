/// One step of the standard as it was taken for one exchange.
public struct ExplanationStep: Sendable, Hashable {
  /// The list of steps that it belongs to.
  public enum Algorithm: Sendable, BitwiseCopyable {
    case corsCheck, preflightFetch, redirectFetch

    /// The name as the standard spells it.
    public var name: String {
      switch self {
      case .corsCheck: "CORS check"
      case .preflightFetch: "CORS-preflight fetch"
      case .redirectFetch: "HTTP-redirect fetch"
      }
    }

    /// The place in the standard.
    public var anchor: String {
      switch self {
      case .corsCheck: "https://fetch.spec.whatwg.org/#concept-cors-check"
      case .preflightFetch: "https://fetch.spec.whatwg.org/#cors-preflight-fetch"
      case .redirectFetch: "https://fetch.spec.whatwg.org/#http-redirect-fetch"
      }
    }
  }

  /// What a step led to.
  public enum Outcome: String, Sendable, BitwiseCopyable {
    /// It passed, and the next one is taken.
    case passed
    /// It stops the fetch.
    case failed
    /// What it looks at is not known.
    case unknown
  }

  /// The list of steps that it belongs to.
  public let algorithm: Algorithm
  /// The number of the step in the list, such as `7.5`.
  public let number: String
  /// What was found, as a lower-case clause without a full stop.
  public let finding: String
  /// What it led to.
  public let outcome: Outcome
}
