/// Why an input could not be read, or not to its end; what was read before stands.
public struct IngestError: Error, Sendable, Hashable, Codable {
  /// What is wrong, in lower case without a full stop.
  public var message: String
  /// How to mend it; empty where there is nothing to say.
  public var mend: String

  /// Makes an error with its remedy.
  public init(_ message: String, mend: String = "") {
    self.message = message
    self.mend = mend
  }
}
