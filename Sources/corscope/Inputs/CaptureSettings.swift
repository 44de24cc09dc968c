import Capture
import Ingest
import Traffic

/// What the options say of captures, checked.
struct CaptureSettings: Sendable {
  /// How captures are read.
  private(set) var options: CaptureOptions
  /// Which interface to capture, if any.
  let interface: String?
  /// For how long, in seconds; until interrupted where there is no value.
  private(set) var seconds: Double?

  /// Reads the options; what is wrong with them is added to `problems`.
  init(_ options: InputOptions, _ problems: inout [String]) {
    self.options = CaptureOptions(filter: options.captureFilter)
    interface = options.interface
    if let filter = options.captureFilter {
      do throws(IngestError) {
        try CaptureIngestor.validate(filter: filter)
      } catch {
        problems.append("--capture-filter: \(error.message); \(error.mend)")
      }
    }
    if let path = options.tlsKeyLog { readKeyLog(path, isLive: interface != nil, &problems) }
    if let time = options.captureTime {
      seconds = CaptureSettings.seconds(time)
      if seconds == nil {
        problems.append("--for: '\(time)' is no time; write a number with s, m or h, such as 60s")
      }
      if interface == nil { problems.append("--for: say with -i which interface to capture") }
    }
    if interface != nil, !options.inputs.isEmpty {
      problems.append("-i: an interface is captured by itself; take the other inputs away")
    }
    if interface == nil, options.inputs.isEmpty {
      problems.append(
        "nothing to read: name files, folders or - for standard input, or an interface with -i")
    }
  }

  private mutating func readKeyLog(_ path: String, isLive: Bool, _ problems: inout [String]) {
    do throws(IngestError) {
      let text = try CaptureSettings.read(path)
      options.keyLog = KeyLog(text)
      guard isLive else {
        if options.keyLog.count == 0 {
          problems.append(
            "--tls-keylog: '\(path)' holds no secrets; start the client or the server with "
              + "SSLKEYLOGFILE set, and name the file that it writes")
        }
        return
      }
      // Clients write their secrets while the capture runs.
      options.keyLogUpdate = { (try? CaptureSettings.read(path)) ?? [] }
    } catch {
      problems.append("--tls-keylog: \(path): \(error.message)")
    }
  }

  private static func read(_ path: String) throws(IngestError) -> [UInt8] {
    var source = try ByteSource(path: path).stream
    var text: [UInt8] = []
    while try source.read(1 << 20, into: &text) > 0, text.count <= KeyLog.sizeLimit {}
    return text
  }

  private static func seconds(_ text: String) -> Double? {
    var digits = text[...]
    let unit: Double
    switch digits.last {
    case "s": unit = 1
    case "m": unit = 60
    case "h": unit = 3600
    default: return nil
    }
    digits.removeLast()
    guard digits.allSatisfy({ $0.isNumber || $0 == "." }), let number = Double(digits),
      number > 0, number * unit <= 31_536_000
    else { return nil }
    return number * unit
  }
}
