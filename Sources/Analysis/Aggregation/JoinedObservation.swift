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

  /// Takes an observation that stands at `position`, of which nothing more is known.
  @inline(__always)
  init(_ observation: Observation, at position: Position) {
    self.observation = observation
    self.position = position
  }
}
