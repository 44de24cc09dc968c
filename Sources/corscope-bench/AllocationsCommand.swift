import Analysis
import ArgumentParser
import CAllocationCounter
import Ingest
import Traffic

/// `corscope-bench allocations`: fails when lines like earlier ones need allocations.
///
/// Only a release build can pass: without optimisation Swift allocates here and there.
struct AllocationsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "allocations",
    abstract: "Checks that the number of lines does not change the number of allocations.")

  /// How many different lines there are; they come over and over.
  ///
  /// Few enough for every table: one that is full gives keys up and takes others in, and that
  /// costs.
  private static let variety = 4_000
  /// How often they come, and how often before it is counted: some tables take a key in at its
  /// sixteenth coming only.
  private static let rounds = 48
  private static let warmingRounds = 18

  mutating func run() throws {
    for shape in TrafficGenerator.Shape.allCases {
      var generator = TrafficGenerator(seed: 1)
      let content = (0..<Self.variety).flatMap { _ in Array(generator.next(shape).utf8) }
      let (count, lines, blocks) = try allocations(content, shape)
      print("\(shape.rawValue): \(count) allocations for \(lines) lines in \(blocks) blocks")
      // A block, of a thousand lines or so, may cost one; a line none.
      guard count <= UInt(blocks) else {
        print("lines that are like earlier ones need allocations")
        throw ExitCode(1)
      }
    }
  }

  /// The allocations in the last rounds over `content`, and the lines and blocks there.
  private func allocations(
    _ content: [UInt8], _ shape: TrafficGenerator.Shape
  ) throws -> (count: UInt, lines: Int, blocks: Int) {
    let reader = try reader(Rounds(content: content, left: Self.rounds), content, shape)
    let parser = reader.parser
    var batch = Batch()
    var examination = Examination(filter: Filter())
    var analyzer = Analyzer()
    var bytes = 0
    var lines = 0
    var blocks = 0
    var begin: UInt?
    while true {
      batch.reset()
      guard try reader.read(into: &batch) else { break }
      parser.parse(&batch)
      examination.examine(batch)
      analyzer.observe(
        batch, &examination.observations, in: 0..<examination.observations.count)
      bytes += batch.inputCount
      if begin != nil {
        lines += batch.own.count
        blocks += 1
      }
      if begin == nil, bytes > content.count * Self.warmingRounds { begin = allocation_count() }
    }
    return (allocation_count() - (begin ?? 0), lines, blocks)
  }

  private func reader(
    _ stream: Rounds, _ content: [UInt8], _ shape: TrafficGenerator.Shape
  ) throws -> LineReader {
    if shape == .text {
      let template = try NginxLogFormat.compile(TrafficGenerator.textFormat)
      let format = InputFormat(
        name: "text", summary: "", fields: template.fields, unit: .line)
      return LineReader(stream: stream, format: format, parser: TemplateFormat(template))
    }
    guard let best = LogRecognition.candidates(head: Array(content.prefix(1 << 16))).first else {
      throw ValidationError("the generator's own lines are not recognised")
    }
    return LineReader(stream: stream, format: best.format, parser: best.parser)
  }
}

/// A stream that gives the same bytes over and over.
private struct Rounds: ByteStream {
  let content: [UInt8]
  var left: Int
  private var cursor = 0

  init(content: [UInt8], left: Int) {
    self.content = content
    self.left = left
  }

  mutating func read(_ count: Int, into buffer: inout [UInt8]) throws(IngestError) -> Int {
    var total = 0
    while total < count, left > 0 {
      let taken = min(count - total, content.count - cursor)
      buffer.append(contentsOf: content[cursor..<cursor + taken])
      total += taken
      cursor += taken
      if cursor == content.count {
        cursor = 0
        left -= 1
      }
    }
    return total
  }
}
