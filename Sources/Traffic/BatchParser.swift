/// Turns a batch's bytes into records; stateless, so that several batches are parsed at once.
public protocol BatchParser: Sendable {
  /// Fills ``Batch/records`` from ``Batch/bytes``.
  func parse(_ batch: inout Batch)
}
