package import Traffic

/// An observation with what its preflight, or the one before it, tells of it.
package struct JoinedObservation: Sendable, BitwiseCopyable {
  /// The observation, as its preflight leaves it.
  package var observation: Observation
  /// What it means as a preflight.
  package var preflight = Correlation.PreflightPlace()
  /// What its preflight says of it.
  package var actual = Correlation.ActualPlace()

  /// Takes an observation of which nothing more is known.
  package init(_ observation: Observation) { self.observation = observation }

  /// Where it stands.
  package func position(in batch: borrowing Batch) -> Position {
    Position(
      source: batch.source,
      number: batch.firstPosition + Int(batch.records[observation.index].position))
  }
}
