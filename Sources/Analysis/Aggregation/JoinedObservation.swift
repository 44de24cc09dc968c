package import Traffic

/// An observation with what its preflight, or the one before it, tells of it.
package struct JoinedObservation: Sendable, BitwiseCopyable {
  /// The observation, as its preflight leaves it.
  package var observation: Observation
  /// Where it stands.
  package var position: Position
  /// What it means as a preflight.
  package var preflight = Correlation.PreflightPlace()
  /// What its preflight says of it.
  package var actual = Correlation.ActualPlace()
  /// Where the counts of its origin and of its route stand.
  var counts = Aggregate.CountPlaces()

  /// Takes an observation of the `batch` of which nothing more is known.
  @inline(__always)
  package init(_ observation: Observation, of batch: borrowing Batch) {
    self.observation = observation
    position = Position(
      source: batch.source,
      number: batch.firstPosition + Int(batch.records[observation.index].position))
  }
}
