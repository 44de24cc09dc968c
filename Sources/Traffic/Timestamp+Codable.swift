extension Timestamp: Codable {
  /// Writes the nanoseconds since 1970.
  public func encode(to encoder: any Encoder) throws {
    var value = encoder.singleValueContainer()
    try value.encode(nanoseconds)
  }

  /// Reads nanoseconds since 1970.
  public init(from decoder: any Decoder) throws {
    self.init(nanoseconds: try decoder.singleValueContainer().decode(Int64.self))
  }
}
