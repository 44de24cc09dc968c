/// The unit in which an input's positions count.
public enum PositionUnit: String, Sendable, Codable {
  /// A 1-based line of a text file.
  case line
  /// A 1-based packet of a capture.
  case packet
  /// A 1-based entry of a HAR file.
  case entry
}
