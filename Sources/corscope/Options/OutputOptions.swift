import ArgumentParser
import Reports

/// Where the report goes, in which format, and what makes the command fail.
struct OutputOptions: ParsableArguments {
  @Option(
    name: [.short, .customLong("output")],
    help: ArgumentHelp(
      "Write the report to a file, its format by the ending or as FORMAT=FILE; repeatable.",
      valueName: "file"))
  var outputs: [String] = []

  @Option(help: ArgumentHelp("The format for standard output: text or json.", valueName: "format"))
  var format: String?

  @Option(
    help: ArgumentHelp(
      "Exit with 1 if this holds: a severity (high), or a figure ('blocked-rate>1%'); repeatable.",
      valueName: "condition"))
  var failOn: [String] = []

  /// Where to write; what is wrong with the options is added to `problems`.
  func targets(_ problems: inout [String]) -> [OutputTarget] {
    var targets: [OutputTarget] = []
    for output in outputs {
      let parts = output.split(separator: "=", maxSplits: 1).map(String.init)
      if parts.count == 2, let format = ReportFormat.named(parts[0]) {
        targets.append(OutputTarget(format: format, path: parts[1]))
      } else if let format = ReportFormat.forFile(output) {
        targets.append(OutputTarget(format: format, path: output))
      } else {
        problems.append(
          "-o: the format of '\(output)' cannot be told; end it in "
            + ReportFormat.all.flatMap(\.endings).map { ".\($0)" }.joined(separator: ", ")
            + ", or write FORMAT=FILE")
      }
    }
    if let format {
      guard let found = ReportFormat.named(format) else {
        problems.append(
          "--format: '\(format)' is none; it is one of "
            + ReportFormat.all.compactMap(\.names.first).joined(separator: ", "))
        return targets
      }
      targets.append(OutputTarget(format: found, path: nil))
    } else if outputs.isEmpty, let terminal = ReportFormat.all.first {
      targets.append(OutputTarget(format: terminal, path: nil))
    }
    return targets
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
    failOn.compactMap { text in
      if let condition = FailCondition(text) { return condition }
      problems.append(
        "--fail-on: '\(text)' is no condition; write a severity (low, medium, high, critical) or "
          + "a figure such as 'blocked-rate>1%' or 'blocked>0'")
      return nil
    }
  }
}
