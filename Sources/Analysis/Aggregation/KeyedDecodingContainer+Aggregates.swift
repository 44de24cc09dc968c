extension KeyedDecodingContainer {
  /// Reads a list.
  ///
  /// - Throws: `DecodingError` where it has more than `limit` elements; no further one is read.
  func list<Element: Decodable>(_ key: Key, atMost limit: Int) throws -> [Element] {
    guard contains(key) else {
      throw DecodingError.keyNotFound(
        key, DecodingError.Context(codingPath: codingPath, debugDescription: "not there"))
    }
    var elements = try nestedUnkeyedContainer(forKey: key)
    var list: [Element] = []
    while !elements.isAtEnd {
      guard list.count < limit else { throw wrong(key, "more than \(limit)") }
      list.append(try elements.decode(Element.self))
    }
    return list
  }

  /// Reads exactly `number` counts.
  ///
  /// - Throws: `DecodingError` where there are more or fewer.
  func counts(_ key: Key, _ number: Int) throws -> [Int] {
    let counts: [Int] = try list(key, atMost: number)
    guard counts.count == number else { throw wrong(key, "not \(number) counts") }
    return counts
  }

  /// Reads a counter of different things.
  ///
  /// - Throws: `DecodingError` where it could not be merged with `other`.
  func counter(_ key: Key, like other: DistinctCount) throws -> DistinctCount {
    let counter = try decode(DistinctCount.self, forKey: key)
    guard counter.isLike(other) else { throw wrong(key, "of another precision") }
    return counter
  }

  /// The error that the value under `key` cannot be used.
  func wrong(_ key: Key, _ what: String) -> DecodingError {
    DecodingError.dataCorrupted(
      DecodingError.Context(codingPath: codingPath + [key], debugDescription: what))
  }
}
