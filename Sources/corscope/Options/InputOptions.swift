import ArgumentParser

/// What is read, and as what.
struct InputOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "Files, folders or - for standard input: access logs, HAR files, packet captures.",
      valueName: "input"))
  var inputs: [String]

  @Option(
    help: ArgumentHelp(
      "The format of the inputs instead of recognising it; 'corscope formats' lists them.",
      valueName: "name"))
  var inputFormat: String?

  @Option(
    help: ArgumentHelp(
      "The server's own format text, such as 'nginx:$remote_addr …' or 'apache:%h …'.",
      valueName: "format"))
  var logFormat: String?

  @Option(
    help: ArgumentHelp(
      "Which packets of captures to read, in tcpdump's syntax.", valueName: "filter"))
  var captureFilter: String?
}
