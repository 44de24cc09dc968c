import Analysis
import ArgumentParser
import CAllocationCounter
import Capture
import Glibc
import Ingest
import Traffic

/// `corscope-bench measure FILE`: MB/s of CPU time, and allocations after the first batch.
struct MeasureCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "measure",
    abstract: "Analyses files with one worker; prints speed and allocations.")

  @Argument(help: "Logs, HAR files or captures, gzip or not.")
  var files: [String]

  @Option(help: "An nginx log_format; by default formats are recognised.")
  var format: String?

  @Flag(help: "Take text lines for those that 'generate text' writes.")
  var generated = false

  @Flag(help: "Only find the exchanges; judge and count nothing.")
  var parseOnly = false

  @Option(help: "How many runs.")
  var runs = 5

  mutating func run() throws {
    for file in files {
      for _ in 0..<max(1, runs) {
        let result = try measure(file)
        let megabytes = Double(result.bytes) / 1_000_000
        print(
          "\(file): \(result.exchanges) exchanges, \(rounded(megabytes)) MB in "
            + "\(rounded(result.seconds)) s of CPU: \(rounded(megabytes / result.seconds)) MB/s, "
            + "\(result.allocations) allocations after the first batch of \(result.batches)")
      }
    }
  }

  private struct Result {
    var bytes = 0
    var exchanges = 0
    var batches = 0
    var seconds = 0.0
    var allocations = 0
  }

  private func measure(_ file: String) throws -> Result {
    var reader = try open(file)
    var batch = Batch()
    var examination = Examination(filter: Filter())
    var analyzer = Analyzer()
    var result = Result()
    let parser = reader.parser
    let begun = clock()
    var counted: UInt = 0
    while true {
      batch.reset()
      guard try reader.read(into: &batch) else { break }
      parser.parse(&batch)
      if !parseOnly {
        examination.examine(batch)
        analyzer.observe(
          batch, &examination.observations, in: 0..<examination.observations.count)
      }
      result.batches += 1
      result.exchanges += batch.own.count
      if result.batches == 1 { counted = allocation_count() }
    }
    result.allocations = Int(allocation_count() - counted)
    result.seconds = Double(clock() - begun) / Double(CLOCKS_PER_SEC)
    result.bytes = try contentSize(file)
    return result
  }

  private func open(_ file: String) throws -> any Ingestor {
    let source = try ByteSource(path: file)
    if CaptureIngestor.recognises(source.head.span) {
      return CaptureIngestor(stream: source.stream, options: CaptureOptions())
    }
    if HARIngestor.recognises(source.head.span) { return HARIngestor(stream: source.stream) }
    if let format = generated ? TrafficGenerator.textFormat : format {
      let template = try NginxLogFormat.compile(format)
      return LineReader(
        stream: source.stream,
        format: InputFormat(
          name: "custom", summary: "", fields: template.fields, unit: .line),
        parser: TemplateFormat(template))
    }
    guard let best = LogRecognition.candidates(head: source.head).first else {
      throw LogRecognition.unrecognised(source.head)
    }
    return LineReader(stream: source.stream, format: best.format, parser: best.parser)
  }

  /// The size of the file's content, decompressed.
  private func contentSize(_ file: String) throws -> Int {
    var stream = try ByteSource(path: file).stream
    var buffer: [UInt8] = []
    var total = 0
    while true {
      buffer.removeAll(keepingCapacity: true)
      let count = try stream.read(1 << 20, into: &buffer)
      guard count > 0 else { return total }
      total += count
    }
  }

  private func rounded(_ value: Double) -> Double { (value * 100).rounded() / 100 }
}
