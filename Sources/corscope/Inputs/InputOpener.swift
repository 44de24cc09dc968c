import Analysis
import Capture
import Ingest
import Traffic

/// Recognises inputs and says how each is opened when its time comes.
struct InputOpener: Sendable {
  private let choice: FormatChoice
  private let facts: AssumedFacts
  private let captureOptions: CaptureOptions

  /// Takes the formats that the user asked for, what is assumed, and how captures are to be read.
  init(choice: FormatChoice, facts: AssumedFacts, captureOptions: CaptureOptions) {
    self.choice = choice
    self.facts = facts
    self.captureOptions = captureOptions
  }

  /// Recognises the input in `file`.
  ///
  /// - Returns: The input, and what to tell people of how it was recognised.
  /// - Throws: `IngestError` when it cannot be opened, is empty or has no known format.
  func prepare(_ file: InputFile) throws(IngestError) -> (RunInput, remark: String?) {
    let source = try file.open().unfolded()
    if source.head.isEmpty { throw source.error ?? InputOpener.empty }
    var (kind, runnerUp, remark) = try recognise(
      source, sample: source.head + InputSample.spread(over: file, source),
      file.member ?? file.path)
    if source.isUnfolded, case .lines(var reading) = kind {
      // One object a line was made of what had other lines.
      reading.format.unit = .entry
      kind = .lines(reading)
    }
    var (format, first, traits) = probe(kind, source.head)
    if case .lines(var reading) = kind, facts.complete(&reading, traits, file.path) {
      kind = .lines(reading)
      (format, first, _) = probe(kind, source.head)
    }
    if traits.contains(.zoneMissing), !facts.hasZone {
      let text =
        "its times say no zone and are read as UTC; if they are local, pass "
        + "--assume-time-zone"
      remark = remark.map { "\($0); \(text)" } ?? text
    }
    let options = captureOptions
    let settled = kind
    let isRegular = file.path != "-" && FileIdentity(file.path)?.isRegular == true
    if !isRegular || file.opened != nil {
      // Standard input and pipes cannot be opened a second time: what was opened is kept.
      let kept = KeptSource(source)
      let input = RunInput(name: file.name, format: format, runnerUp: runnerUp, first: first) {
        () throws(IngestError) in
        if let source = kept.take() { return settled.ingestor(source, options) }
        guard isRegular else { throw IngestError("it was read already") }
        return settled.ingestor(try file.open().unfolded(), options)
      }
      return (input, remark)
    }
    let input = RunInput(name: file.name, format: format, runnerUp: runnerUp, first: first) {
      () throws(IngestError) in
      settled.ingestor(
        try file.open().unfolded(), options)
    }
    return (input, remark)
  }

  /// What is said of an input that holds nothing, as a log does that was just rotated.
  static let empty = IngestError("the input is empty")

  private func recognise(_ source: ByteSource, sample: [UInt8], _ path: String)
    throws(IngestError) -> (InputKind, runnerUp: String?, remark: String?)
  {
    if CaptureIngestor.recognises(source.head.span) { return (.capture, nil, nil) }
    if let forced = choice.forced {
      guard let reading = LogRecognition.read(sample, as: forced) else {
        throw IngestError(
          "its first lines are nothing that '\(forced.name)' could be",
          mend: "take --input-format away, or see 'corscope formats'")
      }
      return (.lines(reading), nil, nil)
    }
    if choice.isCapture {
      throw IngestError("no capture", mend: "take --input-format away, or pass a pcap file")
    }
    if choice.isHAR || HARIngestor.recognises(source.head.span) { return (.har, nil, nil) }
    var remark: String?
    if !choice.configs.isEmpty {
      for config in choice.configs {
        guard let found = config.choose(path: path, head: sample),
          let reading = LogRecognition.read(sample, as: found.format)
        else { continue }
        let text = [found.text] + found.warnings.map { "mind that \($0)" }
        return (.lines(reading), nil, text.joined(separator: "; "))
      }
      remark = "no format of the configuration fits its lines"
    }
    let candidates = LogRecognition.candidates(head: sample)
    guard let best = candidates.first else { throw LogRecognition.unrecognised(source.head) }
    return (.lines(best.reading), candidates.dropFirst().first?.format.name, remark)
  }

  /// The format as this input shows it, and when its first exchange began, both from its head.
  private func probe(_ kind: InputKind, _ head: [UInt8]) -> (
    InputFormat, first: Timestamp?, traits: RecordTraits
  ) {
    var ingestor = kind.ingestor(head: head, captureOptions)
    var batch = Batch()
    _ = try? ingestor.read(into: &batch)
    ingestor.parser.parse(&batch)
    let first = batch.records.lazy.filter { $0.present.contains(.start) }.map(\.start).min()
    let traits = batch.records.reduce(into: RecordTraits()) { $0.formUnion($1.traits) }
    return (ingestor.format, first, traits)
  }
}
