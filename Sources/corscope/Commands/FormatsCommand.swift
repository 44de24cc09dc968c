import ArgumentParser
import Traffic

/// `corscope formats`: what can be read, and what each format can show.
struct FormatsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "formats", abstract: "Lists the input formats and what each can show.")

  mutating func run() throws {
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
    }
    text += """

      Any other text log: --log-format 'nginx:<log_format>' or 'apache:<LogFormat>'.
      gzip and zip are read as they are, zstd, xz and bzip2 through the installed program; all by content.

      """
    Console.write(Array(text.utf8))
  }
}
