import Analysis
import CAllocationCounter
import Foundation
import Ingest
import Testing
import Traffic

@Suite("Memory")
struct AllocationTests {
  /// A stream that gives the same bytes over and over.
  private struct Repeated: ByteStream {
    let content: [UInt8]
    var rounds: Int

    mutating func read(_ count: Int, into buffer: inout [UInt8]) throws(IngestError) -> Int {
      guard rounds > 0 else { return 0 }
      // The reader expects whole blocks until the end.
      var total = 0
      while rounds > 0, total + content.count <= count {
        buffer.append(contentsOf: content)
        total += content.count
        rounds -= 1
      }
      while total < count, rounds > 0 {
        buffer.append(0x0A)
        total += 1
      }
      return total
    }
  }

  /// How many blocks are allocated after the first two batches.
  private func allocations(rounds: Int, format: String, content: [UInt8]) throws -> (UInt, Int) {
    let template = try NginxLogFormat.compile(format)
    let reader = LineReader(
      stream: Repeated(content: content, rounds: rounds),
      format: InputFormat(name: "test", summary: "", fields: template.fields, unit: .line),
      parser: TemplateFormat(template))
    var batch = Batch()
    var examination = Examination(filter: Filter())
    var analyzer = Analyzer()
    var batches = 0
    var lines = 0
    var begin: UInt = 0
    let parser = reader.parser
    while true {
      batch.reset()
      guard try reader.read(into: &batch) else { break }
      parser.parse(&batch)
      examination.examine(batch)
      analyzer.observe(
        batch, examination.observations, in: 0..<examination.observations.count)
      lines += batch.records.count
      batches += 1
      if batches == 2 { begin = allocation_count() }
    }
    return (allocation_count() - begin, lines)
  }

  @Test("is not allocated a line: the number of lines does not matter")
  func isNotAllocatedPerLine() throws {
    let samples = Tool.root.appendingPathComponent("samples")
    let format = try String(
      contentsOf: samples.appendingPathComponent("nginx-cors.conf"), encoding: .utf8)
    let content = [UInt8](
      try Data(contentsOf: samples.appendingPathComponent("nginx-cors.log")))
    let (few, fewLines) = try allocations(rounds: 210, format: format, content: content)
    let (many, manyLines) = try allocations(rounds: 630, format: format, content: content)
    #expect(fewLines == 210 * 50)
    #expect(manyLines == 630 * 50)
    // A debug build allocates here and there; a line would show as tens of thousands.
    #expect(many < few + 2000, "\(few) for \(fewLines) lines, \(many) for \(manyLines)")
  }
}
