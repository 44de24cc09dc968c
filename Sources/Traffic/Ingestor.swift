/// One input being read: a source of batches.
///
/// Reading is in order and by one task at a time; ``parse(_:)`` may run for several batches at
/// once, on other threads, and must not depend on what came before.
public protocol Ingestor {
  /// The format that was recognised or asked for.
  var format: InputFormat { get }

  /// Fills `batch`, which is empty, with the next part of the input.
  ///
  /// - Returns: `false` when the input has ended and the batch holds nothing.
  /// - Throws: `IngestError` when the input cannot be read on; the batch may still hold what came
  ///   before, and later calls return `false`.
  mutating func read(into batch: inout Batch) throws(IngestError) -> Bool

  /// The order-free part of the work: finds the exchanges in the batch's bytes.
  var parser: any BatchParser { get }
}

/// Turns a batch's bytes into records; stateless, so that several batches are parsed at once.
public protocol BatchParser: Sendable {
  /// Fills ``Batch/records`` from ``Batch/bytes``.
  func parse(_ batch: inout Batch)
}

/// The parser of ingestors whose batches are complete as read.
public struct CompleteBatch: BatchParser {
  /// Makes the parser.
  public init() {}

  /// Does nothing: the records are there already.
  public func parse(_ batch: inout Batch) {}
}
