import Analysis
import Capture
import Ingest
import Traffic

/// Recognises inputs and says how each is opened when its time comes.
struct InputOpener: Sendable {
  private let choice: FormatChoice
  private let captureOptions: CaptureOptions

  /// Takes the formats that the user asked for, and how captures are to be read.
  init(choice: FormatChoice, captureOptions: CaptureOptions) {
    self.choice = choice
    self.captureOptions = captureOptions
  }

  /// Recognises the input in `file`.
  ///
  /// - Throws: `IngestError` when it cannot be opened, is empty or has no known format.
  func prepare(_ file: InputFile) throws(IngestError) -> RunInput {
    let source = try ByteSource(path: file.path, member: file.member)
    if source.head.isEmpty { throw source.error ?? InputOpener.empty }
    let (kind, runnerUp) = try recognise(source)
    let (format, first) = probe(kind, source.head)
    let options = captureOptions
    if file.path == "-" || FileIdentity(file.path)?.isRegular != true {
      // Standard input and pipes cannot be opened a second time: what was opened is kept.
      let kept = KeptSource(source)
      return RunInput(name: file.name, format: format, runnerUp: runnerUp, first: first) {
        () throws(IngestError) in
        guard let source = kept.take() else { throw IngestError("it was read already") }
        return kind.ingestor(source, options)
      }
    }
    return RunInput(name: file.name, format: format, runnerUp: runnerUp, first: first) {
      () throws(IngestError) in
      kind.ingestor(try ByteSource(path: file.path, member: file.member), options)
    }
  }

  /// What is said of an input that holds nothing, as a log does that was just rotated.
  static let empty = IngestError("the input is empty")

  private func recognise(_ source: ByteSource) throws(IngestError) -> (InputKind, String?) {
    if CaptureIngestor.recognises(source.head.span) { return (.capture, nil) }
    if let forced = choice.forced {
      guard let reading = LogRecognition.read(source.head, as: forced) else {
        throw IngestError(
          "its first lines are nothing that '\(forced.name)' could be",
          mend: "take --input-format away, or see 'corscope formats'")
      }
      return (.lines(reading), nil)
    }
    if choice.isCapture {
      throw IngestError("no capture", mend: "take --input-format away, or pass a pcap file")
    }
    if choice.isHAR || HARIngestor.recognises(source.head.span) { return (.har, nil) }
    let candidates = LogRecognition.candidates(head: source.head)
    guard let best = candidates.first else { throw LogRecognition.unrecognised(source.head) }
    return (.lines(best.reading), candidates.dropFirst().first?.format.name)
  }

  /// The format as this input shows it, and when its first exchange began, both from its head.
  private func probe(_ kind: InputKind, _ head: [UInt8]) -> (InputFormat, Timestamp?) {
    var ingestor = kind.ingestor(head: head, captureOptions)
    var batch = Batch()
    _ = try? ingestor.read(into: &batch)
    ingestor.parser.parse(&batch)
    let first = batch.records.lazy.filter { $0.present.contains(.start) }.map(\.start).min()
    return (ingestor.format, first)
  }
}
