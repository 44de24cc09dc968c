import Traffic

/// Reads inputs, several workers at a time, and hands their exchanges on in order.
///
/// The result does not depend on the number of workers: batches are examined by themselves, and
/// taken in one after the other.
package struct Run: Sendable {
  /// How far a run has come.
  package struct Progress: Sendable {
    /// Which input is being read.
    package var input: String
    /// Lines, packets or entries of it so far.
    package var positions: Int
    /// Bytes of content taken in so far, of all inputs.
    package var bytes: Int
    /// Exchanges so far, of all inputs.
    package var exchanges: Int
  }

  private let inputs: [RunInput]
  private let firstSource: Int
  private let filter: Filter
  private let jobs: Int
  private let keepsJudgements: Bool
  private let onProgress: @Sendable (Progress) -> Void

  /// Describes a run.
  ///
  /// - Parameters:
  ///   - inputs: What is read.
  ///   - firstSource: How many inputs come before these in other runs, with whose results this
  ///     one's is to be merged.
  ///   - filter: Which exchanges are taken.
  ///   - jobs: How many batches are examined at a time, at least 1.
  ///   - keepsJudgements: Whether every exchange's judgement is wanted.
  ///   - onProgress: Called after each batch.
  package init(
    inputs: [RunInput], firstSource: Int = 0, filter: Filter, jobs: Int,
    keepsJudgements: Bool = false,
    onProgress: @escaping @Sendable (Progress) -> Void = { _ in }
  ) {
    self.inputs = inputs
    self.firstSource = firstSource
    self.filter = filter
    self.jobs = max(1, jobs)
    self.keepsJudgements = keepsJudgements
    self.onProgress = onProgress
  }

  /// Hands over every batch, input by input.
  ///
  /// - Parameter consume: Called with each batch in order; `false` ends the run.
  /// - Returns: What became of each input.
  package func inOrder(_ consume: (inout Slot.Work) -> Bool) async -> [InputAccount] {
    var pool = SlotPool(Examination(filter: filter, keepsJudgements: keepsJudgements))
    var accounts = inputs.map { _ in InputAccount() }
    var progress = Progress(input: "", positions: 0, bytes: 0, exchanges: 0)
    for (index, input) in inputs.enumerated() {
      do throws(IngestError) {
        var reader = try SourceReader(index: index, input, source: firstSource + index)
        var goesOn = true
        while goesOn {
          // One worker needs one slot: its memory stays near.
          if jobs == 1 { reader.release(&pool) }
          reader.readAhead(jobs, &pool, parallel: jobs > 1)
          guard await reader.advance(&pool), let slot = reader.current else { break }
          goesOn = slot.withWork { consume(&$0) }
          report(slot, reader, &progress)
        }
        accounts[index] = reader.account
        guard goesOn else { return accounts }
      } catch {
        accounts[index].error = error
      }
    }
    return accounts
  }

  /// Analyses all inputs as one stream in time.
  ///
  /// - Parameter maxAge: An Access-Control-Max-Age, in seconds, at which to count avoidable
  ///   preflights.
  /// - Returns: What the exchanges led to.
  package func analyze(maxAge: Int? = nil) async -> Outcomes {
    var analyzer = Analyzer(maxAge: maxAge)
    var pool = SlotPool(Examination(filter: filter, keepsJudgements: false))
    var accounts = inputs.map { _ in InputAccount() }
    var progress = Progress(input: "", positions: 0, bytes: 0, exchanges: 0)
    var waiting = inputs.indices.sorted { left, right in
      let (first, second) = (start(of: left), start(of: right))
      return first == second ? left < right : first < second
    }
    var active: [SourceReader] = []
    while true {
      if active.isEmpty, waiting.isEmpty { break }
      let bound = active.compactMap { $0.nextStart }.min()
      if let next = waiting.first, active.isEmpty || start(of: next) <= (bound ?? .min) {
        waiting.removeFirst()
        await activate(next, &active, &accounts, &pool, &progress)
        continue
      }
      guard let chosen = active.indices.min(by: { active[$0].order < active[$1].order }) else {
        break
      }
      let own = active[chosen].index
      let others = active.indices.lazy.filter { $0 != chosen }.compactMap { other in
        active[other].nextStart.map { limit($0, of: active[other].index, for: own) }
      }
      let next = waiting.first.map { limit(start(of: $0), of: $0, for: own) }
      active[chosen].observe(upTo: min(others.min() ?? .max, next ?? .max), &analyzer)
      if active[chosen].isExhausted {
        let goesOn = await step(&active[chosen], active.count, &pool, &progress)
        if !goesOn { accounts[active[chosen].index] = active.remove(at: chosen).account }
      }
    }
    var tally = Tally()
    var bystanders = Bystanders()
    for slot in pool.all {
      slot.withWork { work in
        tally.merge(work.examination.tally)
        bystanders.merge(work.examination.bystanders)
      }
    }
    analyzer.learn(bystanders)
    analyzer.finish()
    return Outcomes(
      tally: tally, analyzer: analyzer, accounts: accounts, firstSource: firstSource)
  }

  /// What a run leads to.
  package struct Outcomes: Sendable {
    /// What was counted without order.
    package var tally: Tally
    /// What was found in order.
    package var analyzer: Analyzer
    /// What became of each input.
    package var accounts: [InputAccount]
    /// The number of the first input among those of all runs.
    package var firstSource = 0
  }

  /// The first instant of an input; one that is not known comes first.
  private func start(of index: Int) -> Int64 { inputs[index].first?.nanoseconds ?? .min }

  /// The last instant up to which the input `own` may go on before the input `other`, whose next is
  /// at `start`.
  ///
  /// Of equal times the earlier input's come first: the order must not depend on where batches end.
  private func limit(_ start: Int64, of other: Int, for own: Int) -> Int64 {
    other > own || start == .min ? start : start - 1
  }

  private func activate(
    _ index: Int, _ active: inout [SourceReader], _ accounts: inout [InputAccount],
    _ pool: inout SlotPool, _ progress: inout Progress
  ) async {
    do throws(IngestError) {
      var reader = try SourceReader(
        index: index, inputs[index], source: firstSource + index)
      if await step(&reader, active.count + 1, &pool, &progress) {
        active.append(reader)
      } else {
        accounts[index] = reader.account
      }
    } catch {
      accounts[index].error = error
    }
  }

  private func step(
    _ reader: inout SourceReader, _ active: Int, _ pool: inout SlotPool,
    _ progress: inout Progress
  ) async -> Bool {
    // The batches in flight are shared among the inputs that are read at once.
    let depth = max(1, jobs / max(1, active))
    if jobs == 1 { reader.release(&pool) }
    reader.readAhead(depth, &pool, parallel: jobs > 1)
    guard await reader.advance(&pool), let slot = reader.current else { return false }
    if jobs > 1 { reader.readAhead(depth, &pool, parallel: true) }
    report(slot, reader, &progress)
    return true
  }

  private func report(_ slot: Slot, _ reader: SourceReader, _ progress: inout Progress) {
    progress.input = inputs[reader.index].name
    progress.positions = reader.account.positions
    slot.withWork { work in
      progress.bytes += work.batch.inputCount + work.batch.skippedCount
      progress.exchanges += work.batch.own.count
    }
    onProgress(progress)
  }
}

extension SourceReader {
  /// When the next observation of the current batch began; `nil` when all were taken in.
  var nextStart: Int64? {
    current?.withWork { work in
      work.cursor < work.examination.observations.count
        ? work.examination.observations[work.cursor].observation.start.nanoseconds : nil
    }
  }

  /// Inputs whose next observation is earliest come first; those with none left must be read on.
  var order: (start: Int64, index: Int) { (nextStart ?? .min, index) }

  /// Whether the current batch was taken in wholly.
  var isExhausted: Bool { nextStart == nil }

  /// Takes in the observations that began no later than `limit`, and at least one.
  func observe(upTo limit: Int64, _ analyzer: inout Analyzer) {
    current?.withWork { work in
      let count = work.examination.observations.count
      var end = limit == .max ? count : min(work.cursor + 1, count)
      while end < count,
        work.examination.observations[end].observation.start.nanoseconds <= limit
      {
        end += 1
      }
      analyzer.observe(work.batch, &work.examination.observations, in: work.cursor..<end)
      work.cursor = end
    }
  }
}
