package import Traffic

/// A rule that keeps nothing of its own: it reads what was gathered for all rules.
package protocol DerivedRule: Rule {}

extension DerivedRule {
  /// Nothing: no exchange has this fact.
  package static var interest: Facts { .never }

  /// Does nothing.
  package mutating func observe(
    _ observation: Observation, _ exchange: borrowing ExchangeView, at position: Position
  ) {}

  /// Does nothing: there is nothing to join.
  package mutating func merge(_ other: Self) {}
}
