package import Traffic

/// What is fixed about a rule; the words that reports and `corscope rules` print.
package struct RuleInfo: Sendable {
  /// The permanent kebab-case id.
  package let id: String
  /// How bad what it finds is.
  package let severity: Severity
  /// What it finds, one sentence.
  package let finds: String
  /// Why that is bad, one or two sentences.
  package let why: String
  /// An example of what it finds, as header lines.
  package let example: String
  /// What to do instead.
  package let mend: String
  /// The canonical fields without which it can find nothing.
  package let needs: FieldSet
}

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
