package import Traffic

/// What some of several inputs led to: it can be encoded, decoded elsewhere, and merged there with
/// what the others led to.
///
/// Each part is analysed by a ``Run`` that is told the number of its first input among all inputs,
/// so that a position names the same input in every part. Preflights and requests are joined, and
/// caches simulated, within a part only: an input belongs into one part, and so do the inputs of
/// servers that answer the same clients for the same targets.
///
/// Every `Encoder` and `Decoder` serves. What is decoded may be anybody's: what cannot be right is
/// refused with a `DecodingError` that has its path.
package struct PartialResult: Sendable {
  /// The version of the encoding; another one is refused.
  package static let version = 1

  /// One input, as far as a report needs it once it was read.
  package struct Input: Sendable, Codable {
    /// Its path, or `-`.
    package var name: String
    /// What it was recognised as.
    package var format: InputFormat
    /// The format that came second.
    package var runnerUp: String?
    /// What became of it.
    package var account: InputAccount

    /// The format, as it was known in the end.
    var finalFormat: InputFormat { account.format ?? format }

    /// The input as a run has it, but it cannot be opened again.
    var source: RunInput {
      RunInput(
        name: name, format: format, runnerUp: runnerUp, first: nil,
        open: { () throws(IngestError) in throw IngestError("read already") })
    }
  }

  /// Why two results cannot be merged.
  package enum Mismatch: Error, Equatable, CustomStringConvertible {
    /// The inputs of neither come right behind the other's.
    case inputs(Range<Int>, Range<Int>)
    /// Avoidable preflights were counted at different max-ages, in seconds.
    case maxAge(Int?, Int?)

    /// What is wrong and how to mend it.
    package var description: String {
      switch self {
      case .inputs(let own, let other):
        "results of inputs \(own) and \(other) cannot be merged: the inputs of one must follow those "
          + "of the other; tell each run the number of its first input"
      case .maxAge(let own, let other):
        "results for a max-age of \(own.map(String.init) ?? "none") and of "
          + "\(other.map(String.init) ?? "none") cannot be merged: analyse all parts with the same"
      }
    }
  }

  /// The number of the first input among all inputs.
  package private(set) var firstSource: Int
  /// The inputs, in their order.
  package private(set) var inputs: [Input]
  /// The max-age, in seconds, at which avoidable preflights were counted beside the engines' caps.
  package let maxAge: Int?
  /// What was counted without order.
  package private(set) var tally: Tally
  /// The figures.
  package private(set) var aggregate: Aggregate
  /// The preflights that nothing followed.
  package private(set) var leftovers: Leftovers
  /// The texts behind the hashes of the figures.
  package private(set) var names: Names
  /// The exchanges of which a browser's recording tells another outcome.
  package private(set) var disputes: Disputes
  /// When fetches began to be refused, or to be let through again.
  package private(set) var changes: PolicyChanges
  /// What was gathered for all rules.
  package private(set) var policies: PolicyBook
  /// What single rules have seen.
  package private(set) var rules: RuleStates

  /// Takes what a run over `inputs` led to.
  package init(inputs: [RunInput], outcomes: Run.Outcomes) {
    firstSource = outcomes.firstSource
    self.inputs = zip(inputs, outcomes.accounts).map { input, account in
      Input(
        name: input.name, format: input.format, runnerUp: input.runnerUp, account: account)
    }
    maxAge = outcomes.analyzer.maxAge
    tally = outcomes.tally
    aggregate = outcomes.analyzer.aggregate
    leftovers = Leftovers(of: outcomes.analyzer.correlation)
    names = outcomes.analyzer.names
    disputes = outcomes.analyzer.disputes
    changes = outcomes.analyzer.changes
    policies = outcomes.analyzer.policies
    rules = RuleStates(outcomes.analyzer.rules)
  }

  /// The numbers of the inputs.
  package var sources: Range<Int> { firstSource..<(firstSource + inputs.count) }

  /// Joins what inputs led to that come right behind these, or right before them.
  ///
  /// Where the order of time matters, `other` counts as the later one.
  ///
  /// - Throws: ``Mismatch``; nothing is joined then.
  package mutating func merge(_ other: PartialResult) throws(Mismatch) {
    guard maxAge == other.maxAge else { throw Mismatch.maxAge(maxAge, other.maxAge) }
    if sources.upperBound == other.firstSource {
      inputs += other.inputs
    } else if other.sources.upperBound == firstSource {
      firstSource = other.firstSource
      inputs = other.inputs + inputs
    } else {
      throw Mismatch.inputs(sources, other.sources)
    }
    tally.merge(other.tally)
    aggregate.merge(other.aggregate)
    leftovers.merge(other.leftovers)
    names.merge(other.names)
    disputes.merge(other.disputes)
    changes.merge(other.changes)
    policies.merge(other.policies)
    rules.merge(other.rules)
  }

  /// What the rules found, with what the operator says is meant so.
  func findings(_ intent: Intent) -> [Finding] {
    let before = Array(repeating: "", count: firstSource)
    return RuleRegistry.findings(
      of: rules.rules,
      RuleContext(
        names: names, inputs: before + inputs.map(\.name), intent: intent, policies: policies))
  }
}

extension PartialResult: Codable {
  private enum CodingKeys: String, CodingKey {
    case version, firstSource, inputs, maxAge, tally, aggregate, leftovers, names, disputes, changes
    case policies, rules
  }

  /// How many inputs a result may have, and how many may come before them.
  private static let inputLimit = 1 << 20

  package func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(PartialResult.version, forKey: .version)
    try values.encode(firstSource, forKey: .firstSource)
    try values.encode(inputs, forKey: .inputs)
    try values.encodeIfPresent(maxAge, forKey: .maxAge)
    try values.encode(tally, forKey: .tally)
    try values.encode(aggregate, forKey: .aggregate)
    try values.encode(leftovers, forKey: .leftovers)
    try values.encode(names, forKey: .names)
    try values.encode(disputes, forKey: .disputes)
    try values.encode(changes, forKey: .changes)
    try values.encode(policies, forKey: .policies)
    try values.encode(rules, forKey: .rules)
  }

  /// Reads what was encoded, be it by a stranger.
  ///
  /// - Throws: `DecodingError`, with the path to what cannot be right; for another version before
  ///   anything else is looked at.
  package init(from decoder: any Decoder) throws {
    let head = try CheckedDecoder(decoder).container(keyedBy: CodingKeys.self)
    let version = try head.decode(Int64.self, forKey: .version)
    guard version == Int64(PartialResult.version) else {
      throw head.wrong(
        .version,
        "version \(version) of a partial result, and only \(PartialResult.version) can be read: "
          + "analyse the part again with this version of corscope")
    }
    firstSource = try head.decode(Int.self, forKey: .firstSource)
    guard firstSource <= PartialResult.inputLimit else {
      throw head.wrong(.firstSource, "no run has so many inputs")
    }
    inputs = try head.list(.inputs, atMost: PartialResult.inputLimit)
    let sources = firstSource..<(firstSource + inputs.count)
    let values = try CheckedDecoder(decoder, sources: sources).container(keyedBy: CodingKeys.self)
    maxAge = try values.decodeIfPresent(Int.self, forKey: .maxAge)
    leftovers = try values.decode(Leftovers.self, forKey: .leftovers)
    names = try values.decode(Names.self, forKey: .names)
    rules = try values.decode(RuleStates.self, forKey: .rules)
    // Joined with nothing, whose tables have the right limits.
    tally = try values.joined(.tally)
    aggregate = try values.joined(.aggregate)
    disputes = try values.joined(.disputes)
    changes = try values.joined(.changes)
    policies = try values.joined(.policies)
  }
}

extension KeyedDecodingContainer {
  /// Reads what can be merged, and joins it with nothing.
  fileprivate func joined<Value: Mergeable & Decodable>(_ key: Key) throws -> Value {
    var value = Value()
    value.merge(try decode(Value.self, forKey: key))
    return value
  }
}
