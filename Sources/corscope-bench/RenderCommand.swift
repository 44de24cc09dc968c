import Analysis
import ArgumentParser
import Glibc
import Ingest
import Reports
import Traffic

/// `corscope-bench render`: how long a large report takes in each format.
struct RenderCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "render",
    abstract: "Renders a large report in every format; prints CPU time and size.")

  @Argument(help: "A log, such as 'corscope-bench quarter' writes it.")
  var file: String

  @Option(help: "How many runs; the median is printed.")
  var runs = 5

  mutating func run() async throws {
    let report = try await report(file)
    let origins = Set(report.blocked.map(\.origin)).count
    let days = report.period.map { Int(($0.last - $0.first) / 86_400) } ?? 0
    print(
      "\(report.findings.count) findings, \(report.blocked.count) blocked groups of \(origins) "
        + "origins, \(report.timeline.count) slices of \(days) days")
    for format in ReportFormat.all {
      let options = RenderOptions(width: 120, color: true, links: true)
      var times: [Double] = []
      var size = 0
      // The first run reads what is made once, such as the template: it counts, too.
      for _ in 0..<max(1, runs) {
        let begun = clock()
        size = format.renderer(options).render(report).count
        times.append(Double(clock() - begun) / Double(CLOCKS_PER_SEC) * 1000)
      }
      let first = rounded(times[0])
      let median = rounded(times.sorted()[times.count / 2])
      print("\(format.names[0]): \(first) ms at first, \(median) ms then, \(size) bytes")
    }
  }

  /// The report on the file.
  private func report(_ file: String) async throws -> Report {
    let source = try ByteSource(path: file)
    guard let best = LogRecognition.candidates(head: source.head).first else {
      throw LogRecognition.unrecognised(source.head)
    }
    let input = RunInput(
      name: file, format: best.format, runnerUp: nil, first: nil
    ) { () throws(IngestError) in
      LineReader(
        stream: try ByteSource(path: file).stream, format: best.format, parser: best.parser)
    }
    let outcomes = await Run(inputs: [input], filter: Filter(), jobs: 1).analyze()
    return ReportBuilder(inputs: [input], outcomes: outcomes).report(version: "bench")
  }

  private func rounded(_ value: Double) -> Double { (value * 10).rounded() / 10 }
}
