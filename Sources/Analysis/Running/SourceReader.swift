import Traffic

/// One input while it is being read: a queue of batches in input order.
struct SourceReader {
  let index: Int
  /// Its number among all inputs, of other runs too.
  private let source: Int
  private var reader: any Ingestor
  private var queue: [(slot: Slot, task: Task<Void, Never>?)] = []
  private var ended = false
  private var nextPosition = 1
  private(set) var account = InputAccount()
  /// The batch that is being taken in.
  private(set) var current: Slot?

  init(index: Int, _ input: RunInput, source: Int) throws(IngestError) {
    self.index = index
    self.source = source
    reader = try input.open()
  }

  /// How many batches wait at most where reading finds the exchanges: it leaves the workers so
  /// little that further ones would wait for nothing, and take memory.
  private static let serialDepth = 2

  /// Reads ahead until `depth` batches wait or the input ends.
  mutating func readAhead(_ depth: Int, _ pool: inout SlotPool, parallel: Bool) {
    let isSerial = reader.parser is CompleteBatch
    let depth = isSerial ? min(depth, SourceReader.serialDepth) : depth
    while !ended, queue.count < depth {
      let slot = pool.take()
      let source = source
      var error: IngestError?
      let more = slot.withWork { work in
        work.batch.reset()
        work.batch.source = source
        do throws(IngestError) {
          return try reader.read(into: &work.batch)
        } catch let failure {
          error = failure
          return !work.batch.bytes.isEmpty || !work.batch.records.isEmpty
            || work.batch.positionCount > 0
        }
      }
      if let error { account.error = error }
      guard more else {
        ended = true
        account.format = reader.format
        account.notes = reader.notes
        pool.give(slot)
        return
      }
      let parser = reader.parser
      if parallel {
        queue.append((slot, Task { slot.examine(with: parser) }))
      } else {
        slot.examine(with: parser)
        queue.append((slot, nil))
      }
    }
  }

  /// Gives the slot of ``current`` back, to be used for a batch that is yet to be read.
  mutating func release(_ pool: inout SlotPool) {
    if let slot = current { pool.give(slot) }
    current = nil
  }

  /// Makes the next batch ``current``; `false` when there is none.
  mutating func advance(_ pool: inout SlotPool) async -> Bool {
    release(&pool)
    guard !queue.isEmpty else { return false }
    let (slot, task) = queue.removeFirst()
    await task?.value
    slot.withWork { work in
      work.batch.firstPosition = nextPosition
      account.refusals.merge(work.batch.refusals, base: nextPosition)
      account.exchanges += work.batch.own.count - work.examination.asides.total
      account.asides.merge(work.batch.asides)
      account.asides.merge(work.examination.asides)
      account.positions += work.batch.positionCount
      nextPosition += work.batch.positionCount
    }
    current = slot
    return true
  }
}
