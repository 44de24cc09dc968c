package import Traffic

/// A rule that looks at each exchange by itself: what it finds is evidence about the target.
package protocol TableRule: Rule {
  /// What was found so far.
  var table: EvidenceTable { get set }

  /// Whether an exchange of interest shows it.
  static func sight(_ observation: Observation, _ exchange: borrowing ExchangeView) -> Bool

  /// The words for a place, asked for only while places are kept.
  static func detail(_ exchange: borrowing ExchangeView) -> String

  /// What the evidence about one target comes to.
  static func summary(_ evidence: Evidence) -> String

  /// How sure such evidence is.
  static var confidence: Confidence { get }
}

extension TableRule {
  /// Traffic proves it.
  package static var confidence: Confidence { .certain }

  /// Whether the interest is all that is asked for.
  package static func sight(
    _ observation: Observation, _ exchange: borrowing ExchangeView
  ) -> Bool { true }

  /// Adds an exchange that shows it.
  package mutating func observe(
    _ observation: Observation, _ exchange: borrowing ExchangeView, at position: Position
  ) {
    guard Self.sight(observation, exchange) else { return }
    table.add(observation, at: position) { Self.detail(exchange) }
  }

  /// Joins what came later.
  package mutating func merge(_ other: Self) { table.merge(other.table) }

  /// One finding a target.
  package func findings(_ context: RuleContext) -> [Finding] {
    table.findings(Self.info, context, confidence: Self.confidence, summary: Self.summary)
  }
}
