import Traffic

/// The name or text that an engine's own console or DevTools gives a failed check.
public struct EngineError: Sendable {
  /// Where the fetch was stopped.
  public var phase: Phase
  /// The answer's status; 0 without one.
  public var status: Int
  /// The request's Origin header.
  public var origin: [UInt8]
  /// The combined Access-Control-Allow-Origin; `nil` when absent.
  public var allowOrigin: [UInt8]?
  /// Whether that header stood on several lines.
  public var isRepeated = false
  /// The combined Access-Control-Allow-Methods; `nil` when absent.
  public var allowMethods: [UInt8]?
  /// The combined Access-Control-Allow-Headers; `nil` when absent.
  public var allowHeaders: [UInt8]?
  /// The method that was asked for.
  public var method: [UInt8] = []
  /// The first header that was refused, as its author wrote it.
  public var refusedName: [UInt8] = []
  /// Where the answer leads to, if it is a redirect.
  public var location: [UInt8]?

  /// Describes an answer.
  public init(phase: Phase, status: Int, origin: [UInt8], allowOrigin: [UInt8]?) {
    self.phase = phase
    self.status = status
    self.origin = origin
    self.allowOrigin = allowOrigin
  }

  /// What the engine of `profile` says of `reason`; `nil` where it says nothing of CORS.
  public func text(_ reason: BlockReason, _ profile: BrowserProfile) -> [UInt8]? {
    switch profile {
    case .fetch: return nil
    case .chromium:
      return ChromiumError.name(
        reason, phase: phase, status: status, allowOrigin: allowOrigin?.span
      ).map { Array($0.utf8) }
    case .firefox:
      return FirefoxError.category(reason, isRepeated: isRepeated, isCORS: true).map {
        Array($0.utf8)
      }
    case .webkit: return webkit(reason)
    }
  }

  private func webkit(_ reason: BlockReason) -> [UInt8]? {
    guard
      let text = WebKitError.corsCheck(
        reason, origin: origin, status: status, allowOrigin: allowOrigin)
    else { return phase == .preflight ? WebKitError.preflight(reason, self) : nil }
    guard phase != .preflight, let location else { return text }
    return WebKitError.redirect(to: location, text)
  }
}
