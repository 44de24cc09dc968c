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
  /// The configurations that say which log has which format.
  private(set) var configs: [LogConfig] = []
  /// What is doubtful about the formats, in words.
  private(set) var warnings: [String] = []

  /// Reads `--input-format`, `--log-format` and `--log-config`; what is wrong with them is added to
  /// `problems`.
  init(
    inputFormat: String?, logFormat: String?, logConfig: [String] = [], keys: [String] = [],
    _ problems: inout [String]
  ) {
    if inputFormat != nil, logFormat != nil {
      problems.append("--input-format and --log-format exclude each other")
    }
    if !logConfig.isEmpty, inputFormat != nil || logFormat != nil {
      problems.append("--log-config excludes --input-format and --log-format")
    }
    if !keys.isEmpty { readKeys(keys, &problems) }
    for path in logConfig { read(config: path, &problems) }
    if let logFormat { readTemplate(logFormat, &problems) }
    if let inputFormat { find(inputFormat, &problems) }
  }

  private mutating func readKeys(_ keys: [String], _ problems: inout [String]) {
    var pairs: [(field: String, key: String)] = []
    for text in keys {
      let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, !parts[1].isEmpty else {
        problems.append("--key: '\(text)' is no field=key, such as origin=req.headers.o")
        continue
      }
      pairs.append((String(parts[0]), String(parts[1])))
    }
    let (format, unknown) = LogFormat.keys(pairs)
    if let unknown {
      problems.append(
        "--key: '\(unknown)' is no field; there are those that 'corscope exchanges' prints, and "
          + LogFormat.keyFields.joined(separator: ", "))
    }
    forced = format
  }

  private mutating func readTemplate(_ text: String, _ problems: inout [String]) {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let server = parts[0].lowercased()
    guard parts.count == 2, LogFormatText.servers.contains(server) else {
      problems.append(
        "--log-format: begin it with the server, as in 'nginx:…'; it is one of "
          + LogFormatText.servers.joined(separator: ", "))
      return
    }
    do throws(IngestError) {
      let template = try LogFormatText.compile(String(parts[1]), server: server)
      warnings = template.warnings.map { "--log-format: \($0)" }
      forced = LogFormat(
        name: server + "-custom", summary: "--log-format", template: template,
        repeats: RepeatsLoss.of(server), producer: LogFormatText.producer(server))
    } catch {
      problems.append(
        "--log-format: \(error.message)" + (error.mend.isEmpty ? "" : "; \(error.mend)"))
    }
  }

  private mutating func find(_ name: String, _ problems: inout [String]) {
    if name == "har" {
      isHAR = true
    } else if name == "pcap" || name == "pcapng" || name == "snoop" {
      isCapture = true
    } else if let format = FormatRegistry.named(name) {
      forced = format
    } else {
      problems.append("--input-format: '\(name)' is none; 'corscope formats' lists them")
    }
  }

  private mutating func read(config path: String, _ problems: inout [String]) {
    do throws(IngestError) {
      let config = try ConfigFiles.read(path)
      configs.append(config)
      warnings += config.problems.map { "--log-config: \($0)" }
    } catch {
      problems.append(
        "--log-config: \(path): \(error.message)" + (error.mend.isEmpty ? "" : "; \(error.mend)"))
    }
  }
}
