import Traffic

@testable import Analysis

extension Analyzer {
  /// Takes in the `range` of a batch's `observations`, which stay as they are.
  mutating func observe(
    _ batch: borrowing Batch, _ observations: [JoinedObservation], in range: Range<Int>
  ) {
    var observations = observations
    observe(batch, &observations, in: range)
  }
}
