/// How many entries of a recording are no exchange of their own, by kind.
public struct Asides: Sendable, BitwiseCopyable {
  private var counts = InlineArray<8, Int>(repeating: 0)

  /// Makes an empty account.
  public init() {}

  /// How many there are of `kind`.
  public subscript(kind: Aside) -> Int { counts[Int(kind.rawValue)] }

  /// How many there are in all.
  public var total: Int { counts.indices.reduce(0) { $0 + counts[$1] } }

  /// Counts one more.
  public mutating func add(_ kind: Aside) { counts[Int(kind.rawValue)] += 1 }

  /// Adds another account.
  public mutating func merge(_ other: Asides) {
    for index in counts.indices { counts[index] += other.counts[index] }
  }
}

extension Asides: Codable {
  /// Writes the counts in the order of the kinds.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.unkeyedContainer()
    for index in counts.indices { try values.encode(counts[index]) }
  }

  /// Reads what was encoded.
  ///
  /// - Throws: `DecodingError` where there are not as many counts as kinds.
  public init(from decoder: any Decoder) throws {
    self.init()
    var values = try decoder.unkeyedContainer()
    for index in counts.indices { counts[index] = try values.decode(Int.self) }
    guard values.isAtEnd else {
      throw DecodingError.dataCorruptedError(in: values, debugDescription: "more counts than kinds")
    }
  }
}
