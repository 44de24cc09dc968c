import Synchronization
package import Traffic

/// A batch on its way: read by the coordinator, examined by a worker, observed in order, used
/// again.
package final class Slot: Sendable {
  /// What travels.
  package struct Work: Sendable {
    /// The input's bytes and records.
    package var batch = Batch()
    /// The judge, its judgements of this batch, and its counts of all batches.
    package var examination: Examination
    /// How many of the observations were taken in already.
    var cursor = 0
  }

  private let work: Mutex<Work>

  init(_ examination: Examination) {
    work = Mutex(Work(examination: examination))
  }

  /// Calls `body` with what travels; nobody else has it meanwhile.
  package func withWork<Result: Sendable>(_ body: (inout Work) -> Result) -> Result {
    work.withLock { body(&$0) }
  }

  /// The worker's part: finds the exchanges and judges them.
  func examine(with parser: any BatchParser) {
    work.withLock { work in
      parser.parse(&work.batch)
      work.examination.examine(work.batch)
      work.cursor = 0
    }
  }
}
