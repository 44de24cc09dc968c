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
