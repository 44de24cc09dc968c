/// What all rules have seen, in the order of their catalogue.
package struct RuleStates: Sendable {
  /// One of each rule.
  package private(set) var rules: [any Rule]

  /// Makes rules that have seen nothing.
  package init() { rules = RuleRegistry.all.map { $0.init() } }

  /// Takes over `rules`, which must be those of the registry in its order.
  init(_ rules: [any Rule]) {
    precondition(rules.count == RuleRegistry.all.count)
    self.rules = rules
  }
}

extension RuleStates: Mergeable {
  package mutating func merge(_ other: RuleStates) {
    for index in rules.indices { rules[index] = Self.merged(rules[index], other.rules[index]) }
  }

  private static func merged<Kind: Rule>(_ rule: Kind, _ other: any Rule) -> any Rule {
    guard let other = other as? Kind else { return rule }
    var rule = rule
    rule.merge(other)
    return rule
  }
}

extension RuleStates: Codable {
  /// A rule's id.
  private struct ID: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  /// Writes by its id what each rule keeps that keeps something of its own.
  package func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: ID.self)
    for rule in rules where !(rule is any DerivedRule) { try Self.encode(rule, into: &values) }
  }

  private static func encode<Kind: Rule>(
    _ rule: Kind, into values: inout KeyedEncodingContainer<ID>
  ) throws {
    try values.encode(rule, forKey: ID(stringValue: Kind.info.id))
  }

  /// Reads what was encoded.
  ///
  /// - Throws: `DecodingError` where what a rule keeps is not there, or no rule has such an id.
  package init(from decoder: any Decoder) throws {
    self.init()
    let values = try decoder.container(keyedBy: ID.self)
    var ids: Set<String> = []
    for index in rules.indices where !(rules[index] is any DerivedRule) {
      let (id, rule) = try Self.decode(like: rules[index], from: values)
      ids.insert(id)
      rules[index] = rule
    }
    if let unknown = values.allKeys.first(where: { !ids.contains($0.stringValue) }) {
      throw values.wrong(unknown, "no rule that keeps anything has this id")
    }
  }

  /// Reads a rule, and joins it with one that has seen nothing, whose tables have the right limits.
  private static func decode<Kind: Rule>(
    like _: Kind, from values: KeyedDecodingContainer<ID>
  ) throws -> (String, any Rule) {
    var rule = Kind()
    rule.merge(try values.decode(Kind.self, forKey: ID(stringValue: Kind.info.id)))
    return (Kind.info.id, rule)
  }
}
