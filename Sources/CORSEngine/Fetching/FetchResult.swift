/// How a replayed fetch ended, as the page experienced it.
public struct FetchResult: Sendable {
  /// Whether the page got the response, and if not, where and why it was stopped.
  public var verdict = Verdict.allowed
  /// Every predicate that failed where the fetch was stopped.
  public var failed: BlockReasons = []
  /// What exactly was wrong with the header that the reason is about.
  public var detail = BlockDetail.none
  /// Whether what the page got is opaque: it cannot be read, by design.
  public var isOpaque = false
  /// Whether a CORS-preflight request went out.
  public var sentPreflight = false
  /// Whether the request itself went out.
  public var sentActual = false
  /// The names of the response's headers that the page can read: lower case, sorted.
  public var exposedHeaders: [[UInt8]] = []
  /// The name or text that the engine's own console or DevTools gives; `nil` where it gives none.
  public var browserError: [UInt8]?
  /// What was sent, in order.
  public var exchanges: [ReplayedExchange] = []

  /// Makes the result of a fetch that has not begun.
  init() {}
}
