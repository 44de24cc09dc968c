import Synchronization
import Testing
import Traffic

@testable import Analysis

@Suite("Positions and progress of a run")
struct PositionTests {
  private static let lines = (0..<30).map { number in
    switch number {
    case 4, 17: "no exchange at all"
    case 11, 23: "\(number) GET https://app.example.com 200 -"
    default: "\(number) GET https://app.example.com 200 https://app.example.com"
    }
  }

  @Test("count lines from 1, whatever the batches", arguments: [1, 2, 3, 7, 29, 30, 100])
  func positions(_ perBatch: Int) async {
    for jobs in [1, 2, 8] {
      let found = await report(
        [
          .lines("a.log", Self.lines, perBatch: perBatch),
          .lines("b.log", Self.lines, perBatch: 4),
        ], jobs: jobs)
      #expect(found.inputs.map(\.positions) == [30, 30])
      #expect(found.inputs.map(\.exchanges) == [28, 28])
      for input in found.inputs {
        #expect(input.refused.map(\.reason) == ["not-this-format"])
        #expect(input.refused.first?.positions.map(\.number) == [5, 18])
      }
      let places = found.blocked.first?.examples.map { "\($0.source):\($0.position)" } ?? []
      #expect(Set(places) == ["a.log:12", "b.log:12", "a.log:24", "b.log:24"])
      #expect(found.blocked.count == 1)
    }
  }

  @Test("are known as batches are handed over in order")
  func inOrder() async {
    let inputs = [
      RunInput.lines("a.log", Self.lines, perBatch: 7),
      RunInput.lines("b.log", Self.lines, perBatch: 11),
    ]
    for jobs in [1, 3] {
      var seen: [[Int]] = []
      let run = Run(inputs: inputs, filter: Filter(), jobs: jobs, keepsJudgements: true)
      let accounts = await run.inOrder { work in
        seen.append([work.batch.source, work.batch.firstPosition, work.batch.records.count])
        return work.examination.judgements.count == work.batch.records.count
      }
      #expect(
        seen == [
          [0, 1, 6], [0, 8, 7], [0, 15, 6], [0, 22, 7], [0, 29, 2],
          [1, 1, 10], [1, 12, 10], [1, 23, 8],
        ])
      #expect(accounts.map(\.positions) == [30, 30])
    }
  }

  @Test("end with the batch at which the consumer has enough")
  func enough() async {
    var batches = 0
    let run = Run(
      inputs: [.lines("a.log", Self.lines, perBatch: 3), .lines("b.log", Self.lines, perBatch: 3)],
      filter: Filter(), jobs: 4)
    let accounts = await run.inOrder { _ in
      batches += 1
      return batches < 3
    }
    #expect(batches == 3)
    #expect(accounts.map(\.positions) == [9, 0])
  }

  @Test("are told as the run goes on, up to the whole", arguments: [1, 4])
  func progress(_ jobs: Int) async {
    let told = Mutex<[Run.Progress]>([])
    let inputs = [
      RunInput.lines("a.log", Self.lines, perBatch: 10),
      RunInput.lines("b.log", Self.lines, perBatch: 10),
    ]
    let run = Run(
      inputs: inputs, filter: Filter(), jobs: jobs,
      onProgress: { progress in told.withLock { $0.append(progress) } })
    _ = await run.analyze()
    let all = told.withLock { $0 }
    #expect(all.count == 6)
    #expect(Set(all.map(\.input)) == ["a.log", "b.log"])
    #expect(zip(all, all.dropFirst()).allSatisfy { $0.exchanges < $1.exchanges })
    #expect(all.last?.exchanges == 56)
    #expect(all.last?.positions == 30)
    let bytes = Self.lines.reduce(0) { $0 + $1.utf8.count + 1 }
    #expect(all.last?.bytes == 2 * bytes)
  }
}
