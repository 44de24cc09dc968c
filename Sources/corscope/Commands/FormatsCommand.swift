import ArgumentParser
import Ingest
import Reports
import Traffic

/// `corscope formats`: what can be read, and why an input is read as it is.
struct FormatsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "formats",
    abstract: "Lists the formats of inputs and reports, or explains how an input is read.")

  @Flag(help: "Print the JSON Schema of the JSON report instead.")
  var reportSchema = false

  @Option(
    help: ArgumentHelp(
      "Show which formats fit this input, and token by token where a line stops matching.",
      valueName: "input"), completion: .file())
  var explain: String?

  @Option(help: ArgumentHelp("Explain by this format instead.", valueName: "name"))
  var inputFormat: String?

  @Option(help: ArgumentHelp("Explain by this format's text instead.", valueName: "format"))
  var logFormat: String?

  @Option(
    help: ArgumentHelp("Explain by the formats of this configuration instead.", valueName: "file"))
  var logConfig: [String] = []

  mutating func run() throws {
    if reportSchema {
      Console.write(ReportSchema.json)
      return
    }
    guard let explain else {
      Console.write(Array(list.utf8))
      return
    }
    var problems: [String] = []
    let choice = FormatChoice(
      inputFormat: inputFormat, logFormat: logFormat, logConfig: logConfig, &problems)
    if !problems.isEmpty {
      for problem in problems { InputMessages.tell(problem) }
      throw ExitCode(2)
    }
    for warning in choice.warnings { InputMessages.tell(warning) }
    do throws(IngestError) {
      let text = try FormatExplanation(explain, choice).text
      Console.write(Array(text.utf8))
    } catch {
      InputMessages.tell(InputMessages.text(explain, error))
      throw ExitCode(2)
    }
  }

  private var list: String {
    var text = ""
    for format in FormatList.all {
      text += "\(format.name)\n  \(format.summary)\n"
      let fields = format.fields
      let missing = [
        ("Origin", Field.origin), ("Access-Control-Request-Method", .requestMethod),
        ("Access-Control-Allow-Origin", .allowOrigin), ("cookies' presence", .hasCookie),
        ("duration", .duration), ("host", .host),
      ].filter { !fields.contains($0.1) }.map(\.0)
      text +=
        missing.isEmpty
        ? "  shows all that a CORS report needs\n"
        : "  cannot show: \(missing.joined(separator: ", "))\n"
      if !format.repeatsLoss.isEmpty { text += "  \(format.repeatsLoss)\n" }
    }
    return text + """

      Any other text log: --log-format 'SERVER:FORMAT', where SERVER is one of
        \(LogFormatText.servers.joined(separator: ", "))
      or --log-config FILE: nginx.conf, httpd.conf, haproxy.cfg, squid.conf, lighttpd.conf, Envoy's YAML …
      'corscope formats --explain INPUT' shows how an input is read and where a line does not fit.

      Formats of reports (-o FILE, the format by the ending; -o FORMAT=FILE; --format FORMAT):

      """ + reports
  }

  private var reports: String {
    ReportFormat.all.map { format in
      let name = format.names.contains("text") ? "text" : format.names.first ?? ""
      let endings = format.endings.map { ".\($0)" }.joined(separator: " ")
      return "\(name)  (\(endings))\n  \(format.summary)\n"
    }.joined()
  }
}
