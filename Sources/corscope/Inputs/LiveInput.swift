import Analysis
import Capture
import Glibc
import Traffic

/// A network interface as an input.
enum LiveInput {
  private static let stop = LiveCapture.Stop()

  /// Opens the interface that `settings` name.
  ///
  /// - Throws: `IngestError` when it cannot be captured.
  static func prepare(_ settings: CaptureSettings, name: String) throws(IngestError) -> RunInput {
    let stop = stop
    let seconds = settings.seconds
    let options = settings.options
    // Opened once to say at once what is wrong, before anything else is done.
    _ = try LiveCapture(interface: name, filter: options.filter, seconds: 0, stop: stop)
    // The first interrupt ends the capture and leads to the report, the second ends the program.
    for number in [SIGINT, SIGTERM] {
      _ = signal(number) { number in
        LiveInput.stop.request()
        _ = signal(number, SIG_DFL)
      }
    }
    return RunInput(
      name: name, format: CaptureIngestor.inputFormat("pcap"), runnerUp: nil, first: nil
    ) { () throws(IngestError) in
      CaptureIngestor(
        live: try LiveCapture(
          interface: name, filter: options.filter, seconds: seconds, stop: stop),
        options: options)
    }
  }
}
