import ArgumentParser
import Traffic

/// What is read, and as what.
struct InputOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "Files, folders or - for standard input: access logs, HAR files, packet captures.",
      valueName: "input"), completion: .file())
  var inputs: [String] = []

  @Option(
    help: ArgumentHelp(
      "The format of the inputs instead of recognising it; 'corscope formats' lists them.",
      valueName: "name"), completion: .list(FormatList.names))
  var inputFormat: String?

  @Option(
    help: ArgumentHelp(
      "The server's own format text, such as 'nginx:$remote_addr …' or 'apache:%h …'.",
      valueName: "format"))
  var logFormat: String?

  @Option(
    help: ArgumentHelp(
      "A server's configuration that says which log has which format; repeatable.",
      valueName: "file"), completion: .file())
  var logConfig: [String] = []

  @Option(
    help: ArgumentHelp(
      "The zone of times that say none, such as Europe/Berlin or +02:00.", valueName: "zone"))
  var assumeTimeZone: String?

  @Option(
    help: ArgumentHelp(
      "The scheme of requests whose log does not say it: http or https.", valueName: "scheme"),
    completion: .list(["http", "https"]))
  var assumeScheme: String?

  @Option(
    help: ArgumentHelp(
      "The host of requests whose log does not say it, such as api.example.com.",
      valueName: "host"))
  var assumeHost: String?

  @Option(
    name: .customLong("key"),
    help: ArgumentHelp(
      "Which key of JSON, LTSV or logfmt holds a field: 'origin=req.o'; repeatable.",
      valueName: "field=key"))
  var keys: [String] = []

  @Option(
    help: ArgumentHelp(
      "Which packets of captures to read, in tcpdump's syntax.", valueName: "filter"))
  var captureFilter: String?

  @Option(
    name: .customLong("tls-keylog"),
    help: ArgumentHelp(
      "The secrets of the captures' TLS connections, as SSLKEYLOGFILE makes programs write them.",
      valueName: "file"), completion: .file())
  var tlsKeyLog: String?

  @Option(
    name: [.short, .customLong("interface")],
    help: ArgumentHelp(
      "Capture this network interface (any: all of them) until interrupted.", valueName: "name"))
  var interface: String?

  @Option(
    name: .customLong("for"),
    help: ArgumentHelp(
      "How long to capture: a number with s, m or h, such as 60s.", valueName: "time"))
  var captureTime: String?
}
