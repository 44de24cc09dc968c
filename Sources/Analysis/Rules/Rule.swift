package import Traffic

/// A misconfiguration that traffic can show.
///
/// A rule sees the exchanges with CORS evidence in input order and reports once, at the end. What
/// it keeps is bounded, two rules of a kind that saw different exchanges can be merged, and what
/// one keeps can be encoded to be merged elsewhere.
package protocol Rule: Mergeable, Codable {
  /// What is fixed about it.
  static var info: RuleInfo { get }

  /// The facts that must all hold for ``observe(_:_:at:)`` to be called.
  static var interest: Facts { get }

  /// Further facts, of which one at least must hold too; by itself any will do.
  static var either: Facts { get }

  /// Looks at one exchange.
  mutating func observe(
    _ observation: Observation, _ exchange: borrowing ExchangeView, at position: Position)

  /// Looks at those of a batch's exchanges for which all the facts of `interest`, and one of
  /// ``either``, hold, in order; `facts` are those of `joined`.
  ///
  /// A requirement only so that each rule has a loop of its own, compiled with it.
  mutating func observe(
    _ joined: borrowing Span<JoinedObservation>, _ facts: borrowing FactColumns,
    of batch: borrowing Batch, if interest: Facts)

  /// What was found.
  func findings(_ context: RuleContext) -> [Finding]
}

extension Rule {
  /// The interest is all that is asked for.
  package static var either: Facts { .all }

  /// Looks at them one after the other.
  package mutating func observe(
    _ joined: borrowing Span<JoinedObservation>, _ facts: borrowing FactColumns,
    of batch: borrowing Batch, if interest: Facts
  ) {
    let bytes = batch.bytes.span
    let records = batch.records.span
    var choice = facts.choice(all: interest, either: Self.either)
    while let index = choice.next() {
      let exchange = ExchangeView(
        bytes: bytes, records: records, index: joined[index].observation.index)
      observe(joined[index].observation, exchange, at: joined[index].position)
    }
  }
}
