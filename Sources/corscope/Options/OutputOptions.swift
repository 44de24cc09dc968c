import Analysis
import ArgumentParser
import Reports

/// Where the report goes, in which format, and what makes the command fail.
struct OutputOptions: ParsableArguments {
  @Option(
    name: [.short, .customLong("output")],
    help: ArgumentHelp(
      "Write the report to a file, its format by the ending or as FORMAT=FILE; repeatable.",
      valueName: "file"),
    completion: .file())
  var outputs: [String] = []

  @Option(
    help: ArgumentHelp(
      "The format for standard output: \(OutputOptions.names.joined(separator: ", ")).",
      valueName: "format"),
    completion: .list(OutputOptions.names))
  var format: String?

  @Option(
    help: ArgumentHelp(
      "An earlier JSON report; what is new, gone, worse or better is told in every format.",
      valueName: "report.json"),
    completion: .file())
  var baseline: String?

  @Option(
    help: ArgumentHelp(
      "Exit with 1 if this holds: a severity (high), a figure ('blocked-rate>1%', "
        + "'blocked-clients>50'), or new-origin, new-blocked, new-finding; repeatable.",
      valueName: "condition"),
    completion: .list(FailCondition.names))
  var failOn: [String] = []

  @Flag(
    help: ArgumentHelp(
      "Cut clients' addresses to their network (/24, /48) wherever the report shows one: in origins, "
        + "paths and header values. The servers' own and the names of inputs stay."))
  var anonymize = false

  @Flag(
    help: ArgumentHelp(
      "Show URLs whole: userinfo, query values and random segments of paths are taken out otherwise. "
        + "Whoever reads the report can use them. Cookies and Authorization are never shown."))
  var noRedact = false

  /// The names of the formats, the usual ones.
  static var names: [String] {
    ReportFormat.all.compactMap { $0.names.contains("text") ? "text" : $0.names.first }
  }

  /// Whether nobody said where the report goes, or how.
  var isDefault: Bool { outputs.isEmpty && format == nil }

  /// Where to write; what is wrong with the options is added to `problems`.
  func targets(_ problems: inout [String]) -> [OutputTarget] {
    var targets: [OutputTarget] = []
    for output in outputs {
      let parts = output.split(separator: "=", maxSplits: 1).map(String.init)
      if parts.count == 2, let format = ReportFormat.named(parts[0]) {
        add(format.variant(forFile: parts[1]), parts[1], &targets, &problems)
      } else if let format = ReportFormat.forFile(output) {
        add(format, output, &targets, &problems)
      } else {
        problems.append(unknown(output, parts))
      }
    }
    if let format {
      guard let found = ReportFormat.named(format) else {
        problems.append(
          "--format: '\(format)' is none; \(Suggestion.text(format, OutputOptions.names))it is one of "
            + OutputOptions.names.joined(separator: ", "))
        return targets
      }
      targets.append(OutputTarget(format: found, path: nil))
    } else if outputs.isEmpty, let terminal = ReportFormat.all.first {
      targets.append(OutputTarget(format: terminal, path: nil))
    }
    return targets
  }

  private func add(
    _ format: ReportFormat, _ path: String, _ targets: inout [OutputTarget],
    _ problems: inout [String]
  ) {
    guard path != "-" else {
      targets.append(OutputTarget(format: format, path: nil))
      return
    }
    if targets.contains(where: { $0.path == path }) {
      problems.append("-o: '\(path)' is named twice; the second report would replace the first")
    }
    targets.append(OutputTarget(format: format, path: path))
  }

  private func unknown(_ output: String, _ parts: [String]) -> String {
    let endings = ReportFormat.all.compactMap(\.endings.first).map { ".\($0)" }
    let hint = parts.count == 2 ? Suggestion.text(parts[0], OutputOptions.names) : ""
    return "-o: the format of '\(output)' cannot be told; \(hint)end it in "
      + endings.joined(separator: ", ") + ", or write FORMAT=FILE"
  }

  /// What to say of outputs that are inputs too, which writing would destroy.
  func clashes(with inputs: [String]) -> [String] {
    var unused: [String] = []
    let read = Set(inputs.compactMap { FileIdentity($0) })
    return targets(&unused).compactMap(\.path).filter { path in
      FileIdentity(path).map { read.contains($0) } ?? false
    }.map { "-o: '\($0)' is an input; write the report to another file" }
  }

  /// The conditions to fail on; what is wrong with them is added to `problems`.
  func conditions(_ problems: inout [String]) -> [FailCondition] {
    failOn.flatMap { $0.split(separator: ",").map(String.init) }.compactMap { text in
      guard let condition = FailCondition(text) else {
        problems.append(
          "--fail-on: '\(text)' is no condition; \(Suggestion.text(String(text.prefix { $0 != ">" }), FailCondition.names))write a "
            + "severity (low, medium, high, critical), a figure such as 'blocked-rate>1%' or "
            + "'blocked>0', or new-origin, new-blocked, new-finding")
        return nil
      }
      if condition.needsBaseline, baseline == nil {
        problems.append("--fail-on: '\(text)' compares with an earlier report; pass --baseline")
      }
      return condition
    }
  }

  /// The baseline; what is wrong with it is added to `problems`.
  func comparison(_ problems: inout [String]) -> Baseline? {
    guard let baseline else { return nil }
    do {
      return try BaselineFile.read(baseline)
    } catch {
      problems.append("--baseline: \(baseline): \(error.text)")
      return nil
    }
  }
}
