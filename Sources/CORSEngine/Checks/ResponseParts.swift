/// The parts of a response that an input shows; checks judge only these.
public struct ResponseParts: OptionSet, Sendable, BitwiseCopyable, Hashable {
  /// One bit a part.
  public var rawValue: UInt8

  /// Makes the set whose bits are `rawValue`.
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// The status code.
  public static let status = ResponseParts(rawValue: 1 << 0)
  /// Access-Control-Allow-Origin, or that it was not sent.
  public static let allowOrigin = ResponseParts(rawValue: 1 << 1)
  /// Access-Control-Allow-Credentials, or that it was not sent.
  public static let allowCredentials = ResponseParts(rawValue: 1 << 2)
  /// Access-Control-Allow-Methods, or that it was not sent.
  public static let allowMethods = ResponseParts(rawValue: 1 << 3)
  /// Access-Control-Allow-Headers, or that it was not sent.
  public static let allowHeaders = ResponseParts(rawValue: 1 << 4)
  /// Everything that a check can ask for.
  public static let all: ResponseParts = [
    .status, .allowOrigin, .allowCredentials, .allowMethods, .allowHeaders,
  ]
}
