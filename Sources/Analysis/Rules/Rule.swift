package import Traffic

/// A misconfiguration that traffic can show.
///
/// A rule sees the exchanges with CORS evidence in input order and reports once, at the end. What it
/// keeps is bounded, and two rules of a kind that saw different exchanges can be merged.
package protocol Rule: Mergeable {
  /// What is fixed about it.
  static var info: RuleInfo { get }

  /// The facts that must all hold for ``observe(_:_:at:)`` to be called.
  static var interest: Facts { get }

  /// Looks at one exchange.
  mutating func observe(
    _ observation: Observation, _ exchange: borrowing ExchangeView, at position: Position)

  /// Takes in what all the exchanges without Origin showed together, before ``findings(_:_:)``.
  mutating func learn(_ bystanders: Bystanders)

  /// What was found; `names` tells the texts behind hashes.
  func findings(_ names: Names, _ inputs: [String]) -> [Finding]
}

extension Rule {
  /// Learns nothing: most rules are about requests with an Origin.
  package mutating func learn(_ bystanders: Bystanders) {}
}
