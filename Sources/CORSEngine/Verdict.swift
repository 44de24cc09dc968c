/// How a fetch ended for the page: its response was given out, or it was stopped.
public struct Verdict: Sendable, BitwiseCopyable, Hashable {
  /// The exchange at which the fetch was stopped; `nil` if it was not.
  public let phase: Phase?
  /// Why it was stopped; `nil` if it was not.
  public let reason: BlockReason?

  /// The verdict of a fetch whose response the page got.
  public static let allowed = Verdict(phase: nil, reason: nil)

  /// The verdict of a fetch stopped in `phase` for `reason`.
  public static func blocked(_ phase: Phase, _ reason: BlockReason) -> Verdict {
    Verdict(phase: phase, reason: reason)
  }

  /// Whether the page got the response.
  public var isAllowed: Bool { reason == nil }
}
