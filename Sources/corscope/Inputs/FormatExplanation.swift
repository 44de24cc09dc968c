import Analysis
import Ingest
import Reports
import Traffic

/// Why an input is read as it is: the formats that fit, and one line token by token.
struct FormatExplanation {
  /// The explanation, for people.
  private(set) var text = ""

  private static let mostFormats = 8
  private static let valueWidth = 72

  /// Explains the input at `path` by its content, or by the formats of `choice`.
  ///
  /// - Throws: `IngestError` when the input cannot be read.
  init(_ path: String, _ choice: FormatChoice) throws(IngestError) {
    let file = InputFile(path: path)
    let source = try file.open().unfolded()
    if source.head.isEmpty { throw source.error ?? InputOpener.empty }
    let name = TerminalText.escape(path)
    // What is counted is what the format is chosen by; only of the beginning are line numbers
    // known.
    let sample = source.head + InputSample.spread(over: file, source)
    let formats = FormatExplanation.formats(choice, path, sample, &text)
    var candidates: [LogCandidate] = []
    if formats.isEmpty {
      candidates = LogRecognition.candidates(head: sample)
    } else {
      candidates = formats.compactMap { LogRecognition.candidate(sample, as: $0) }
    }
    guard let best = candidates.first else {
      text += "\(name): no known format understands any of its first lines\n"
      explainNearest(name, source.head)
      return
    }
    list(candidates, name)
    explainLine(best, name, source.head)
  }

  /// The formats that the user asked for; none where the content decides.
  private static func formats(
    _ choice: FormatChoice, _ path: String, _ head: [UInt8], _ text: inout String
  ) -> [LogFormat] {
    if let forced = choice.forced { return [forced] }
    return choice.configs.compactMap { config in
      guard let found = config.choose(path: path, head: head) else {
        text += "no format of the \(config.server) configuration fits; it has "
        text += config.entries.map { "'\($0.name)' (\($0.place))" }.joined(separator: ", ") + "\n"
        return nil
      }
      text += "\(TerminalText.escape(found.text))\n"
      return found.format
    }
  }

  private mutating func list(_ candidates: [LogCandidate], _ name: String) {
    let seen = candidates.map(\.seen).max() ?? 0
    text += "\(name): \(seen) lines looked at\n"
    let shown = candidates.prefix(FormatExplanation.mostFormats)
    let width = shown.map { title($0).count }.max() ?? 0
    for (index, candidate) in shown.enumerated() {
      let title = title(candidate)
      text += "  \(index == 0 ? "→" : " ") \(title)"
      text += String(repeating: " ", count: width - title.count)
      text += "  \(candidate.understood) of \(candidate.seen) lines, "
      text += "\(candidate.format.fields.fields.count) fields"
      if candidate.format.goesOn { text += ", the lines go on after its columns" }
      if candidate.isGeneral { text += ", a general format" }
      text += "\n"
    }
    if let reason = LogRecognition.reason(candidates) { text += "  \(reason)\n" }
  }

  private func title(_ candidate: LogCandidate) -> String {
    candidate.format.name
      + (candidate.format.wrapper.isEmpty ? "" : " in \(candidate.format.wrapper)")
  }

  /// Shows the first line that the format does not fit, or the first of all.
  private mutating func explainLine(_ best: LogCandidate, _ name: String, _ head: [UInt8]) {
    guard let template = best.template else {
      text += "\n  lines of this format are not read value by value in order\n"
      return
    }
    let lines = FormatExplanation.lines(of: LogRecognition.unwrap(head, as: best))
    let traces = { (line: [UInt8]) in
      ([template] + template.alternatives).map { LineTrace(line, by: $0) }
    }
    let refused = lines.first { line in traces(line.bytes).allSatisfy { $0.stop != nil } }
    guard let line = refused ?? lines.first else { return }
    // Of the shapes that a line may have the one it fits, or comes nearest to.
    let trace = traces(line.bytes).max { left, right in
      (left.stop?.column ?? .max) < (right.stop?.column ?? .max)
    }
    if let trace { show(trace, "\(name):\(line.number) as \(title(best))") }
  }

  /// Shows how far the first line fits the text format that takes most of it.
  private mutating func explainNearest(_ name: String, _ head: [UInt8]) {
    guard let line = FormatExplanation.lines(of: head).first else { return }
    var nearest: (name: String, trace: LineTrace)?
    for format in FormatRegistry.all {
      guard let template = format.read(head)?.template else { continue }
      let trace = LineTrace(line.bytes, by: template)
      if trace.stop?.column ?? 0 > nearest?.trace.stop?.column ?? 0 {
        nearest = (format.name, trace)
      }
    }
    guard let nearest else { return }
    show(nearest.trace, "\(name):\(line.number), which comes nearest to \(nearest.name)")
  }

  private mutating func show(_ trace: LineTrace, _ title: String) {
    text += "\n\(title)\n"
    let width = min(trace.steps.map { $0.name.count }.max() ?? 0, 48)
    var secrets = ColumnSecrets()
    for (index, step) in trace.steps.enumerated() {
      let isStop = trace.stop != nil && index == trace.steps.count - 1
      let name = step.name.isEmpty ? "column \(index + 1)" : step.name
      let padding = String(repeating: " ", count: max(0, width - name.count))
      text += "  \(isStop ? "✗" : "·") \(name)\(padding)  \(value(step, &secrets))"
      let fields = step.fields.fields.map(\.name).joined(separator: ", ")
      text += fields.isEmpty ? "\n" : "  (\(fields))\n"
    }
    guard let stop = trace.stop else {
      text += "  the whole line fits\n"
      return
    }
    text += "  it stops at column \(stop.column): \(stop.reason.message)"
    if !stop.expected.isEmpty {
      text += "; '\(FormatExplanation.printable(stop.expected))' had to follow"
    }
    text += stop.reason.mend.isEmpty ? "\n" : "; \(stop.reason.mend)\n"
  }

  private func value(_ step: LineTrace.Step, _ secrets: inout ColumnSecrets) -> String {
    let mayBeShown = secrets.shownCount(of: step.value)
    let count = step.isSecret ? 0 : mayBeShown
    var redacted: [UInt8] = []
    Redaction.redact(Array(step.value.prefix(count)).span, into: &redacted)
    let shown = FormatExplanation.printable(Array(redacted.prefix(FormatExplanation.valueWidth)))
    guard count == step.value.count else {
      return shown + "[\(step.value.count - count) bytes, not shown]"
    }
    return redacted.count > FormatExplanation.valueWidth ? shown + "…" : shown
  }

  private static func printable(_ bytes: [UInt8]) -> String {
    TerminalText.escape(String(decoding: bytes, as: UTF8.self))
  }

  private static func lines(of head: [UInt8]) -> [(number: Int, bytes: [UInt8])] {
    var lines: [(number: Int, bytes: [UInt8])] = []
    for (index, line) in head.split(separator: 0x0A, omittingEmptySubsequences: false)
      .prefix(LogRecognition.sampleLines).enumerated() where !line.isEmpty
    {
      let text = line.last == 0x0D ? line.dropLast() : line
      lines.append((index + 1, Array(text)))
    }
    return lines
  }
}
