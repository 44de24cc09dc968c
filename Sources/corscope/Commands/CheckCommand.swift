import ArgumentParser
import CORSEngine
import Ingest
import Reports
import Traffic

/// `corscope check [FILE]`: judges hypothetical fetches, no traffic needed.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Judges hypothetical fetches by four profiles, or one curl exchange.",
    discussion: """
      Each line is a JSON object with 'request' (at least 'url' and 'origin') and 'response' ('status' \
      and 'headers'), and where they matter 'preflight', 'hops' and 'second'. Each answer is one line, \
      in order: what the standard, Chromium, Firefox and WebKit make of it.

      With --curl the file holds what 'curl -i' or 'curl -v' printed, and the answer is for people:
      curl -i -H 'Origin: https://app.example.com' https://api.example.com/ \
      | corscope check --curl --origin https://app.example.com
      """)

  @Argument(help: ArgumentHelp("The file; '-' or none is standard input.", valueName: "file"))
  var file = "-"

  @Flag(help: "The file holds what 'curl -i' or 'curl -v' printed of one exchange.")
  var curl = false

  @Option(help: ArgumentHelp("With --curl: the page's origin.", valueName: "origin"))
  var origin: String?

  @Option(help: ArgumentHelp("With --curl: the URL that was asked for.", valueName: "url"))
  var url: String?

  @Option(help: ArgumentHelp("With --curl: the method.", valueName: "method"))
  var method: String?

  @Option(
    help: ArgumentHelp(
      "With --curl: the page's credentials mode: omit, same-origin or include.", valueName: "mode"))
  var credentials: String?

  @Option(help: ArgumentHelp("With --curl: text or json.", valueName: "format"))
  var format = "text"

  mutating func run() throws {
    var mode: CredentialsMode?
    if let credentials {
      guard let found = CredentialsMode(name: credentials) else {
        throw ValidationError(
          "--credentials: '\(credentials)' is none; it is omit, same-origin or include")
      }
      mode = found
    }
    guard ["text", "json"].contains(format) else {
      throw ValidationError("--format: '\(format)' is none; it is text or json")
    }
    if curl { return try checkCurl(mode) }
    guard origin == nil, url == nil, method == nil, credentials == nil else {
      throw ValidationError("--origin, --url, --method and --credentials go with --curl")
    }
    var lines = CheckLines()
    do throws(IngestError) {
      try lines.judge(file)
    } catch {
      InputMessages.tell(InputMessages.text(file, error))
      throw ExitCode(2)
    }
  }

  private func checkCurl(_ mode: CredentialsMode?) throws {
    var text: [UInt8] = []
    do throws(IngestError) {
      // Heads come first; what follows is the body.
      text = try ByteSource(path: file).head
    } catch {
      InputMessages.tell(InputMessages.text(file, error))
      throw ExitCode(2)
    }
    let facts = CurlExchange.Facts(origin: origin, url: url, method: method, credentials: mode)
    do throws(CheckError) {
      let explanation = try CurlExchange(CurlText(text), facts).explanation()
      if format == "json" {
        var json = ExplanationJSON()
        Console.write(json.render([explanation]))
      } else {
        let options = RenderOptions(
          width: Console.width, color: Console.allowsColor, unicode: Console.writesUTF8)
        Console.write(ExplanationText(options).render([explanation]))
      }
    } catch {
      InputMessages.tell("\(file == "-" ? "standard input" : file): \(error.message)")
      throw ExitCode(2)
    }
  }
}
