/// What an input held that could not be used: a count a reason, and where each was first seen.
public struct Refusals: Sendable {
  /// One place at which something was refused.
  public struct Example: Sendable, Hashable, Codable {
    /// Why.
    public var reason: LineError
    /// The 0-based line, packet or entry in the batch; 1-based in the input once merged.
    public var position: Int
    /// The 1-based column in bytes; 0 where there is none.
    public var column: Int
  }

  /// How many examples are kept of each reason.
  public static let exampleLimit = 5

  /// The counts, by ``LineError/rawValue``.
  public private(set) var counts: [Int]
  /// The first examples of each reason, in the order seen.
  public private(set) var examples: [Example]

  /// Makes an empty account.
  public init() {
    counts = Array(repeating: 0, count: LineError.allCases.count)
    examples = []
  }

  /// Empties the account and keeps its memory.
  public mutating func reset() {
    guard !examples.isEmpty || counts.contains(where: { $0 != 0 }) else { return }
    for index in counts.indices { counts[index] = 0 }
    examples.removeAll(keepingCapacity: true)
  }

  /// Counts one refusal at `position`, and keeps it as an example if it is among the first.
  public mutating func add(_ reason: LineError, position: Int, column: Int = 0) {
    counts[Int(reason.rawValue)] += 1
    guard counts[Int(reason.rawValue)] <= Refusals.exampleLimit else { return }
    examples.append(Example(reason: reason, position: position, column: column))
  }

  /// Adds a later batch's account, its positions moved by `base`.
  public mutating func merge(_ other: Refusals, base: Int) {
    for example in other.examples {
      let kept = examples.lazy.filter { $0.reason == example.reason }.count
      guard kept < Refusals.exampleLimit else { continue }
      examples.append(
        Example(
          reason: example.reason, position: base + example.position, column: example.column))
    }
    for index in counts.indices { counts[index] += other.counts[index] }
  }

  /// Moves the columns of the examples that have one by what `shift` gives for their position.
  public mutating func moveColumns(by shift: (Int) -> Int) {
    for index in examples.indices where examples[index].column > 0 {
      examples[index].column += shift(examples[index].position)
    }
  }

  /// How many were refused for `reason`.
  public func count(_ reason: LineError) -> Int { counts[Int(reason.rawValue)] }

  /// How many were refused in all; what was put right is none of them.
  public var total: Int {
    LineError.allCases.reduce(0) { $0 + ($1.isRepair ? 0 : count($1)) }
  }
}

extension Refusals: Codable {
  private enum CodingKeys: String, CodingKey { case counts, examples }

  /// Reads what was encoded.
  ///
  /// - Throws: `DecodingError` where there are not as many counts as reasons, or more examples than
  ///   are kept.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    counts = try values.decode([Int].self, forKey: .counts)
    examples = try values.decode([Example].self, forKey: .examples)
    guard counts.count == LineError.allCases.count else {
      throw DecodingError.dataCorruptedError(
        forKey: .counts, in: values, debugDescription: "not one a reason")
    }
    guard examples.count <= Refusals.exampleLimit * counts.count else {
      throw DecodingError.dataCorruptedError(
        forKey: .examples, in: values, debugDescription: "more than are kept")
    }
  }
}
