extension CodingUserInfoKey {
  /// The numbers (`Range<Int>`) of the inputs in which a decoded ``Position`` may lie; without it
  /// any number does.
  public static let sources = CodingUserInfoKey(rawValue: "sources")
}

extension Position: Codable {
  /// Whether it stands for no place at all, which comes after all places.
  public var isNowhere: Bool { source == Int(Int32.max) }

  /// Writes input, number and column.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.unkeyedContainer()
    try values.encode(Int64(source))
    try values.encode(Int64(number))
    try values.encode(Int64(column))
  }

  /// Reads input, number and column.
  ///
  /// - Throws: `DecodingError` where it is no place in any of the inputs that the decoder's
  ///   `userInfo` allows, nor nowhere.
  public init(from decoder: any Decoder) throws {
    var values = try decoder.unkeyedContainer()
    let source = try values.decode(Int64.self)
    let number = try values.decode(Int64.self)
    let column = try values.decode(Int64.self)
    let sources =
      CodingUserInfoKey.sources.flatMap { decoder.userInfo[$0] } as? Range<Int>
      ?? 0..<Int(Int32.max)
    let isNowhere = source == Int64(Int32.max) && number == 0 && column == 0
    guard values.isAtEnd, isNowhere || sources.contains(Int(source)),
      (0...1 << 44).contains(number), (0...Int64(Int32.max)).contains(column)
    else {
      throw DecodingError.dataCorrupted(
        DecodingError.Context(
          codingPath: decoder.codingPath, debugDescription: "no place in any of the inputs"))
    }
    self.init(source: Int(source), number: Int(number), column: Int(column))
  }
}
