/// One request of a replayed fetch with its answer.
public struct ReplayedExchange: Sendable {
  /// Whether it is a CORS-preflight request.
  public let isPreflight: Bool
  /// How many redirects led to it.
  public let hop: Int
  /// The URL asked for.
  public let url: [UInt8]
  /// The method; of a preflight, the method that it asks for.
  public let method: [UInt8]
  /// The Origin header; `nil` where none is sent.
  public let origin: [UInt8]?
  /// The names that a preflight asks for: lower case, sorted.
  public let requestedNames: [[UInt8]]
  /// What came back.
  public let answer: ServerAnswer
  /// The predicates that failed on the answer.
  public var failed: BlockReasons = []

  /// Puts an exchange together.
  public init(
    isPreflight: Bool, hop: Int, url: [UInt8], method: [UInt8], origin: [UInt8]?,
    requestedNames: [[UInt8]], answer: ServerAnswer
  ) {
    self.isPreflight = isPreflight
    self.hop = hop
    self.url = url
    self.method = method
    self.origin = origin
    self.requestedNames = requestedNames
    self.answer = answer
  }
}
