import Ingest
import Testing
import Traffic

@Suite("The reader of lines")
struct LineReaderTests {
  /// What was read: where each exchange stands, which it is, and what was refused where.
  private struct Outcome: Equatable {
    var lines: [Int] = []
    var targets: [String] = []
    var refusals: [Refusals.Example] = []
    var positions = 0
    var errors: [IngestError] = []
  }

  private func template() throws -> LogTemplate {
    try NginxLogFormat.compile("$msec $request_method $request_uri $status $http_user_agent")
  }

  private func read(_ stream: any ByteStream) throws -> Outcome {
    let template = try template()
    let format = InputFormat(name: "x", summary: "", fields: template.fields, unit: .line)
    let reader = LineReader(stream: stream, format: format, parser: TemplateFormat(template))
    var outcome = Outcome()
    var refusals = Refusals()
    var batch = Batch()
    while true {
      batch.reset()
      do {
        guard try reader.read(into: &batch) else { break }
      } catch {
        outcome.errors.append(error)
        continue
      }
      #expect(batch.bytes.count <= LineReader.blockSize + LineReader.lineLimit + 1)
      reader.parser.parse(&batch)
      for (index, record) in batch.records.enumerated() {
        outcome.lines.append(outcome.positions + Int(record.position) + 1)
        let view = ExchangeView(
          bytes: batch.bytes.span, records: batch.records.span, index: index)
        outcome.targets.append(view.text(.target) ?? "-")
      }
      refusals.merge(batch.refusals, base: outcome.positions + 1)
      outcome.positions += batch.positionCount
    }
    outcome.refusals = refusals.examples
    return outcome
  }

  @Test("goes past runs of NUL bytes, wherever a block ends, and counts them")
  func gaps() throws {
    for (before, count) in [
      (0, 1 << 19), (0, 64), (3, 64), (3, 5_000), (5_000, 1 << 20), (4_300, 200),
      // It goes on in the second block.
      (8_594, 200),
    ] {
      let bytes =
        lines(0..<before) + [UInt8](repeating: 0, count: count) + lines(before..<before + 4)
      let outcome = try read(MemoryStream(bytes))
      #expect(outcome.targets == (0..<before + 4).map { "/\($0)" }, "\(before) \(count)")
      #expect(outcome.refusals.map(\.reason) == [.gap], "\(before) \(count)")
      #expect(outcome.refusals.first?.position == before + 1)
    }
    // Many in one block, each told by its line.
    var many: [UInt8] = []
    for number in 0..<9_000 {
      many += lines(number..<number + 1) + [UInt8](repeating: 0, count: 63 + number % 3)
    }
    let outcome = try read(MemoryStream(many))
    #expect(outcome.targets.filter { $0 != "-" }.count >= 6_000)
    #expect(outcome.refusals.filter { $0.reason == .gap }.map(\.position) == [3, 4, 6, 7, 9])
    // Behind a line that is too long, of which the end came with it.
    let long = line(0, count: LineReader.lineLimit + 10) + [0x0A]
    let gap = [UInt8](repeating: 0, count: 200)
    let behind = try read(MemoryStream(long + lines(1..<4) + gap + lines(4..<6)))
    #expect(behind.targets == (1..<6).map { "/\($0)" })
    #expect(behind.refusals.filter { $0.reason == .gap }.map(\.position) == [5])
    // In the end of such a line, and right behind it.
    let inside = try read(MemoryStream(long.dropLast() + gap + [0x0A] + gap + lines(1..<3)))
    #expect(inside.targets == ["/1", "/2"])
    #expect(inside.refusals.filter { $0.reason == .gap }.map(\.position) == [2])
    // A few are what a client sent.
    let few = try read(MemoryStream(lines(0..<2) + [0, 0, 0] + lines(2..<4)))
    #expect(!few.refusals.contains { $0.reason == .gap })
    // One at the end, where the server goes on later.
    let last = try read(MemoryStream(lines(0..<2) + [UInt8](repeating: 0, count: 9_000)))
    #expect(last.targets == ["/0", "/1"])
  }

  /// A line for the target `/number`, `count` bytes long without its end.
  private func line(_ number: Int, count: Int = 60) -> [UInt8] {
    let text = utf8("1795365302.516 GET /\(number) 200 ")
    return text + [UInt8](repeating: 0x61, count: max(0, count - text.count))
  }

  private func lines(_ numbers: Range<Int>, count: Int = 60) -> [UInt8] {
    var bytes: [UInt8] = []
    for number in numbers {
      bytes += line(number, count: count)
      bytes.append(0x0A)
    }
    return bytes
  }

  @Test("reads all lines wherever its blocks end", arguments: [0, 1, 2, 100, 5000, 8191])
  func blocks(_ shift: Int) throws {
    var bytes = line(0, count: 60 + shift) + [0x0A]
    for number in 1..<400 { bytes += line(number, count: 40 + number * 7919 % 16_000) + [0x0A] }
    #expect(bytes.count > 2 * LineReader.blockSize)
    let outcome = try read(MemoryStream(bytes))
    #expect(outcome.lines == Array(1...400))
    #expect(outcome.targets == (0..<400).map { "/\($0)" })
    #expect(outcome.positions == 400)
    #expect(outcome.refusals.isEmpty)
  }

  @Test("reads the same behind a head and from a compressed file")
  func heads() throws {
    let bytes = lines(1..<301, count: 6000)
    let expected = try read(MemoryStream(bytes))
    for head in [1, 59, 60, 1 << 17] {
      let replay = ReplayStream(
        head: Array(bytes[..<head]), rest: MemoryStream(Array(bytes[head...])))
      #expect(try read(replay) == expected)
    }
    #expect(expected.lines.count == 300)
  }

  @Test("reads a last line without its end, blank lines and carriage returns")
  func ends() throws {
    let bytes = line(1) + [0x0D, 0x0A, 0x0A, 0x0D, 0x0A] + line(2)
    let outcome = try read(MemoryStream(bytes))
    #expect(outcome.lines == [1, 4])
    #expect(outcome.positions == 4)
    #expect(outcome.refusals.isEmpty)
    let ended = try read(MemoryStream(bytes + [0x0A]))
    #expect(ended == outcome)
  }

  @Test("of nothing reads nothing")
  func empty() throws { #expect(try read(MemoryStream([])) == Outcome()) }

  @Test(
    "refuses a line over the limit and reads on at the right line",
    arguments: [-1, 0, 1, 1000, LineReader.lineLimit, 2 * LineReader.lineLimit + 77])
  func long(_ over: Int) throws {
    let limit = LineReader.lineLimit
    for start in [0, 1, 3] {
      var bytes = lines(0..<start)
      bytes += line(start, count: limit + over) + [0x0A]
      bytes += lines(start + 1..<start + 4)
      let outcome = try read(MemoryStream(bytes))
      let refused = over >= 0
      let expected = (0..<start + 4).filter { !refused || $0 != start }
      #expect(outcome.lines == expected.map { $0 + 1 })
      #expect(outcome.targets == expected.map { "/\($0)" })
      #expect(outcome.refusals.map(\.reason) == (refused ? [.tooLong] : []))
      #expect(outcome.refusals.map(\.position) == (refused ? [start + 1] : []))
      #expect(outcome.positions == start + 4)
    }
  }

  @Test("refuses several long lines, the last without its end")
  func longLines() throws {
    let limit = LineReader.lineLimit
    var bytes = lines(1..<2, count: 3 * limit)
    bytes += lines(2..<3, count: limit + 5)
    bytes += lines(3..<4)
    bytes += line(4, count: 2 * limit + 9)
    let outcome = try read(MemoryStream(bytes))
    #expect(outcome.lines == [3])
    #expect(outcome.refusals.map(\.reason) == [.tooLong, .tooLong, .tooLong])
    #expect(outcome.refusals.map(\.position) == [1, 2, 4])
    #expect(outcome.positions == 4)
  }

  @Test("reads what came before an error, then tells it once", arguments: [0, 30, 61, 100])
  func errors(_ count: Int) throws {
    let error = IngestError("cannot be read on: i/o error")
    let bytes = Array((line(1) + [0x0A] + line(2) + [0x0A]).prefix(count))
    let outcome = try read(MemoryStream(bytes, failing: error))
    #expect(outcome.errors == [error])
    #expect(outcome.lines.first == (count >= 30 ? 1 : nil))
  }
}
