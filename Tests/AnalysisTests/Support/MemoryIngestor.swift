import Traffic

@testable import Analysis

/// Serves exchanges in batches as they were cut, and may fail at the end.
struct MemoryIngestor: Ingestor {
  let format: InputFormat
  var pieces: ArraySlice<[Sent]>
  var error: IngestError?
  /// Whether the error comes together with the last batch.
  var failsWithLast = false

  var parser: any BatchParser { CompleteBatch() }

  mutating func read(into batch: inout Batch) throws(IngestError) -> Bool {
    guard let piece = pieces.popFirst() else {
      guard let failure = error else { return false }
      error = nil
      throw failure
    }
    for sent in piece { batch.append(sent) }
    batch.inputCount = batch.bytes.count
    batch.positionCount = piece.count
    if pieces.isEmpty, failsWithLast, let failure = error {
      error = nil
      throw failure
    }
    return true
  }
}

/// Reads lines `SECONDS METHOD ORIGIN STATUS ALLOW-ORIGIN`, `-` being absent; the work of finding
/// exchanges is the parser's.
struct LineIngestor: Ingestor {
  let format: InputFormat
  var lines: ArraySlice<String>
  let linesPerBatch: Int

  var parser: any BatchParser { Parser() }

  mutating func read(into batch: inout Batch) throws(IngestError) -> Bool {
    let part = lines.prefix(linesPerBatch)
    lines = lines.dropFirst(linesPerBatch)
    for line in part { batch.bytes += Array((line + "\n").utf8) }
    batch.inputCount = batch.bytes.count
    batch.positionCount = part.count
    return !part.isEmpty
  }

  struct Parser: BatchParser {
    func parse(_ batch: inout Batch) {
      let lines = String(decoding: batch.bytes, as: UTF8.self).split(separator: "\n")
      for (number, line) in lines.enumerated() {
        let words = line.split(separator: " ").map { $0 == "-" ? Said.absent : .value(String($0)) }
        guard words.count == 5, case .value(let time) = words[0], let start = Double(time),
          case .value(let code) = words[3], let status = Int(code)
        else {
          batch.refusals.add(.notThisFormat, position: number, column: 1)
          continue
        }
        batch.append(
          Sent(words[1], status, at: start, [.origin: words[2], .allowOrigin: words[4]]))
        batch.records[batch.records.count - 1].position = UInt32(number)
      }
    }
  }
}

extension InputFormat {
  /// A format that shows all fields.
  static let everything = InputFormat(
    name: "everything", summary: "for tests", fields: .all, unit: .line)
}

extension RunInput {
  /// An input that serves `exchanges`, cut after every `size` of them.
  static func memory(
    _ name: String, _ exchanges: [Sent], size: Int = .max, format: InputFormat = .everything
  ) -> RunInput {
    let size = max(1, min(size, exchanges.count))
    let pieces = stride(from: 0, to: exchanges.count, by: size).map { start in
      Array(exchanges[start..<min(start + size, exchanges.count)])
    }
    return memory(name, pieces: pieces, format: format)
  }

  /// An input that serves `pieces` as they are.
  static func memory(
    _ name: String, pieces: [[Sent]], format: InputFormat = .everything,
    error: IngestError? = nil, failsWithLast: Bool = false
  ) -> RunInput {
    let first = pieces.lazy.joined().first { $0.start != nil }?.start
    return RunInput(
      name: name, format: format, runnerUp: nil,
      first: first.map { Timestamp(seconds: Sent.epoch + $0) },
      open: { () throws(IngestError) in
        MemoryIngestor(
          format: format, pieces: pieces[...], error: error, failsWithLast: failsWithLast)
      })
  }

  /// An input of `lines`.
  static func lines(_ name: String, _ lines: [String], perBatch: Int) -> RunInput {
    RunInput(
      name: name, format: .everything, runnerUp: nil, first: nil,
      open: { () throws(IngestError) in
        LineIngestor(format: .everything, lines: lines[...], linesPerBatch: perBatch)
      })
  }
}

/// The report of a run.
func report(_ inputs: [RunInput], jobs: Int = 1, filter: Filter = Filter()) async -> Report {
  let outcomes = await Run(inputs: inputs, filter: filter, jobs: jobs).analyze()
  return ReportBuilder(inputs: inputs, outcomes: outcomes).report(version: "0.0.0")
}

extension Report {
  /// All that the report says, as text to compare.
  var text: String {
    var text = ""
    dump(self, to: &text)
    return text
  }
}
