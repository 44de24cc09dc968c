import Ingest
import Traffic

/// The format that the user asked for, if any.
struct FormatChoice: Sendable {
  /// A format of lines that all inputs but captures have.
  private(set) var forced: LogFormat?
  /// Whether all inputs but captures are HAR files.
  private(set) var isHAR = false
  /// Whether all inputs are captures.
  private(set) var isCapture = false
  /// What is doubtful about the format, in words.
  private(set) var warnings: [String] = []

  /// Reads `--input-format` and `--log-format`; what is wrong with them is added to `problems`.
  init(inputFormat: String?, logFormat: String?, _ problems: inout [String]) {
    if inputFormat != nil, logFormat != nil {
      problems.append("--input-format and --log-format exclude each other")
    }
    if let logFormat { readTemplate(logFormat, &problems) }
    if let inputFormat { find(inputFormat, &problems) }
  }

  private mutating func readTemplate(_ text: String, _ problems: inout [String]) {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let server = parts[0].lowercased()
    guard parts.count == 2, server == "nginx" || server == "apache" else {
      problems.append("--log-format: begin it with the server, 'nginx:…' or 'apache:…'")
      return
    }
    do throws(IngestError) {
      let template =
        server == "nginx"
        ? try NginxLogFormat.compile(String(parts[1]))
        : try ApacheLogFormat.compile(String(parts[1]))
      warnings = template.warnings
      forced = LogFormat(name: server + "-custom", summary: "--log-format", template: template)
    } catch {
      problems.append(
        "--log-format: \(error.message)" + (error.mend.isEmpty ? "" : "; \(error.mend)"))
    }
  }

  private mutating func find(_ name: String, _ problems: inout [String]) {
    if name == "har" {
      isHAR = true
    } else if name == "pcap" || name == "pcapng" {
      isCapture = true
    } else if let format = FormatRegistry.named(name) {
      forced = format
    } else {
      problems.append("--input-format: '\(name)' is none; 'corscope formats' lists them")
    }
  }
}
