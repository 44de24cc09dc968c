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

  /// What the input could not show, one sentence each; whole once the input has ended.
  ///
  /// They may quote the input, so whoever prints them escapes them.
  var notes: [String] { get }

  /// The order-free part of the work: finds the exchanges in the batch's bytes.
  var parser: any BatchParser { get }
}

extension Ingestor {
  /// Nothing: most inputs show all that they hold.
  public var notes: [String] { [] }
}
