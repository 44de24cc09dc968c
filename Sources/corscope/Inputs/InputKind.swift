import Capture
import Ingest
import Traffic

/// What an input was recognised as.
enum InputKind: Sendable {
  case capture, har
  case lines(LogReading)

  /// Reads `source` as this.
  func ingestor(_ source: ByteSource, _ options: CaptureOptions) -> any Ingestor {
    ingestor(source.stream, options)
  }

  /// Reads only the bytes of `head` as this.
  func ingestor(head: [UInt8], _ options: CaptureOptions) -> any Ingestor {
    ingestor(ReplayStream(head: head, rest: EmptyStream()), options)
  }

  private func ingestor(_ stream: any ByteStream, _ options: CaptureOptions) -> any Ingestor {
    switch self {
    case .capture: CaptureIngestor(stream: stream, options: options)
    case .har: HARIngestor(stream: stream)
    case .lines(let reading):
      LineReader(stream: stream, format: reading.format, parser: reading.parser)
    }
  }
}
