import Analysis
import ArgumentParser
import CAllocationCounter
import Glibc
import Ingest
import Traffic

/// `corscope-bench judge`: what one judgement of a recorded exchange costs.
struct JudgeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "judge",
    abstract: "Judges exchanges over and over; prints nanoseconds of CPU and allocations each.")

  /// How many different exchanges there are.
  private static let variety = 20_000

  @Option(help: "How many rounds over the exchanges.")
  var rounds = 20

  @Argument(help: "A log whose first block is judged; by default generated traffic.")
  var file: String?

  mutating func run() throws {
    let batch = try batch()
    let bytes = batch.bytes.span
    let records = batch.records.span
    var judge = Judge()
    for kind in [Kind?.none, .cors, .preflight] {
      var indices: [Int] = []
      for index in records.indices {
        let exchange = ExchangeView(bytes: bytes, records: records, index: index)
        if kind == nil || judge.judge(exchange).kind == kind { indices.append(index) }
      }
      guard !indices.isEmpty else { continue }
      let allocations = allocation_count()
      let begun = clock()
      var blocked = 0
      for _ in 0..<max(1, rounds) {
        for index in indices {
          let exchange = ExchangeView(bytes: bytes, records: records, index: index)
          if judge.judge(exchange).outcome == .blocked { blocked += 1 }
        }
      }
      let seconds = Double(clock() - begun) / Double(CLOCKS_PER_SEC)
      let count = indices.count * max(1, rounds)
      print(
        "\(kind?.name ?? "all"): \(count) judgements, \(blocked) blocked, "
          + "\(Int(seconds * 1e9 / Double(count))) ns and "
          + "\(Double(allocation_count() - allocations) / Double(count)) allocations each")
    }
  }

  private func batch() throws -> Batch {
    var batch = Batch()
    let content: [UInt8]
    if let file {
      content = try ByteSource(path: file).head
    } else {
      var generator = TrafficGenerator(seed: 1)
      content = (0..<Self.variety).flatMap { _ in Array(generator.next(.json).utf8) }
    }
    guard let best = LogRecognition.candidates(head: Array(content.prefix(1 << 16))).first else {
      throw LogRecognition.unrecognised(content)
    }
    batch.bytes = content
    batch.inputCount = content.count
    best.parser.parse(&batch)
    return batch
  }
}
